// What a mail that came in does to its conversation: the next header, and its entry in the timeline.
import { limits } from "../limits.ts";
import { isWellFormedAddress, normaliseAddress } from "../mail/address.ts";
import type { Address, Attachment, ParsedMail } from "../mail/mail.ts";
import type { Receipt } from "../mail/receipt.ts";
import type { Conversation, MatchReason, Quietness, ReceivedMessage, SenderTrust, Undelivered } from "./conversation.ts";
import { cut, entryText, snippetOf, subjectOf } from "./summary.ts";
import { paceAfter } from "./wake.ts";

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

/**
 * The conversation with this mail in it. A quiet mail is filed and changes nothing that a list shows; a quiet one that
 * belongs to no conversation gets one that is closed from the start, where somebody who looks can find it.
 */
export function withArrival(conversation: Conversation | undefined, arrival: Arrival, quiet?: Quietness): Conversation {
  const { mail, receipt } = arrival;
  const from = senderOf(arrival);
  const snippet = snippetOf(mail.text);
  const at = receipt.receivedAt;
  // What is enclosed in a report is not what anybody looks for.
  const bringsFiles = hasFiles(mail) && quiet !== "report";
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
      hasAttachments: bringsFiles,
      createdAt: receipt.receivedAt,
      activityAt: receipt.receivedAt,
      readBy: [],
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
  const { closure, ...open } = conversation;
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

export function receivedEntry(arrival: Arrival, trust: SenderTrust, quiet?: Quietness): ReceivedMessage {
  const { mail, receipt } = arrival;
  const undelivered = undeliveredIn(mail);
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
    ...(mail.date ? { sentAt: mail.date } : {}),
    // An id that is cut would name another mail.
    ...(mail.messageId && mail.messageId.length <= limits.mailIdChars ? { messageId: mail.messageId } : {}),
    references: keptReferences(mail),
    ...entryText(mail.text),
    hasHtml: mail.html !== undefined,
    attachments: mail.attachments.slice(0, limits.attachments).map(boundedFile),
    automatic: mail.automatic.kind,
    ...(mail.automatic.evidence ? { evidence: cut(mail.automatic.evidence, limits.reasonChars) } : {}),
    ...(undelivered.length > 0 ? { undelivered } : {}),
    ...(quiet ? { quiet } : {}),
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
