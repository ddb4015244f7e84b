// Files one mail in one inbox: load, decide, save. Safe to repeat: the key is SES's id for this mail and the inbox.
import type { Change, Conversation, SentMessage } from "../core/conversation/conversation.ts";
import { withReport } from "../core/conversation/delivery.ts";
import { type KnownMailId, learnedIds, mailIdOf, matchConversation, referredIds } from "../core/conversation/match.ts";
import { type Arrival, receivedEntry, senderTrust, withArrival } from "../core/conversation/receive.ts";
import { idFrom } from "../core/ids.ts";
import { limits } from "../core/limits.ts";
import type { Bounce, ParsedMail } from "../core/mail/mail.ts";
import type { Receipt } from "../core/mail/receipt.ts";
import type { Instant } from "../core/time.ts";
import { config } from "../runtime/config.ts";
import { newId } from "../runtime/ids.ts";
import { findConversation, saveConversation } from "../store/conversations.ts";
import type { Inbox } from "../store/inboxes.ts";
import { findLedgerRow, findLedgerRows, type LedgerRow, type LedgerState, ledgerWrite } from "../store/ledger.ts";
import { findMailIds, mailIdWrite } from "../store/mail-ids.ts";
import { write } from "../store/table.ts";
import { deliveryWrite, findEntry } from "../store/timeline.ts";
import { conversationOfReplyAddress } from "./find-inboxes.ts";
import { trustWrites } from "./trust-writes.ts";
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
    return fileCopy(received, { conversationId: match.conversationId, messageId: match.copyOf });

  const before = match.conversationId ? await findConversation(match.conversationId) : undefined;
  const arrival: Arrival = {
    ...received,
    inboxId: inbox.id,
    messageId: newId("message", receipt.receivedAt),
    conversationId: before?.id ?? idFrom("conversation", receipt.receivedAt, `${receipt.sesMessageId} ${inbox.id}`),
    reason: before ? match.reason : { by: "new" },
  };
  const bounced = before ? await bouncedMessage(before, received, known) : undefined;
  const after = withArrival(before, arrival);
  const isBeginning = after.contact !== before?.contact;
  const entry = receivedEntry(arrival, senderTrust(isBeginning ? undefined : before, mail, receipt));
  const state: LedgerState = received.reading === "unparsed" ? "unparsed" : bounced ? "bounce-linked" : "message";
  const filed = { conversationId: arrival.conversationId, messageId: arrival.messageId };
  const outcome = await saveConversation(
    before,
    bounced ? { ...after, needsAttention: "bounced" } : after,
    [entry, ...(bounced ? [bounced.change] : [])],
    [
      ledgerWrite(
        ledgerRow(receipt, state, {
          inboxId: inbox.id,
          ...filed,
          ...(received.reading === "unparsed" ? { reason: whyUnparsed(mail) } : {}),
        }),
      ),
      ...learnedIds(mail, known, filed).map(({ id, isReplacing }) => mailIdWrite(inbox.id, id, isReplacing)),
      ...(bounced ? [bounced.write] : []),
      ...(await trustWrites(before, after)),
    ],
  );
  return outcome.isDone;
}

/** The same mail again under another SES id (two recipients in two transactions, a list): shown once, both originals kept. */
async function fileCopy({ receipt, inbox }: Received, of: { conversationId: string; messageId: string }): Promise<boolean> {
  const reason = "The same mail, with the same content, was already received.";
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
  ];
  const ours = written.filter((address) => address.toLowerCase().endsWith(`@${config.replyDomain}`));
  for (const address of [...new Set(ours)].slice(0, limits.replyToAddresses)) {
    const conversation = await conversationOfReplyAddress(address);
    // In another inbox than the one it was made for, a reply address opens nothing.
    if (conversation?.inboxId === inbox.id) return conversation;
  }
  return undefined;
}

/** The outgoing message that a bounce is about, with what the bounce does to it. */
async function bouncedMessage(conversation: Conversation, { mail, receipt }: Received, known: readonly KnownMailId[]) {
  const { bounce } = mail.automatic;
  const ids = bounce ? referredIds(mail) : [];
  const sent = known.find((one) => one.kind === "sent" && one.conversationId === conversation.id && ids.includes(one.mailId));
  const message = sent?.messageId ? await findEntry(conversation.id, sent.messageId) : undefined;
  if (!bounce || message?.kind !== "sent") return undefined;
  return bounceOf(message, bounce, { changeId: newId("change", receipt.receivedAt), at: receipt.receivedAt });
}

function bounceOf(message: SentMessage, { recipients }: Bounce, { changeId, at }: { changeId: string; at: Instant }) {
  const permanent = recipients.filter(({ isPermanent }) => isPermanent);
  const [first] = permanent;
  if (!first) return undefined;
  const reason = first.diagnostic ?? first.status ?? "The recipient's server refused the message.";
  const report = { kind: "bounced", recipients: permanent.flatMap(namesOf), reason, at } as const;
  const what = { name: "delivery.failed", messageId: message.id, reason } as const;
  const by = { kind: "system", reason: "bounce" } as const;
  const change: Change = { kind: "change", id: changeId, conversationId: message.conversationId, at, by, what };
  const delivery = withReport(message, report);
  // About somebody we never wrote to, or known already: the mail is filed, and nothing else follows from it.
  return delivery === message.delivery ? undefined : { change, write: deliveryWrite(message, delivery) };
}

/** Under which addresses we may have written to a bounced recipient: a forwarder names where it sent the mail on. */
function namesOf({ address, originalAddress }: Bounce["recipients"][number]): string[] {
  return originalAddress ? [address, originalAddress] : [address];
}

function whyUnparsed(mail: ParsedMail): string {
  return mail.defects[0]?.detail ?? "The mail could not be read.";
}

function ledgerRow(receipt: Receipt, state: LedgerState, more: Partial<LedgerRow>): LedgerRow {
  const { sesMessageId, recipients, source, receivedAt, objectKey } = receipt;
  return { sesMessageId, state, recipients: recipients.slice(0, 100), source, receivedAt, objectKey, ...more };
}
