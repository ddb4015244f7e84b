// Moves a conversation to another inbox, with its number and its history. Answers still find it from both.
import * as v from "valibot";
import { mayBeAssigned, mayInInbox, type Viewer } from "../core/access.ts";
import type { Conversation } from "../core/conversation/conversation.ts";
import { mailIdOf, sesMailId } from "../core/conversation/match.ts";
import { move } from "../core/conversation/state.ts";
import { notThere } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { now } from "../runtime/clock.ts";
import { findConversations, saveConversations } from "../store/conversations.ts";
import { findInbox, type Inbox } from "../store/inboxes.ts";
import { findMailIds, mailIdWrite } from "../store/mail-ids.ts";
import { write } from "../store/table.ts";
import { listEntries, saveEntryInbox } from "../store/timeline.ts";
import { actorOf, busy, changeEntry } from "./change-conversation.ts";
import { loadConversation, refuseUnlessAllowed } from "./load-conversation.ts";
import { isMessage, type Message } from "../core/conversation/split.ts";
import { partsOf } from "../core/conversation/merged.ts";
import { untilSaved } from "./until-saved.ts";

export const moveInput = v.strictObject({ inboxId: v.pipe(v.string(), v.nonEmpty(), v.maxLength(40)) });
export type MoveInput = v.InferOutput<typeof moveInput>;

export async function moveConversation(viewer: Viewer, conversationId: string, { inboxId }: MoveInput): Promise<void> {
  await untilSaved(async () => {
    const conversation = await loadConversation(viewer, conversationId, "conversation.move");
    const [from, to] = await Promise.all([findInbox(conversation.inboxId), inboxFor(viewer, inboxId)]);
    const owner = conversation.assignment?.memberId;
    const decision = move(
      conversation,
      { id: conversation.inboxId, name: from?.name ?? "" },
      { id: to.id, name: to.name, isOwnersToo: owner !== undefined && mayBeAssigned(to.access[owner]) },
    );
    if (!decision.isChanged) return "there";
    const parts = await findConversations(conversation.mergedIds ?? []);
    const messages = await messagesOf(conversation);
    // Ids first: known in both inboxes before the conversation is in the other, no answer can miss it.
    await learnIds(messages, conversation.inboxId, to.id);
    const at = now();
    const by = actorOf(viewer);
    const entries = decision.facts.map((what) => changeEntry(conversationId, what, by, at));
    const outcome = await saveConversations([
      { before: conversation, after: decision.conversation, entries },
      ...parts.map((part) => ({ before: part, after: { ...part, inboxId: to.id, version: part.version + 1 }, entries: [] })),
    ]);
    if (!outcome.isDone) return undefined;
    // What changes later, a delivery, is news for the people of the new inbox.
    for (const message of messages) if (message.kind === "sent") await saveEntryInbox(message, to.id);
    return "moved";
  }, busy);
}

/** "Not yours" is "not there", for the inbox too. */
async function inboxFor(viewer: Viewer, inboxId: string): Promise<Inbox> {
  const inbox = mayInInbox(viewer, "conversation.read", inboxId) ? await findInbox(inboxId) : undefined;
  if (!inbox) throw notThere("inbox");
  refuseUnlessAllowed(viewer, "conversation.move", inboxId);
  return inbox;
}

/** The newest messages, of merged conversations too: the ids that somebody may still answer. */
async function messagesOf(conversation: Conversation): Promise<Message[]> {
  const ids = partsOf(conversation);
  const messages: Message[] = [];
  let before: string | undefined;
  do {
    const page = await listEntries(ids, limits.timelinePage, before);
    messages.push(...page.filter(isMessage));
    before = page.length === limits.timelinePage ? page.at(-1)?.id : undefined;
  } while (before !== undefined && messages.length < limits.movedMailIds);
  return messages;
}

/** What the other inbox knows already stays: the same mail may have come to both. */
async function learnIds(messages: readonly Message[], from: string, to: string): Promise<void> {
  const ids = messages.flatMap((message) => idOf(message) ?? []);
  for (let at = 0; at < ids.length; at += mostAtOnce) {
    for (const known of await findMailIds(from, ids.slice(at, at + mostAtOnce))) await write(mailIdWrite(to, known));
  }
}

/** One batch read. */
const mostAtOnce = 100;

function idOf(message: Message): string | undefined {
  if (message.kind === "received") return message.messageId && mailIdOf(message.messageId);
  return message.delivery.sesMessageId && sesMailId(message.delivery.sesMessageId);
}
