// Files one mail in one inbox: load, decide, save. Safe to repeat: the key is SES's id for this mail and the inbox.
import type { Change, Conversation, Quietness } from "../core/conversation/conversation.ts";
import { needingAttention } from "../core/conversation/delivery.ts";
import { type KnownMailId, learnedIds, mailIdOf, matchConversation, referredIds } from "../core/conversation/match.ts";
import { type Arrival, receivedEntry, senderTrust, withArrival } from "../core/conversation/receive.ts";
import { suspicionOf } from "../core/conversation/suspicion.ts";
import { isFirstBeyond, isOwnMail, paceAfter, quietness } from "../core/conversation/wake.ts";
import { idFrom } from "../core/ids.ts";
import { settingsOf } from "../core/inbox/settings.ts";
import { limits } from "../core/limits.ts";
import { domainOf, normaliseAddress } from "../core/mail/address.ts";
import { isOnlyDelayed } from "../core/mail/bounce.ts";
import { type KnownPeople, senderWarnings } from "../core/mail/look-alike.ts";
import type { ParsedMail } from "../core/mail/mail.ts";
import type { Receipt } from "../core/mail/receipt.ts";
import type { SenderRule } from "../core/mail/sender-rule.ts";
import { withTrueSender } from "../core/mail/true-sender.ts";
import { config } from "../runtime/config.ts";
import { newId } from "../runtime/ids.ts";
import { findHolder, saveConversation } from "../store/conversations.ts";
import { takeNumber } from "../store/counters.ts";
import type { Inbox } from "../store/inboxes.ts";
import { findLedgerRow, ledgerRow, type LedgerState, ledgerWrite } from "../store/ledger.ts";
import { findMailIds, mailIdWrite } from "../store/mail-ids.ts";
import { findSenderPace, saveSenderPace } from "../store/sender-paces.ts";
import { findSenderRules } from "../store/senders.ts";
import { type Write, write } from "../store/table.ts";
import { changeEntry } from "./change-conversation.ts";
import { fileSetAside, isSetAside } from "./file-aside.ts";
import { conversationOfReplyAddress, inboxesOf } from "./find-inboxes.ts";
import { joinTied, tiedConversations } from "./join-threads.ts";
import { type ReportedMessage, reportedMessage } from "./reported-message.ts";
import { trustWrites } from "./trust-writes.ts";
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
  const { addresses } = inbox;
  const { isReplyToSender } = settingsOf(inbox);
  const received = {
    ...given,
    mail: withTrueSender(given.mail, { addresses, replyDomain: config.replyDomain, isReplyToSender }),
  };
  let number: Promise<number> | undefined;
  await untilSaved(
    async () => {
      if (await findLedgerRow(receipt.sesMessageId, inbox.id)) return "filed before";
      return (await file(received, () => (number ??= takeNumber()))) ? "filed" : undefined;
    },
    () => new Error("the conversation kept changing while a mail was filed"),
  );
}

/** False when something changed between loading and saving: look again. */
async function file(received: Received, number: () => Promise<number>): Promise<boolean> {
  const { inbox, receipt, mail } = received;
  const at = receipt.receivedAt;
  const ids = [...referredIds(mail), ...(mail.messageId ? [mailIdOf(mail.messageId)] : [])];
  const [known, repliedTo] = await Promise.all([findMailIds(inbox.id, ids), repliedConversation(received)]);
  const match = matchConversation(mail, known, repliedTo?.id);
  if (match.copyOf && match.conversationId)
    return fileCopy(received, { conversationId: match.conversationId, messageId: match.copyOf }, copyReason);
  const sent = ownSent(mail, known);
  const isFromUs = isOwnMail(mail, inbox.addresses, config.replyDomain);
  if (sent?.messageId && isFromUs)
    return fileCopy(received, { conversationId: sent.conversationId, messageId: sent.messageId }, ownReason);

  const before = match.conversationId ? await findHolder(match.conversationId) : undefined;
  // From SES's id, so that a table filed again from raw mail has its conversations under the addresses that people know.
  const fresh = async () => ({
    conversationId: idFrom("conversation", at, `${receipt.sesMessageId} ${inbox.id}`),
    number: await number(),
  });
  const rules = await rulesFor(received);
  const suspicion = suspicionOf(mail, receipt.verdicts, rules, before);
  if (isSetAside(suspicion) && !before?.spam) return fileSetAside(received, suspicion, known, fresh);

  const others = before ? await tiedConversations(before, match.ties) : [];
  // What the mail shows to be one thread becomes one, before the mail is in it: done again, nothing is left to do.
  if (before && (await joinTied(received, before, others))) return false;

  const sender = countedSender(received);
  const senderPace = before ? undefined : await findSenderPace(inbox.id, sender);
  const quiet = quietness(before, mail, { at, isOwn: isFromUs || sent !== undefined, ...(senderPace ? { senderPace } : {}) });
  const arrival: Arrival = {
    ...received,
    ...(before ? { conversationId: before.id } : await fresh()),
    inboxId: inbox.id,
    messageId: newId("message", at),
    reason: before ? match.reason : { by: "new" },
    candidates: others.map(({ tie: { id }, conversation }) => ({ conversationId: conversation.id, id })),
  };
  const reported = before ? await reportedMessage(before, mail, known, at) : undefined;
  const filed = { conversationId: arrival.conversationId, messageId: arrival.messageId };
  const after = withArrival(before, arrival, quiet);
  const isBeginning = after.contact !== before?.contact;
  const facts = {
    warnings: senderWarnings(mail, knownPeople(inbox, before)),
    ...(quiet && !reported?.problem ? { quiet } : {}),
  };
  const outcome = await saveConversation(
    before,
    reported?.problem ? needingAttention(after, reported.problem) : after,
    [
      receivedEntry(before, arrival, senderTrust(isBeginning ? undefined : before, mail, receipt), facts),
      ...(reported?.failure ? [reported.failure] : []),
      ...(isFirstBeyond(before, quiet) ? [quieted(arrival, quiet)] : []),
    ],
    [
      ledgerWrite(
        ledgerRow(receipt, stateOf(received, before, reported), { inboxId: inbox.id, ...filed, ...whyUnparsed(received) }),
      ),
      ...learnedIds(mail, known, filed).map(({ id, isReplacing }) => mailIdWrite(inbox.id, id, isReplacing)),
      ...(before && before.inboxId !== inbox.id ? await learnedElsewhere(mail, before.inboxId, ids, filed) : []),
      ...(reported?.write ? [reported.write] : []),
      ...(await trustWrites(before, after)),
    ],
  );
  if (outcome.isDone && !before && !quiet) await saveSenderPace(inbox.id, sender, paceAfter(senderPace, at, false));
  return outcome.isDone;
}

function stateOf(
  { reading, mail }: Received,
  before: Conversation | undefined,
  reported: ReportedMessage | undefined,
): LedgerState {
  if (before?.spam) return "spam";
  if (reading === "unparsed") return "unparsed";
  return reported && mail.automatic.bounce && !isOnlyDelayed(mail.automatic) ? "bounce-linked" : "message";
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

/** A signed reply address may stand in the envelope, in To or Cc, or be our own id in References. */
async function repliedConversation({ inbox, receipt, mail }: Received): Promise<Conversation | undefined> {
  const written = [
    ...receipt.recipients,
    ...(receipt.route?.addresses ?? []),
    ...[...mail.to, ...mail.cc].map(({ address }) => address),
    ...mail.inReplyTo,
    ...mail.references.toReversed(),
    ...(mail.automatic.about ?? []),
  ];
  const ours = written.filter((address) => address.toLowerCase().endsWith(`@${config.replyDomain}`));
  for (const address of [...new Set(ours)].slice(0, limits.replyToAddresses)) {
    const conversation = await conversationOfReplyAddress(address);
    // In another inbox than those it was made for, a reply address opens nothing.
    if (conversation && inboxesOf(conversation).includes(inbox.id)) return conversation;
  }
  return undefined;
}

/** What people said of its sender, and of the form that says who that is: a block is not got round by a Reply-To. */
async function rulesFor({ inbox, mail }: Received): Promise<SenderRule[]> {
  const senders = [mail.from, ...(mail.isWriterClaimed ? [mail.via] : [])];
  return (await Promise.all(senders.map((one) => (one ? findSenderRules(inbox.id, one.address) : [])))).flat();
}

/** Whoever only pretends to be somebody uses up a budget of their own; who names somebody in Reply-To uses up theirs. */
function countedSender({ mail, receipt }: Received): string {
  const sender = mail.isWriterClaimed ? mail.via : mail.from;
  const address = normaliseAddress(sender?.address ?? receipt.source);
  return receipt.verdicts.dmarc === "PASS" ? address : `unverified ${address}`;
}

/** What we sent under this mail's own id. */
function ownSent(mail: ParsedMail, known: readonly KnownMailId[]): KnownMailId | undefined {
  const own = mail.messageId && mailIdOf(mail.messageId);
  return known.find(({ kind, mailId }) => kind === "sent" && mailId === own);
}

function quieted({ conversationId, receipt }: Arrival, quiet: Quietness | undefined): Change {
  const because = quiet === "sender-budget" ? quiet : "conversation-budget";
  const by = { kind: "system", reason: because } as const;
  return changeEntry(conversationId, { name: "conversation.quieted", because }, by, receipt.receivedAt);
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

function whyUnparsed({ reading, mail }: Received): { reason?: string } {
  return reading === "unparsed" ? { reason: mail.defects[0]?.detail ?? "The mail could not be read." } : {};
}
