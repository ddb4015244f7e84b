// Derives one received message again from what its raw mail is read as now: the differences, and on request the change.
// Safe to repeat. What people did with it, and where it is filed, is never touched.
import { isDeepStrictEqual } from "node:util";
import type { Conversation, MatchReason, ReceivedMessage } from "../core/conversation/conversation.ts";
import { mailIdOf, matchConversation, referredIds } from "../core/conversation/match.ts";
import { type Arrival, receivedEntry } from "../core/conversation/receive.ts";
import { type Difference, differencesOf, headerAfter, isWorse } from "../core/conversation/reread.ts";
import { hasFiles } from "../core/conversation/headline.ts";
import { partsOf } from "../core/conversation/merged.ts";
import { keptBody } from "../core/conversation/summary.ts";
import { limits } from "../core/limits.ts";
import { takeForward, withForwardDoubts } from "../core/mail/agent-forward.ts";
import { decodePart } from "../core/mail/decode.ts";
import type { ParsedMail } from "../core/mail/mail.ts";
import { withKnownSender } from "../core/mail/true-sender.ts";
import { config } from "../runtime/config.ts";
import { type Body, fileKeys, readBody, readRaw, saveBody, sizeOfFile, streamFile } from "../store/buckets.ts";
import { findConversation, findHolder } from "../store/conversations.ts";
import { findLedgerRow } from "../store/ledger.ts";
import { findMailIds } from "../store/mail-ids.ts";
import { readAtLastWrite, rereadHeaderWrite, rereadWrite } from "../store/reread.ts";
import { transact, type Write } from "../store/table.ts";
import { findEntry, listEntries } from "../store/timeline.ts";
import { bodyName, sesIdOf } from "./body-name.ts";
import { untilSaved } from "./until-saved.ts";

export interface Reread {
  readonly inboxId: string;
  /** The conversations that are shown as the one that has the message. */
  readonly parts: readonly string[];
  readonly message: ReceivedMessage;
  /** How the raw mail is read today. */
  readonly mail: ParsedMail;
  readonly reading: ReceivedMessage["reading"];
  readonly rawSizeBytes: number;
}

export interface Reprocessed {
  readonly differences: readonly Difference[];
  /** It could be read before and cannot be now: shown, and never applied. */
  readonly isWorse: boolean;
  readonly isApplied: boolean;
  /** Where threading would put the mail today, when that is elsewhere. For information: mail is not moved by itself. */
  readonly wouldJoin?: { readonly conversationId: string; readonly reason: MatchReason };
}

export async function reprocessMail(given: Reread, apply: boolean): Promise<Reprocessed> {
  const reread = { ...given, mail: takenAsBefore(given) };
  const after = await entryAgain(reread);
  const body = keptBody(reread.mail);
  const bodyChange = await bodyDifference(reread.message, body);
  const differences = [...differencesOf(reread.message, after), ...bodyChange];
  const wouldJoin = await otherConversation(reread);
  const found = { differences, isWorse: isWorse(reread.message, after), ...(wouldJoin ? { wouldJoin } : {}) };
  if (!apply || found.isWorse || differences.length === 0) return { ...found, isApplied: false };
  // The body first: a crash after it leaves an entry that the next run finds different.
  if (body && bodyChange.length > 0) await saveBody(bodyName(reread.message), body);
  return { ...found, isApplied: await save(reread, after) };
}

/** Whom an address of ours, a form or a member passed on: its writer is found again behind them. */
function takenAsBefore({ message, mail }: Reread): ParsedMail {
  if (message.forwarder) return takeForward(mail, message.forwarder);
  return withForwardDoubts(withKnownSender(mail, message), message.defects);
}

async function entryAgain({ inboxId, message, mail, reading, rawSizeBytes }: Reread): Promise<ReceivedMessage> {
  const { id: messageId, conversationId, at, rawKey, verdicts, match: reason, trust } = message;
  const sesMessageId = sesIdOf(message);
  // Who handed the mail over is asked only when the mail itself does not say who wrote it.
  const source = mail.from ? "" : ((await findLedgerRow(sesMessageId, inboxId))?.source ?? "");
  const receipt = { sesMessageId, bucket: config.rawBucket, objectKey: rawKey, recipients: [], source, receivedAt: at, verdicts };
  const arrival: Omit<Arrival, "snippet"> = { messageId, conversationId, inboxId, receipt, mail, reading, reason, rawSizeBytes };
  return receivedEntry(undefined, arrival, trust);
}

async function bodyDifference(message: ReceivedMessage, body: Body | undefined): Promise<Difference[]> {
  if (!body) return [];
  const isThere = message.hasHtml || message.isTextCut;
  const known = isThere ? await readBody(bodyName(message)) : undefined;
  if (known?.text === body.text && known.html === body.html) return [];
  return [{ field: "body", before: known, after: body }];
}

/** True when the change is in the table. False: the message is not there any more. */
function save({ inboxId, message: { conversationId, id }, reading }: Reread, after: ReceivedMessage): Promise<boolean> {
  return untilSaved(
    async () => {
      const [message, conversation] = await Promise.all([findEntry(conversationId, id), findConversation(conversationId)]);
      if (message?.kind !== "received" || !conversation) return false;
      const differences = differencesOf(message, after);
      if (differences.length === 0) return true;
      await refreshFiles(message, after);
      const holder = conversation.merger && (await findHolder(conversation.merger.into));
      const writes: Write[] = [
        rereadWrite(message, differences),
        ...(await headerWrites([conversation, ...(holder ? [holder] : [])], message, after)),
        ...(message.reading === "unparsed" && reading === "parsed" ? await ledgerWrites(message, inboxId) : []),
      ];
      return (await transact(writes)).isDone ? true : undefined;
    },
    () => new Error("a conversation kept changing while a mail of it was read again"),
  );
}

/** Of the conversation that has the message, and of the one that shows it, when it was merged. */
async function headerWrites(shownIn: readonly Conversation[], before: ReceivedMessage, after: ReceivedMessage): Promise<Write[]> {
  const writes: Write[] = [];
  for (const conversation of shownIn) {
    const header = headerAfter(conversation, before, after, await haveOthersFiles(partsOf(conversation), before, after));
    if (Object.keys(header).length > 0) writes.push(rereadHeaderWrite(conversation, header));
  }
  return writes;
}

/** Spam that could not be read is spam in the ledger, and stays it. */
async function ledgerWrites(message: ReceivedMessage, inboxId: string): Promise<Write[]> {
  const row = await findLedgerRow(sesIdOf(message), inboxId);
  return row?.state === "unparsed" ? [readAtLastWrite(sesIdOf(message), inboxId)] : [];
}

/** A file that somebody has downloaded lies decoded under its number: where the number means another file now, so must that. */
async function refreshFiles(before: ReceivedMessage, after: ReceivedMessage): Promise<void> {
  for (const { index, span } of after.attachments) {
    const was = before.attachments.find((file) => file.index === index)?.span;
    if (!was || isDeepStrictEqual(was, span)) continue;
    const key = fileKeys.attachment(before.id, index);
    if ((await sizeOfFile(key)) === undefined) continue;
    await streamFile(key, decodePart(await readRaw(after.rawKey, span), span), "application/octet-stream");
  }
}

/** Only asked when the message has lost all its files: then the conversation may have none. */
async function haveOthersFiles(parts: readonly string[], before: ReceivedMessage, after: ReceivedMessage): Promise<boolean> {
  if (!hasFiles(before) || hasFiles(after)) return false;
  for (let from: string | undefined; ; ) {
    const page = await listEntries(parts, limits.timelinePage, from);
    const others = page.filter(({ id }) => id !== before.id);
    if (others.some((one) => (one.kind === "received" || one.kind === "sent") && hasFiles(one))) return true;
    from = page.at(-1)?.id;
    if (page.length < limits.timelinePage) return false;
  }
}

async function otherConversation({ inboxId, parts, message, mail, reading }: Reread): Promise<Reprocessed["wouldJoin"]> {
  // A signed address has decided, and an unread mail has nothing to thread by.
  const { match } = message;
  if (["reply-address", "marker", "thread-index"].includes(match.by) || reading === "unparsed") return undefined;
  const ids = [...referredIds(mail), ...(mail.messageId ? [mailIdOf(mail.messageId)] : [])];
  const known = await findMailIds(inboxId, ids);
  // What the mail itself has made known would lead back to it.
  const { conversationId, reason } = matchConversation(
    mail,
    known.filter((one) => one.messageId !== message.id),
  );
  if (!conversationId || parts.includes(conversationId)) return undefined;
  if (match.by === "new" && match.follows === conversationId) return undefined;
  // That one was closed, and went on in the message's own.
  const { followedBy } = (await findConversation(conversationId)) ?? {};
  return followedBy && parts.includes(followedBy.conversationId) ? undefined : { conversationId, reason };
}
