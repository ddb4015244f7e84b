// What a mail that came in does to its conversation: the next header, and its entry in the timeline.
import { limits } from "../limits.ts";
import { normaliseAddress } from "../mail/address.ts";
import type { ParsedMail } from "../mail/mail.ts";
import type { Receipt } from "../mail/receipt.ts";
import type { Conversation, MatchReason, ReceivedMessage, SenderTrust } from "./conversation.ts";
import { entryText, snippetOf, subjectOf } from "./summary.ts";

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
  const from = mail.from ?? { name: "", address: receipt.source };
  const snippet = snippetOf(mail.text);
  if (!conversation) {
    return {
      id: arrival.conversationId,
      inboxId: arrival.inboxId,
      version: 1,
      subject: subjectOf(mail.subject),
      contact: from,
      participants: from.address ? [normaliseAddress(from.address)] : [],
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
    snippet,
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
    from: mail.from ?? { name: "", address: receipt.source },
    replyTo: mail.replyTo.slice(0, limits.replyRecipients),
    to: mail.to.slice(0, limits.shownAddresses),
    cc: mail.cc.slice(0, limits.shownAddresses),
    subject: subjectOf(mail.subject),
    ...(mail.date ? { sentAt: mail.date } : {}),
    ...(mail.messageId ? { messageId: mail.messageId.slice(0, limits.mailIdChars) } : {}),
    references: keptReferences(mail),
    ...entryText(mail.text),
    hasHtml: mail.html !== undefined,
    attachments: mail.attachments,
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

function hasFiles(mail: ParsedMail): boolean {
  return mail.attachments.some((file) => !file.isInline);
}

function keptReferences(mail: ParsedMail): string[] {
  const all = [...mail.references, ...mail.inReplyTo.filter((id) => !mail.references.includes(id))];
  return all.filter((id) => id.length <= limits.mailIdChars).slice(-limits.threadingIds);
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
