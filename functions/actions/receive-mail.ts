// Files one mail in one inbox: load, decide, save. Safe to repeat: the key is SES's id for this mail and the inbox.
import type { Conversation, SentMessage } from "../core/conversation/conversation.ts";
import { withReport } from "../core/conversation/delivery.ts";
import { type KnownMailId, learnedIds, mailIdOf, matchConversation, referredIds } from "../core/conversation/match.ts";
import { type Arrival, receivedEntry, senderTrust, withArrival } from "../core/conversation/receive.ts";
import { type Suspicion, suspicionOf } from "../core/conversation/suspicion.ts";
import { limits } from "../core/limits.ts";
import { domainOf } from "../core/mail/address.ts";
import { type KnownPeople, senderWarnings } from "../core/mail/look-alike.ts";
import type { Bounce, ParsedMail } from "../core/mail/mail.ts";
import type { Receipt } from "../core/mail/receipt.ts";
import { withTrueSender } from "../core/mail/true-sender.ts";
import type { Instant } from "../core/time.ts";
import { config } from "../runtime/config.ts";
import { newId } from "../runtime/ids.ts";
import { findHolder, saveConversation } from "../store/conversations.ts";
import { takeNumber } from "../store/counters.ts";
import type { Inbox } from "../store/inboxes.ts";
import { findLedgerRow, findLedgerRows, type LedgerRow, type LedgerState, ledgerWrite } from "../store/ledger.ts";
import { findMailIds, mailIdWrite } from "../store/mail-ids.ts";
import { findSenderRules } from "../store/senders.ts";
import { type Write, write } from "../store/table.ts";
import { deliveryWrite, findEntry } from "../store/timeline.ts";
import { changeEntry } from "./change-conversation.ts";
import { conversationOfReplyAddress, inboxesOf } from "./find-inboxes.ts";
import { joinTied, tiedConversations } from "./join-threads.ts";
import { untilSaved } from "./until-saved.ts";

export interface Received {
  readonly inbox: Inbox;
  readonly receipt: Receipt;
  readonly mail: ParsedMail;
  readonly reading: "parsed" | "unparsed";
  readonly rawSizeBytes: number;
}

export async function receiveMail(given: Received): Promise<void> {
  const { inbox, receipt } = given;
  const received = { ...given, mail: withTrueSender(given.mail, inbox.addresses) };
  let number: Promise<number> | undefined;
  await untilSaved(
    async () => {
      if (await findLedgerRow(receipt.sesMessageId, inbox.id)) return "filed before";
      return (await file(received, () => (number ??= takeNumber()))) ? "filed" : undefined;
    },
    () => new Error("the conversation kept changing while a mail was filed"),
  );
}

/** A mail that no inbox gets keeps its row, so that a person can find it. */
export async function fileUnrouted(receipt: Receipt): Promise<void> {
  if ((await findLedgerRows(receipt.sesMessageId)).length > 0) return; // filed before its inbox was taken away
  await write(ledgerWrite(ledgerRow(receipt, "unrouted", { reason: "No inbox has any of the recipients' addresses." })));
}

/** SES found a virus: nobody is shown any of it. The raw mail stays. */
export async function fileInfected(receipt: Receipt, inbox: Inbox): Promise<void> {
  await write(ledgerWrite(ledgerRow(receipt, "blocked", { inboxId: inbox.id, reason: "SES found a virus in it." })));
}

/** False when something changed between loading and saving: look again. */
async function file(received: Received, number: () => Promise<number>): Promise<boolean> {
  const { inbox, receipt, mail } = received;
  const ids = [...referredIds(mail), ...(mail.messageId ? [mailIdOf(mail.messageId)] : [])];
  const [known, repliedTo] = await Promise.all([findMailIds(inbox.id, ids), repliedConversation(received)]);
  const match = matchConversation(mail, known, repliedTo?.id);
  if (match.copyOf && match.conversationId)
    return fileCopy(received, { conversationId: match.conversationId, messageId: match.copyOf });

  const before = match.conversationId ? await findHolder(match.conversationId) : undefined;
  const rules = mail.from ? await findSenderRules(inbox.id, mail.from.address) : [];
  const suspicion = suspicionOf(mail, receipt.verdicts, rules, before);
  if (suspicion.outcome === "silent") return fileSilently(received, suspicion.reason);
  if (isSetAside(suspicion) && !before?.spam) return fileSetAside(received, suspicion, known, number);
  const others = before ? await tiedConversations(before, match.ties) : [];
  // What the mail shows to be one thread becomes one, before the mail is in it: done again, nothing is left to do.
  if (before && (await joinTied(received, before, others))) return false;
  const arrival: Arrival = {
    ...received,
    inboxId: inbox.id,
    messageId: newId("message", receipt.receivedAt),
    conversationId: before?.id ?? newId("conversation", receipt.receivedAt),
    ...(before ? {} : { number: await number() }),
    reason: before ? match.reason : { by: "new" },
    candidates: others.map(({ tie: { id }, conversation }) => ({ conversationId: conversation.id, id })),
  };
  const bounced = before ? await bouncedMessage(before, received, known) : undefined;
  const warnings = senderWarnings(mail, knownPeople(inbox, before));
  const entry = receivedEntry(before, arrival, senderTrust(before, mail, receipt), warnings);
  const state: LedgerState = before?.spam
    ? "spam"
    : received.reading === "unparsed"
      ? "unparsed"
      : bounced
        ? "bounce-linked"
        : "message";
  const filed = { conversationId: arrival.conversationId, messageId: arrival.messageId };
  const after = withArrival(before, arrival);
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
      ...(before && before.inboxId !== inbox.id ? await learnedElsewhere(mail, before.inboxId, ids, filed) : []),
      ...(bounced ? [bounced.write] : []),
    ],
  );
  return outcome.isDone;
}

/** A conversation of its own in the spam folder, or closed: it ties nothing, and waits for no other mail. */
async function fileSetAside(
  received: Received,
  suspicion: Exclude<Suspicion, { outcome: "none" }>,
  known: readonly KnownMailId[],
  number: () => Promise<number>,
): Promise<boolean> {
  const { inbox, receipt, mail } = received;
  const conversationId = newId("conversation", receipt.receivedAt);
  const messageId = newId("message", receipt.receivedAt);
  const arrival: Arrival = {
    ...received,
    ...{ inboxId: inbox.id, conversationId, messageId, number: await number(), reason: { by: "new" } },
    setAside: { as: suspicion.outcome === "closed" ? "closed" : "spam", reason: suspicion.reason },
  };
  const state: LedgerState = suspicion.outcome === "spam" ? "spam" : "blocked";
  const filed = { conversationId, messageId };
  const own = learnedIds(mail, known, filed).filter(({ id, isReplacing }) => id.kind === "received" && !isReplacing);
  const outcome = await saveConversation(
    undefined,
    withArrival(undefined, arrival),
    [receivedEntry(undefined, arrival, senderTrust(undefined, mail, receipt))],
    [
      ledgerWrite(ledgerRow(receipt, state, { inboxId: inbox.id, ...filed, reason: suspicion.reason })),
      ...own.map(({ id }) => mailIdWrite(inbox.id, id)),
    ],
  );
  return outcome.isDone;
}

function isSetAside(suspicion: Suspicion): suspicion is Exclude<Suspicion, { outcome: "none" }> {
  return suspicion.outcome !== "none";
}

/** In the ledger with its original, and nowhere else: somebody asked for that. */
async function fileSilently({ receipt, inbox }: Received, reason: string): Promise<boolean> {
  await write(ledgerWrite(ledgerRow(receipt, "blocked", { inboxId: inbox.id, reason })));
  return true;
}

/** The conversation has moved to another inbox: there too, this mail and its answers are to be known. */
async function learnedElsewhere(
  mail: ParsedMail,
  inboxId: string,
  ids: readonly string[],
  filed: { conversationId: string; messageId: string },
): Promise<Write[]> {
  const learned = learnedIds(mail, await findMailIds(inboxId, ids), filed);
  return learned.map(({ id, isReplacing }) => mailIdWrite(inboxId, id, isReplacing));
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
    // In another inbox than those it was made for, a reply address opens nothing.
    if (conversation && inboxesOf(conversation).includes(inbox.id)) return conversation;
  }
  return undefined;
}

/** The outgoing message that a bounce is about, with what the bounce does to it. */
async function bouncedMessage(conversation: Conversation, { mail, receipt }: Received, known: readonly KnownMailId[]) {
  const { bounce } = mail.automatic;
  const ids = bounce ? referredIds(mail) : [];
  const own = [conversation.id, ...(conversation.mergedIds ?? [])];
  const sent = known.find((one) => one.kind === "sent" && own.includes(one.conversationId) && ids.includes(one.mailId));
  const message = sent?.messageId ? await findEntry(sent.conversationId, sent.messageId) : undefined;
  if (!bounce || message?.kind !== "sent") return undefined;
  return bounceOf(conversation.id, message, bounce, receipt.receivedAt);
}

function bounceOf(conversationId: string, message: SentMessage, { recipients }: Bounce, at: Instant) {
  const permanent = recipients.filter(({ isPermanent }) => isPermanent);
  const [first] = permanent;
  if (!first) return undefined;
  const reason = first.diagnostic ?? first.status ?? "The recipient's server refused the message.";
  const report = { kind: "bounced", recipients: permanent.flatMap(namesOf), reason, at } as const;
  const what = { name: "delivery.failed", messageId: message.id, reason } as const;
  const by = { kind: "system", reason: "bounce" } as const;
  const change = changeEntry(conversationId, what, by, at);
  const delivery = withReport(message, report);
  // About somebody we never wrote to, or known already: the mail is filed, and nothing else follows from it.
  return delivery === message.delivery ? undefined : { change, write: deliveryWrite(message, delivery) };
}

/** Under which addresses we may have written to a bounced recipient: a forwarder names where it sent the mail on. */
function namesOf({ address, originalAddress }: Bounce["recipients"][number]): string[] {
  return originalAddress ? [address, originalAddress] : [address];
}

/** Whom a sender could pretend to be: who takes part, and ourselves. */
function knownPeople(inbox: Inbox, conversation: Conversation | undefined): KnownPeople {
  const own = inbox.addresses.map((address) => ({ name: inbox.displayName, address }));
  return {
    addresses: conversation?.participants ?? [],
    domains: [...new Set(inbox.addresses.map(domainOf))],
    names: conversation ? [conversation.contact, ...own] : own,
  };
}

function whyUnparsed(mail: ParsedMail): string {
  return mail.defects[0]?.detail ?? "The mail could not be read.";
}

function ledgerRow(receipt: Receipt, state: LedgerState, more: Partial<LedgerRow>): LedgerRow {
  const { sesMessageId, recipients, source, receivedAt, objectKey } = receipt;
  return { sesMessageId, state, recipients: recipients.slice(0, 100), source, receivedAt, objectKey, ...more };
}
