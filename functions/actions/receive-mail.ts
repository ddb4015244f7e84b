// Files one mail in one inbox: load, decide, save. Safe to repeat: the key is SES's id for this mail and the inbox.
import type { Change, Conversation, Quietness } from "../core/conversation/conversation.ts";
import { needingAttention } from "../core/conversation/delivery.ts";
import { type KnownMailId, learnedIds, mailIdOf, matchConversation, referredIds } from "../core/conversation/match.ts";
import { type Arrival, receivedEntry, senderTrust, withArrival } from "../core/conversation/receive.ts";
import { isFirstBeyond, isOwnMail, paceAfter, quietness } from "../core/conversation/wake.ts";
import { limits } from "../core/limits.ts";
import { normaliseAddress } from "../core/mail/address.ts";
import { isOnlyDelayed } from "../core/mail/bounce.ts";
import type { ParsedMail } from "../core/mail/mail.ts";
import type { Receipt } from "../core/mail/receipt.ts";
import { config } from "../runtime/config.ts";
import { newId } from "../runtime/ids.ts";
import { findConversation, saveConversation } from "../store/conversations.ts";
import type { Inbox } from "../store/inboxes.ts";
import { findLedgerRow, findLedgerRows, type LedgerRow, type LedgerState, ledgerWrite } from "../store/ledger.ts";
import { findMailIds, mailIdWrite } from "../store/mail-ids.ts";
import { findSenderPace, saveSenderPace } from "../store/senders.ts";
import { write } from "../store/table.ts";
import { conversationOfReplyAddress } from "./find-inboxes.ts";
import { reportedMessage } from "./reported-message.ts";
import { untilSaved } from "./until-saved.ts";

export interface Received {
  readonly inbox: Inbox;
  readonly receipt: Receipt;
  readonly mail: ParsedMail;
  readonly reading: "parsed" | "unparsed";
  readonly rawSizeBytes: number;
}

export async function receiveMail(received: Received): Promise<void> {
  const { inbox, receipt } = received;
  await untilSaved(
    async () => {
      if (await findLedgerRow(receipt.sesMessageId, inbox.id)) return "filed before";
      return (await file(received)) ? "filed" : undefined;
    },
    () => new Error("the conversation kept changing while a mail was filed"),
  );
}

/** A mail that no inbox gets keeps its row, so that a person can find it. */
export async function fileUnrouted(receipt: Receipt): Promise<void> {
  if ((await findLedgerRows(receipt.sesMessageId)).length > 0) return; // filed before its inbox was taken away
  await write(ledgerWrite(ledgerRow(receipt, "unrouted", { reason: "No inbox has any of the recipients' addresses." })));
}

/** SES's verdict put it aside; the raw mail stays. */
export async function fileSpam(receipt: Receipt, inbox: Inbox, reason: string): Promise<void> {
  await write(ledgerWrite(ledgerRow(receipt, "spam", { inboxId: inbox.id, reason })));
}

/** False when something changed between loading and saving: look again. */
async function file(received: Received): Promise<boolean> {
  const { inbox, receipt, mail } = received;
  const ids = [...referredIds(mail), ...(mail.messageId ? [mailIdOf(mail.messageId)] : [])];
  const [known, repliedTo] = await Promise.all([findMailIds(inbox.id, ids), repliedConversation(received)]);
  const match = matchConversation(mail, known, repliedTo?.id);
  if (match.copyOf && match.conversationId)
    return fileCopy(received, { conversationId: match.conversationId, messageId: match.copyOf }, copyReason);
  const sent = ownSent(mail, known);
  const isFromUs = isOwnMail(mail, inbox.addresses, config.replyDomain);
  if (sent?.messageId && isFromUs)
    return fileCopy(received, { conversationId: sent.conversationId, messageId: sent.messageId }, ownReason);

  const at = receipt.receivedAt;
  const before = match.conversationId ? await findConversation(match.conversationId) : undefined;
  const sender = countedSender(received);
  const senderPace = before ? undefined : await findSenderPace(inbox.id, sender);
  const quiet = quietness(before, mail, { at, isOwn: isFromUs || sent !== undefined, ...(senderPace ? { senderPace } : {}) });
  const arrival: Arrival = {
    ...received,
    inboxId: inbox.id,
    messageId: newId("message", at),
    conversationId: before?.id ?? newId("conversation", at),
    reason: before ? match.reason : { by: "new" },
  };
  const reported = before ? await reportedMessage(before, mail, known, at) : undefined;
  const filed = { conversationId: arrival.conversationId, messageId: arrival.messageId };
  const after = withArrival(before, arrival, quiet);
  const isUnparsed = received.reading === "unparsed";
  const state: LedgerState = isUnparsed
    ? "unparsed"
    : reported && mail.automatic.bounce && !isOnlyDelayed(mail.automatic)
      ? "bounce-linked"
      : "message";
  const outcome = await saveConversation(
    before,
    reported?.problem ? needingAttention(after, reported.problem) : after,
    [
      receivedEntry(arrival, senderTrust(before, mail, receipt), reported?.problem ? undefined : quiet),
      ...(reported?.failure ? [reported.failure] : []),
      ...(isFirstBeyond(before, quiet) ? [quieted(arrival, quiet)] : []),
    ],
    [
      ledgerWrite(
        ledgerRow(receipt, state, { inboxId: inbox.id, ...filed, ...(isUnparsed ? { reason: whyUnparsed(mail) } : {}) }),
      ),
      ...learnedIds(mail, known, filed).map(({ id, isReplacing }) => mailIdWrite(inbox.id, id, isReplacing)),
      ...(reported?.write ? [reported.write] : []),
    ],
  );
  if (outcome.isDone && !before && !quiet) await saveSenderPace(inbox.id, sender, paceAfter(senderPace, at, false));
  return outcome.isDone;
}

const copyReason = "The same mail, with the same content, was already received.";
const ownReason = "It is a message that this inbox sent, come back.";

/** The same mail again under another SES id (two recipients in two transactions, a list): shown once, both originals kept. */
async function fileCopy(
  { receipt, inbox }: Received,
  of: { conversationId: string; messageId: string },
  reason: string,
): Promise<boolean> {
  await write(ledgerWrite(ledgerRow(receipt, "duplicate", { inboxId: inbox.id, ...of, reason })));
  return true;
}

/** A signed reply address may stand in the envelope, in To or Cc, or be our own id in References. */
async function repliedConversation({ inbox, receipt, mail }: Received): Promise<Conversation | undefined> {
  const written = [
    ...receipt.recipients,
    ...[...mail.to, ...mail.cc].map(({ address }) => address),
    ...mail.inReplyTo,
    ...mail.references.toReversed(),
    ...(mail.automatic.about ?? []),
  ];
  const ours = written.filter((address) => address.toLowerCase().endsWith(`@${config.replyDomain}`));
  for (const address of [...new Set(ours)].slice(0, limits.replyToAddresses)) {
    const conversation = await conversationOfReplyAddress(address);
    // In another inbox than the one it was made for, a reply address opens nothing.
    if (conversation?.inboxId === inbox.id) return conversation;
  }
  return undefined;
}

/** Whoever only pretends to be somebody uses up a budget of their own. */
function countedSender({ mail, receipt }: Received): string {
  const address = normaliseAddress(mail.from?.address ?? receipt.source);
  return receipt.verdicts.dmarc === "PASS" ? address : `unverified ${address}`;
}

/** What we sent under this mail's own id. */
function ownSent(mail: ParsedMail, known: readonly KnownMailId[]): KnownMailId | undefined {
  const own = mail.messageId && mailIdOf(mail.messageId);
  return known.find(({ kind, mailId }) => kind === "sent" && mailId === own);
}

function quieted({ conversationId, receipt }: Arrival, quiet: Quietness | undefined): Change {
  const because = quiet === "sender-budget" ? quiet : "conversation-budget";
  const at = receipt.receivedAt;
  const what = { name: "conversation.quieted", because } as const;
  return { kind: "change", id: newId("change", at), conversationId, at, by: { kind: "system", reason: because }, what };
}

function whyUnparsed(mail: ParsedMail): string {
  return mail.defects[0]?.detail ?? "The mail could not be read.";
}

function ledgerRow(receipt: Receipt, state: LedgerState, more: Partial<LedgerRow>): LedgerRow {
  const { sesMessageId, recipients, source, receivedAt, objectKey } = receipt;
  return { sesMessageId, state, recipients: recipients.slice(0, 100), source, receivedAt, objectKey, ...more };
}
