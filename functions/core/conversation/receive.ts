// What a mail that came in does to its conversation: the next header, and its entry in the timeline.
import { limits } from "../limits.ts";
import { domainOf, isWellFormedAddress, normaliseAddress } from "../mail/address.ts";
import type { SenderWarning } from "../mail/look-alike.ts";
import type { Address, Attachment, ParsedMail } from "../mail/mail.ts";
import type { Receipt } from "../mail/receipt.ts";
import { capReferences } from "../mail/references.ts";
import { baseSubject } from "../mail/subject.ts";
import type { Instant } from "../time.ts";
import type {
  Conversation,
  MatchCandidate,
  MatchReason,
  Quietness,
  ReceivedMessage,
  SenderTrust,
  Undelivered,
} from "./conversation.ts";
import { hasFiles } from "./headline.ts";
import { cut, entryText, subjectOf } from "./summary.ts";
import { paceAfter } from "./wake.ts";

/** A mail as it will be filed. `mail` is the best reading; for an unparsed one it is made from the receipt. */
export interface Arrival {
  readonly messageId: string;
  readonly conversationId: string;
  readonly inboxId: string;
  readonly receipt: Receipt;
  readonly mail: ParsedMail;
  readonly reading: "parsed" | "unparsed";
  /** The line under the subject. Found once a mail: it takes time. */
  readonly snippet: string;
  readonly reason: MatchReason;
  readonly candidates?: readonly MatchCandidate[];
  /** Why the conversation that begins with it is spam, or closed from the start. */
  readonly setAside?: { readonly as: "spam" | "closed"; readonly reason: string };
  /** Of the conversation that begins with it. */
  readonly number?: number;
  readonly rawSizeBytes: number;
}

/**
 * The conversation with this mail in it. A quiet mail is filed and changes nothing that a list shows; a quiet one that
 * belongs to no conversation gets one that is closed from the start, where somebody who looks can find it.
 */
export function withArrival(conversation: Conversation | undefined, arrival: Arrival, quiet?: Quietness): Conversation {
  const { mail, receipt, snippet } = arrival;
  const from = senderOf(arrival);
  const at = receipt.receivedAt;
  // What is enclosed in a report is not what anybody looks for.
  const bringsFiles = hasFiles(mail) && quiet !== "report";
  if (!conversation) {
    return {
      id: arrival.conversationId,
      ...(arrival.number === undefined ? {} : { number: arrival.number }),
      inboxId: arrival.inboxId,
      version: 1,
      subject: subjectOf(mail.subject),
      contact: from,
      participants: isWellFormedAddress(from.address) ? [normaliseAddress(from.address)] : [],
      snippet,
      lastMessage: "received",
      messageCount: 1,
      hasAttachments: bringsFiles,
      createdAt: receipt.receivedAt,
      activityAt: receipt.receivedAt,
      readBy: [],
      ...(arrival.setAside ? asideFrom(arrival.setAside, receipt.receivedAt) : {}),
      ...(quiet ? { closure: { by: { kind: "system", reason: quiet }, at } } : {}),
    };
  }
  const more = {
    version: conversation.version + 1,
    messageCount: conversation.messageCount + 1,
    hasAttachments: conversation.hasAttachments || bringsFiles,
  };
  if (quiet) {
    const isExceeded = conversation.pace && quiet === "conversation-budget";
    return { ...conversation, ...more, ...(isExceeded ? { pace: { ...conversation.pace, isExceeded } } : {}) };
  }
  const { closure, ...open } = withEarlierBeginning(conversation, arrival);
  return {
    ...open,
    ...more,
    // A mail that comes late is not what was said last.
    snippet: at < conversation.activityAt ? conversation.snippet : snippet,
    lastMessage: "received",
    activityAt: later(conversation.activityAt, at),
    readBy: [],
    pace: paceAfter(conversation.pace, at, closure !== undefined),
  };
}

function asideFrom({ as, reason }: NonNullable<Arrival["setAside"]>, at: Instant): Pick<Conversation, "spam" | "closure"> {
  const by = { kind: "system", reason: as === "spam" ? "spam" : "blocked" } as const;
  return as === "spam" ? { spam: { by, at, reason } } : { closure: { by, at } };
}

/**
 * In whatever order mails are filed, a conversation is about what its first one says. Where people have worked on it, it stays
 * as they know it: arrivals and replies alone raise version and count together.
 */
function withEarlierBeginning(conversation: Conversation, arrival: Arrival): Conversation {
  const { mail, receipt } = arrival;
  // Of two mails of one second, the one that answers nothing was first.
  const isRoot = mail.inReplyTo.length === 0 && mail.references.length === 0;
  const isEarlier = receipt.receivedAt < conversation.createdAt || (receipt.receivedAt === conversation.createdAt && isRoot);
  const isWorkedOn = conversation.version !== conversation.messageCount;
  // What goes on with another one has its people from there.
  if (!isEarlier || isWorkedOn || conversation.follows) return conversation;
  const { subject, contact, createdAt, participants } = withArrival(undefined, arrival);
  // Whoever only seemed to have begun it takes part no more than others who wrote into it.
  const known = [normaliseAddress(conversation.contact.address), ...participants];
  const others = conversation.participants.filter((address) => !known.includes(address));
  return {
    ...conversation,
    subject,
    contact,
    createdAt,
    participants: [...participants, ...others].slice(0, limits.participants),
  };
}

export function receivedEntry(
  before: Conversation | undefined,
  arrival: Omit<Arrival, "snippet">,
  trust: SenderTrust,
  { warnings = [], quiet }: { warnings?: readonly SenderWarning[]; quiet?: Quietness } = {},
): ReceivedMessage {
  const { mail, receipt } = arrival;
  const undelivered = undeliveredIn(mail);
  return {
    kind: "received",
    id: arrival.messageId,
    conversationId: arrival.conversationId,
    at: receipt.receivedAt,
    reading: arrival.reading,
    from: senderOf(arrival),
    ...(mail.via ? { via: bounded(mail.via) } : {}),
    ...(mail.forwarder ? { forwarder: mail.forwarder } : {}),
    ...(mail.isWriterClaimed ? { isWriterClaimed: true } : {}),
    replyTo: mail.replyTo.slice(0, limits.replyToAddresses).map(bounded),
    to: mail.to.slice(0, limits.shownAddresses).map(bounded),
    cc: mail.cc.slice(0, limits.shownAddresses).map(bounded),
    subject: subjectOf(mail.subject),
    ...sentAtOf(mail),
    // An id that is cut would name another mail.
    ...(mail.messageId && mail.messageId.length <= limits.mailIdChars ? { messageId: mail.messageId } : {}),
    references: keptReferences(mail),
    ...(mail.threadIndex ? { threadIndex: mail.threadIndex } : {}),
    ...entryText(mail.text),
    hasHtml: mail.html !== undefined,
    attachments: mail.attachments.slice(0, limits.attachments).map(boundedFile),
    ...(mail.invitation && { invitation: mail.invitation }),
    ...(mail.protection && { protection: mail.protection }),
    automatic: mail.automatic.kind,
    ...(mail.automatic.evidence ? { evidence: cut(mail.automatic.evidence, limits.reasonChars) } : {}),
    ...(undelivered.length > 0 ? { undelivered } : {}),
    ...(quiet ? { quiet } : {}),
    defects: mail.defects.slice(0, limits.defects),
    match: arrival.reason,
    ...(isNewSubject(before, mail) ? { isNewSubject: true } : {}),
    ...(arrival.candidates?.length ? { candidates: arrival.candidates } : {}),
    trust,
    ...(warnings.length > 0 ? { warnings: warnings.slice(0, limits.senderWarnings) } : {}),
    verdicts: receipt.verdicts,
    rawKey: receipt.objectKey,
    rawSizeBytes: arrival.rawSizeBytes,
  };
}

/** Only a person's subject says anything: machines write their own, and many phones none. */
function isNewSubject(conversation: Conversation | undefined, { subject, automatic }: ParsedMail): boolean {
  const [was, is] = [baseSubject(conversation?.subject ?? ""), baseSubject(subjectOf(subject))].map((one) => one.toLowerCase());
  return conversation !== undefined && automatic.kind === "none" && was !== "" && is !== "" && was !== is;
}

/**
 * A valid id or token attaches a mail; it says nothing about who wrote it. The sender of a conversation's first mail is its
 * contact; later ones are known when they already take part, and verified when SES saw DMARC pass for the very domain that we
 * read in From: two programs that read it differently are how a forged sender passes (security E9).
 */
export function senderTrust(conversation: Conversation | undefined, mail: ParsedMail, receipt: Receipt): SenderTrust {
  if (!mail.isSenderWellFormed || !mail.from) return "malformed";
  return trustIn(conversation?.participants, mail.from, isVouchedFor(mail, receipt));
}

/** Of who wrote to a group of ours, filled in a form, or was sent on by a member, those say so, and no domain. */
export function isVouchedFor(
  mail: Pick<ParsedMail, "from" | "dmarcDomain" | "via">,
  { verdicts }: Pick<Receipt, "verdicts">,
): boolean {
  if (verdicts.dmarc !== "PASS" || !mail.from || mail.via) return false;
  return mail.dmarcDomain === undefined || mail.dmarcDomain === domainOf(mail.from.address);
}

/** The trust of a message as it is when those take part; for when it turns out that the conversation began earlier. */
export function trustAgain({ trust, from }: ReceivedMessage, participants: readonly string[]): SenderTrust {
  if (trust === "malformed") return trust;
  return trustIn(participants, from, trust === "participant-verified" || trust === "new-verified");
}

function trustIn(participants: readonly string[] | undefined, from: Address, isVerified: boolean): SenderTrust {
  const isKnown = !participants || participants.includes(normaliseAddress(from.address));
  if (isKnown) return isVerified ? "participant-verified" : "known-unverified";
  return isVerified ? "new-verified" : "new-unverified";
}

/** Without a date that can be read, the servers on its way know when a mail was sent, to the minute. */
function sentAtOf({ date, transportDate }: ParsedMail): { sentAt?: string } {
  const sentAt = date ?? transportDate;
  return sentAt === undefined ? {} : { sentAt };
}

function senderOf({ mail, receipt }: Pick<Arrival, "mail" | "receipt">): Address {
  return bounded(mail.from ?? { name: "", address: receipt.source });
}

// A row has 400 KB at most, and its fields are the sender's to fill: whatever comes must fit.
function bounded({ name, address }: Address): Address {
  return { name, address: cut(address, limits.addressChars) };
}

function boundedFile({ contentType, contentId, contentLocation, ...file }: Attachment): Attachment {
  const isKept = (id: string | undefined) => id !== undefined && id.length <= limits.contentIdChars;
  return {
    ...file,
    contentType: cut(contentType, limits.contentTypeChars),
    ...(contentId !== undefined && isKept(contentId) ? { contentId } : {}),
    // HTML names a file by its id first, and a row has little room.
    ...(contentLocation !== undefined && contentId === undefined && isKept(contentLocation) ? { contentLocation } : {}),
  };
}

function undeliveredIn({ automatic }: ParsedMail): Undelivered[] {
  const recipients = automatic.bounce?.recipients ?? [];
  return recipients.slice(0, limits.undelivered).map(({ address, diagnostic, status, isDelayed = false }) => {
    const reason = diagnostic ?? status;
    return {
      address: cut(address, limits.addressChars),
      ...(reason ? { reason: cut(reason, limits.reasonChars) } : {}),
      isDelayed,
    };
  });
}

function keptReferences(mail: ParsedMail): string[] {
  const all = [...mail.references, ...mail.inReplyTo.filter((id) => !mail.references.includes(id))];
  // With the first, so that an answer names the root of the thread.
  return capReferences(
    all.filter((id) => id.length <= limits.mailIdChars),
    limits.threadingIds,
  );
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
