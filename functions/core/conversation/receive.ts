// What a mail that came in does to its conversation: the next header, and its entry in the timeline.
import { limits } from "../limits.ts";
import { isSignature } from "../mail/protection.ts";
import { isWellFormedAddress, normaliseAddress } from "../mail/address.ts";
import type { Address, Attachment, ParsedMail } from "../mail/mail.ts";
import type { Receipt } from "../mail/receipt.ts";
import type { Conversation, MatchReason, ReceivedMessage, SenderTrust } from "./conversation.ts";
import { cut, entryText, snippetOf, subjectOf } from "./summary.ts";

/** A mail as it will be filed. `mail` is the best reading; for an unparsed one it is made from the receipt. */
export interface Arrival {
  readonly messageId: string;
  readonly conversationId: string;
  readonly inboxId: string;
  readonly receipt: Receipt;
  readonly mail: ParsedMail;
  readonly reading: "parsed" | "unparsed";
  readonly reason: MatchReason;
  readonly rawSizeBytes: number;
}

/** The conversation with this mail in it. Answers of machines are filed and wake nobody. */
export function withArrival(conversation: Conversation | undefined, arrival: Arrival): Conversation {
  const { mail, receipt } = arrival;
  const from = senderOf(arrival);
  const snippet = snippetOf(mail.text);
  if (!conversation) {
    return {
      id: arrival.conversationId,
      inboxId: arrival.inboxId,
      version: 1,
      subject: subjectOf(mail.subject),
      contact: from,
      participants: isWellFormedAddress(from.address) ? [normaliseAddress(from.address)] : [],
      snippet,
      lastMessage: "received",
      messageCount: 1,
      hasAttachments: hasFiles(mail),
      createdAt: receipt.receivedAt,
      activityAt: receipt.receivedAt,
      readBy: [],
    };
  }
  const { closure, ...open } = conversation;
  const isQuiet = mail.automatic.kind === "auto-reply" || mail.automatic.kind === "receipt";
  return {
    ...(isQuiet ? conversation : open),
    version: conversation.version + 1,
    // A mail that comes late is not what was said last.
    snippet: receipt.receivedAt < conversation.activityAt ? conversation.snippet : snippet,
    lastMessage: "received",
    messageCount: conversation.messageCount + 1,
    hasAttachments: conversation.hasAttachments || hasFiles(mail),
    activityAt: later(conversation.activityAt, receipt.receivedAt),
    readBy: isQuiet ? conversation.readBy : [],
  };
}

export function receivedEntry(arrival: Arrival, trust: SenderTrust): ReceivedMessage {
  const { mail, receipt } = arrival;
  return {
    kind: "received",
    id: arrival.messageId,
    conversationId: arrival.conversationId,
    at: receipt.receivedAt,
    reading: arrival.reading,
    from: senderOf(arrival),
    replyTo: mail.replyTo.slice(0, limits.replyToAddresses).map(bounded),
    to: mail.to.slice(0, limits.shownAddresses).map(bounded),
    cc: mail.cc.slice(0, limits.shownAddresses).map(bounded),
    subject: subjectOf(mail.subject),
    ...sentAtOf(mail),
    // An id that is cut would name another mail.
    ...(mail.messageId && mail.messageId.length <= limits.mailIdChars ? { messageId: mail.messageId } : {}),
    references: keptReferences(mail),
    ...entryText(mail.text),
    hasHtml: mail.html !== undefined,
    attachments: mail.attachments.slice(0, limits.attachments).map(boundedFile),
    ...(mail.invitation && { invitation: mail.invitation }),
    ...(mail.protection && { protection: mail.protection }),
    automatic: mail.automatic.kind,
    defects: mail.defects.slice(0, limits.defects),
    match: arrival.reason,
    trust,
    verdicts: receipt.verdicts,
    rawKey: receipt.objectKey,
    rawSizeBytes: arrival.rawSizeBytes,
  };
}

/**
 * A valid id or token attaches a mail; it says nothing about who wrote it. The sender of a conversation's first mail is its
 * contact; later ones are known when they already take part, and verified when SES saw DMARC pass.
 */
export function senderTrust(conversation: Conversation | undefined, mail: ParsedMail, receipt: Receipt): SenderTrust {
  if (!mail.isSenderWellFormed || !mail.from) return "malformed";
  const isKnown = !conversation || conversation.participants.includes(normaliseAddress(mail.from.address));
  const isVerified = receipt.verdicts.dmarc === "PASS";
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

function boundedFile({ contentType, contentId, ...file }: Attachment): Attachment {
  const isIdKept = contentId !== undefined && contentId.length <= limits.contentIdChars;
  return { ...file, contentType: cut(contentType, limits.contentTypeChars), ...(isIdKept ? { contentId } : {}) };
}

function hasFiles(mail: ParsedMail): boolean {
  return mail.attachments.some((file) => !file.isInline && !isSignature(file));
}

function keptReferences(mail: ParsedMail): string[] {
  const all = [...mail.references, ...mail.inReplyTo.filter((id) => !mail.references.includes(id))];
  return all.filter((id) => id.length <= limits.mailIdChars).slice(-limits.threadingIds);
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
