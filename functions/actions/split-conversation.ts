// Moves messages to a new conversation or to another one. The ids that answers refer to go with them, and so do later reports.
import * as v from "valibot";
import type { Viewer } from "../core/access.ts";
import type { Conversation, TimelineEntry } from "../core/conversation/conversation.ts";
import { mailIdOf, sesMailId } from "../core/conversation/match.ts";
import { partsOf } from "../core/conversation/merged.ts";
import { isMessage, type Message, split } from "../core/conversation/split.ts";
import { notThere, Refused } from "../core/errors.ts";
import { isId } from "../core/ids.ts";
import { limits } from "../core/limits.ts";
import { now } from "../runtime/clock.ts";
import { newId } from "../runtime/ids.ts";
import { saveConversations } from "../store/conversations.ts";
import { takeNumber } from "../store/counters.ts";
import { findLedgerRows, ledgerMoves } from "../store/ledger.ts";
import { findMailIds, mailIdMoves } from "../store/mail-ids.ts";
import type { Write } from "../store/table.ts";
import { entryMoves, findEntryAmong, listEntries } from "../store/timeline.ts";
import { sesIdOf } from "./body-name.ts";
import { actorOf, busy, changeEntry } from "./change-conversation.ts";
import { loadConversation } from "./load-conversation.ts";
import { untilSaved } from "./until-saved.ts";

/** `into`: another conversation; absent: a new one is made. */
export const splitInput = v.strictObject({
  messageIds: v.pipe(
    v.array(v.pipe(v.string(), v.maxLength(40))),
    v.nonEmpty("Choose the messages that belong elsewhere."),
    v.maxLength(limits.splitMessages),
  ),
  into: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(40))),
});
export type SplitInput = v.InferOutput<typeof splitInput>;

/** @returns the conversation where the messages are now */
export async function splitConversation(
  viewer: Viewer,
  conversationId: string,
  { messageIds, into }: SplitInput,
): Promise<{ id: string; version: number }> {
  return untilSaved(async () => {
    const source = await loadConversation(viewer, conversationId, "conversation.split");
    const target = into === undefined ? await fresh() : await otherOf(viewer, source, into);
    const messages = await messagesOf(source, messageIds);
    const left = await entriesWithout(source, messages);
    const by = actorOf(viewer);
    const at = now();
    const after = split(source, messages, left, target, by);
    const outcome = await saveConversations(
      [
        { before: source, after: after.source, entries: [changeEntry(source.id, after.facts.source, by, at)] },
        {
          before: "fresh" in target ? undefined : target,
          after: after.target,
          entries: [changeEntry(after.target.id, after.facts.target, by, at)],
        },
      ],
      (await Promise.all(messages.map((message) => movesOf(message, source, after.target)))).flat(),
    );
    return outcome.isDone ? { id: after.target.id, version: after.target.version } : undefined;
  }, busy);
}

async function fresh() {
  return { fresh: { id: newId("conversation"), number: await takeNumber() } };
}

async function otherOf(viewer: Viewer, source: Conversation, into: string): Promise<Conversation> {
  const target = await loadConversation(viewer, into, "conversation.split");
  const refuse = (code: string, message: string) => new Refused("invalid", code, message, { field: "into" });
  if (target.id === source.id) throw refuse("split.same", "The messages are there already. Choose another conversation.");
  if (target.inboxId !== source.inboxId)
    throw refuse("split.other-inbox", "That conversation is in another inbox. Move one of them first.");
  return target;
}

/** Oldest first. */
async function messagesOf(source: Conversation, messageIds: readonly string[]): Promise<Message[]> {
  const ids = [...new Set(messageIds)];
  const all = partsOf(source);
  const entries = await Promise.all(ids.map((id) => (isId("message", id) ? findEntryAmong(all, id) : undefined)));
  const messages = entries.filter((entry): entry is Message => entry !== undefined && isMessage(entry));
  if (messages.length < ids.length) throw notThere("message");
  if (messages.some(({ conversationId }) => conversationId !== source.id)) {
    const message = "One of these came with a conversation that was merged into this one. Take that conversation out instead.";
    throw new Refused("invalid", "split.merged", message, { field: "messageIds" });
  }
  return messages.sort((a, b) => (a.at < b.at ? -1 : 1));
}

async function entriesWithout(source: Conversation, gone: readonly Message[]): Promise<TimelineEntry[]> {
  const entries = await listEntries(partsOf(source), limits.timelinePage + gone.length);
  return entries.filter(({ id }) => !gone.some((message) => message.id === id));
}

/** The message itself, the id that its answers name, and its row in the ledger. */
async function movesOf(message: Message, source: Conversation, target: Conversation): Promise<Write[]> {
  const mailId = message.kind === "sent" ? sentIdOf(message) : message.messageId && mailIdOf(message.messageId);
  const [known, ledger] = await Promise.all([
    mailId ? findMailIds(source.inboxId, [mailId]) : [],
    message.kind === "received" ? findLedgerRows(sesIdOf(message)) : [],
  ]);
  const isIts = (one: { conversationId?: string; messageId?: string }) =>
    one.conversationId === source.id && one.messageId === message.id;
  return [
    ...entryMoves(message, target),
    ...known.filter(isIts).map((one) => mailIdMoves(source.inboxId, one, target.id)),
    ...ledger.filter(isIts).map((row) => ledgerMoves(row, target.id)),
  ];
}

function sentIdOf({ delivery }: Extract<Message, { kind: "sent" }>): string | undefined {
  return delivery.sesMessageId && sesMailId(delivery.sesMessageId);
}
