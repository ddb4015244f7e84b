// Files one mail in one inbox: load, decide, save. Safe to repeat: the key is SES's id for this mail and the inbox.
import type { Change, Conversation, Note, Quietness, ReceivedMessage } from "../core/conversation/conversation.ts";
import { needingAttention } from "../core/conversation/delivery.ts";
import { type KnownMailId, learnedIds, mailIdOf } from "../core/conversation/match.ts";
import { type Arrival, receivedEntry, senderTrust, withArrival } from "../core/conversation/receive.ts";
import { byAnswer, goOn, ownerAfter } from "../core/conversation/reopening.ts";
import { suspicionOf } from "../core/conversation/suspicion.ts";
import { isFirstBeyond, isOwnMail, paceAfter, quietness } from "../core/conversation/wake.ts";
import { idFrom } from "../core/ids.ts";
import { type InboxSettings, settingsOf } from "../core/inbox/settings.ts";
import { domainOf, normaliseAddress } from "../core/mail/address.ts";
import { isOnlyDelayed } from "../core/mail/bounce.ts";
import { type KnownPeople, senderWarnings } from "../core/mail/look-alike.ts";
import type { ParsedMail } from "../core/mail/mail.ts";
import type { SenderRule } from "../core/mail/sender-rule.ts";
import { withTrueSender } from "../core/mail/true-sender.ts";
import { config } from "../runtime/config.ts";
import { newId } from "../runtime/ids.ts";
import { saveConversation, saveConversations } from "../store/conversations.ts";
import { takeNumber } from "../store/counters.ts";
import type { Inbox } from "../store/inboxes.ts";
import { findLedgerRow, ledgerRow, type LedgerState, ledgerWrite } from "../store/ledger.ts";
import { findMailIds, mailIdWrite } from "../store/mail-ids.ts";
import { findSenderPace, saveSenderPace } from "../store/sender-paces.ts";
import { findSenderRules } from "../store/senders.ts";
import { type Outcome, type Write, write } from "../store/table.ts";
import { changeEntry } from "./change-conversation.ts";
import { fileSetAside, isSetAside } from "./file-aside.ts";
import { destinationOf } from "./find-destination.ts";
import { findThread } from "./find-thread.ts";
import { joinTied, tiedConversations } from "./join-threads.ts";
import type { Received } from "./received.ts";
import { asSentOn, besideForwarded, fileForwardedCopy } from "./take-forward.ts";
import { type ReportedMessage, reportedMessage } from "./reported-message.ts";
import { trustWrites } from "./trust-writes.ts";
import { untilSaved } from "./until-saved.ts";

export async function receiveMail(given: Received): Promise<void> {
  const { inbox, receipt } = given;
  const { addresses } = inbox;
  const { isReplyToSender } = settingsOf(inbox);
  const received = await asSentOn({
    ...given,
    mail: withTrueSender(given.mail, { addresses, replyDomain: config.replyDomain, isReplyToSender }),
  });
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
  const { ids, known, match, holder } = await findThread(received);
  if (match.copyOf && match.conversationId) {
    const copied = { conversationId: match.conversationId, messageId: match.copyOf };
    return received.forwarding ? fileForwardedCopy(received, copied) : fileCopy(received, copied, copyReason);
  }
  const sent = ownSent(mail, known);
  const isFromUs = isOwnMail(mail, inbox.addresses, config.replyDomain);
  if (sent?.messageId && isFromUs)
    return fileCopy(received, { conversationId: sent.conversationId, messageId: sent.messageId }, ownReason);

  const isOwn = isFromUs || sent !== undefined;
  const { before, settings, isEnded } = await destinationOf(await holder(), received, isOwn);
  // From SES's id, so that a table filed again from raw mail has its conversations under the addresses that people know.
  const fresh = async () => ({
    conversationId: idFrom("conversation", at, `${receipt.sesMessageId} ${inbox.id}`),
    number: await number(),
  });
  const suspicion = suspicionOf(mail, receipt.verdicts, await rulesFor(received), before);
  if (isSetAside(suspicion) && !before?.spam) return fileSetAside(received, suspicion, known, fresh);

  const others = before ? await tiedConversations(before, match.ties) : [];
  // What the mail shows to be one thread becomes one, before the mail is in it: done again, nothing is left to do.
  if (before && (await joinTied(received, before, others, settings))) return false;

  const sender = countedSender(received);
  const isOpening = !before || isEnded;
  const senderPace = isOpening ? await findSenderPace(inbox.id, sender) : undefined;
  const quiet = quietness(before, mail, { at, isOwn, ...(senderPace ? { senderPace } : {}) });
  // What is beyond a budget begins nothing: it stays with what it answers.
  const ended = isEnded && !quiet ? before : undefined;
  const arrival: Arrival = {
    ...received,
    ...(before && !ended ? { conversationId: before.id } : await fresh()),
    inboxId: ended?.inboxId ?? inbox.id,
    messageId: newId("message", at),
    reason: before && !ended ? match.reason : { by: "new", ...(ended ? { follows: ended.id } : {}) },
    candidates: others.map(({ tie: { id }, conversation }) => ({ conversationId: conversation.id, id })),
  };
  const filed = { conversationId: arrival.conversationId, messageId: arrival.messageId };
  const forwarded = await besideForwarded(received, filed);
  const reported = before ? await reportedMessage(before, mail, known, at) : undefined;
  const entry = (trustedIn: Conversation | undefined) =>
    receivedEntry(ended ? undefined : before, arrival, senderTrust(trustedIn, mail, receipt), {
      warnings: senderWarnings(mail, knownPeople(inbox, before)),
      ...(quiet && !reported?.problem ? { quiet } : {}),
    });
  const also = [
    ledgerWrite(
      ledgerRow(receipt, stateOf(received, before, reported), { inboxId: inbox.id, ...filed, ...whyUnparsed(received) }),
    ),
    ...learnedIds(mail, known, filed).map(({ id, isReplacing }) => mailIdWrite(inbox.id, id, isReplacing)),
    ...(before && before.inboxId !== inbox.id ? await learnedElsewhere(mail, before.inboxId, ids, filed) : []),
    ...forwarded.writes,
    ...(reported?.write ? [reported.write] : []),
  ];
  const { notes } = forwarded;
  const outcome = ended
    ? await saveGoingOn(ended, arrival, settings, { entry, notes, also })
    : await saveArrival(before, arrival, settings, { entry, notes, quiet, reported, also });
  if (outcome.isDone && isOpening && !quiet) await saveSenderPace(inbox.id, sender, paceAfter(senderPace, at, false));
  return outcome.isDone;
}

/** Into the conversation that it answers, or into one that it begins. */
async function saveArrival(
  before: Conversation | undefined,
  arrival: Arrival,
  settings: InboxSettings,
  { entry, notes, quiet, reported, also }: Filing,
): Promise<Outcome> {
  const arrived = withArrival(before, arrival, quiet);
  const told = reported?.problem ? needingAttention(arrived, reported.problem) : arrived;
  const { conversation: after, facts } = ownerAfter(before, told, settings);
  const isBeginning = after.contact !== before?.contact;
  const at = arrival.receipt.receivedAt;
  return saveConversation(
    before,
    after,
    [
      entry(isBeginning ? undefined : before),
      ...(reported?.failure ? [reported.failure] : []),
      ...facts.map((what) => changeEntry(after.id, what, byAnswer, at)),
      ...(isFirstBeyond(before, quiet) ? [quieted(arrival, quiet)] : []),
      ...notes,
    ],
    [...also, ...(await trustWrites(before, after))],
  );
}

interface Filing {
  readonly entry: (trustedIn: Conversation | undefined) => ReceivedMessage;
  /** What the member who sent it on wrote above it. */
  readonly notes: readonly Note[];
  readonly quiet: Quietness | undefined;
  readonly reported: ReportedMessage | undefined;
  readonly also: readonly Write[];
}

/** A new conversation, and the closed one that knows of it: two mails at the same instant cannot both begin one. */
function saveGoingOn(
  before: Conversation,
  arrival: Arrival,
  settings: InboxSettings,
  { entry, notes, also }: Pick<Filing, "entry" | "notes" | "also">,
): Promise<Outcome> {
  const { ended, next, fact } = goOn(before, arrival, settings);
  const told = changeEntry(before.id, fact, byAnswer, arrival.receipt.receivedAt);
  return saveConversations(
    [
      { before, after: ended, entries: [told] },
      { before: undefined, after: next, entries: [entry(before), ...notes] },
    ],
    also,
  );
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
