// A conversation: the small header row that lists show, and the entries of its timeline.
import type { Invitation } from "../mail/invitation.ts";
import type { Address, Attachment, Automatic, Defect, Protection } from "../mail/mail.ts";
import type { Verdicts } from "../mail/receipt.ts";
import type { Instant } from "../time.ts";

/** Who did it: a member, or the sender of a mail, or the product itself (with the reason). */
export type Actor =
  | { readonly kind: "member"; readonly id: string; readonly name: string }
  | { readonly kind: "contact"; readonly address: string; readonly name: string }
  | { readonly kind: "system"; readonly reason: string };

/** States are nouns with who and when. */
export interface Closure {
  readonly by: Actor;
  readonly at: Instant;
}
export interface Assignment {
  readonly memberId: string;
  readonly by: Actor;
  readonly at: Instant;
}

/** The header of a conversation. A small row that never grows: every field is bounded. */
export interface Conversation {
  readonly id: string;
  readonly inboxId: string;
  /** Goes up by one with each change; a reply carries the version its writer saw. */
  readonly version: number;
  readonly subject: string;
  /** Who wrote first from outside: whom a reply goes to unless the answered message says otherwise. */
  readonly contact: Address;
  /** Addresses that may be answered without a second look: the contact, and everybody we wrote to. Lower case, bounded. */
  readonly participants: readonly string[];
  readonly snippet: string;
  readonly lastMessage: "received" | "sent";
  readonly messageCount: number;
  readonly hasAttachments: boolean;
  readonly createdAt: Instant;
  /** Of the last message; what lists sort by. */
  readonly activityAt: Instant;
  readonly closure?: Closure;
  readonly assignment?: Assignment;
  /** Members who have seen everything up to now. Emptied by each received message, so it never outgrows the inbox's team. */
  readonly readBy: readonly string[];
  /** A sent message bounced or is unconfirmed, and nobody has looked at it since. */
  readonly needsAttention?: "bounced" | "unconfirmed" | "failed";
}

/** Why a received message is in this conversation. */
export type MatchReason =
  | { readonly by: "reply-address" }
  | { readonly by: "in-reply-to" | "references"; readonly id: string }
  | { readonly by: "mentioned"; readonly id: string }
  | { readonly by: "bounce"; readonly id: string }
  | { readonly by: "new" };

/** How far the sender is to be trusted; shown, and kept out of reply-all unless verified. Security C4. */
export type SenderTrust = "participant-verified" | "known-unverified" | "new-verified" | "new-unverified" | "malformed";

interface EntryBase {
  /** Its ULID part carries the time, so ids sort the timeline. */
  readonly id: string;
  readonly conversationId: string;
  readonly at: Instant;
}

/** A mail that came in. `reading` says whether it could be read at all. */
export interface ReceivedMessage extends EntryBase {
  readonly kind: "received";
  readonly reading: "parsed" | "unparsed";
  readonly from: Address;
  readonly replyTo: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  readonly sentAt?: Instant;
  readonly messageId?: string;
  /** Kept ids for the References of an answer, oldest first, bounded. */
  readonly references: readonly string[];
  /** The first `limits.entryTextChars` of the text. */
  readonly text: string;
  readonly isTextCut: boolean;
  readonly hasHtml: boolean;
  readonly attachments: readonly Attachment[];
  readonly invitation?: Invitation;
  readonly protection?: Protection;
  readonly automatic: Automatic["kind"];
  readonly defects: readonly Defect[];
  readonly match: MatchReason;
  readonly trust: SenderTrust;
  readonly verdicts: Verdicts;
  /** Where the raw mail lies. */
  readonly rawKey: string;
  readonly rawSizeBytes: number;
}

/** Where an outgoing message stands. `unconfirmed`: SES may or may not have taken it; a person decides. */
export type DeliveryState = "queued" | "sending" | "sent" | "delivered" | "bounced" | "complained" | "unconfirmed" | "failed";

export interface RecipientDelivery {
  readonly address: string;
  readonly state: "sent" | "delivered" | "delayed" | "bounced" | "complained";
  readonly reason?: string;
  readonly at: Instant;
}

export interface Delivery {
  readonly state: DeliveryState;
  readonly at: Instant;
  readonly reason?: string;
  /** SES's id, once it took the message. */
  readonly sesMessageId?: string;
  readonly recipients: readonly RecipientDelivery[];
}

/** A file on an outgoing message, as uploaded. */
export interface SentAttachment {
  readonly index: number;
  readonly filename: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly key: string;
}

/** A mail that goes out. The envelope is frozen when the reply is queued. */
export interface SentMessage extends EntryBase {
  readonly kind: "sent";
  readonly by: Actor;
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly replyTo: readonly Address[];
  readonly subject: string;
  readonly inReplyTo?: string;
  readonly references: readonly string[];
  readonly text: string;
  readonly isTextCut: boolean;
  readonly hasHtml: boolean;
  readonly attachments: readonly SentAttachment[];
  readonly delivery: Delivery;
  /** Where the MIME that SES got lies, once composed. */
  readonly rawKey?: string;
}

/** An internal note: never mailed to anybody. */
export interface Note extends EntryBase {
  readonly kind: "note";
  readonly by: Actor;
  readonly text: string;
  readonly html?: string;
}

/** A change of state, recorded in the change's own transaction. */
export interface Change extends EntryBase {
  readonly kind: "change";
  readonly by: Actor;
  readonly what: ChangeFact;
}

export type ChangeFact =
  | { readonly name: "conversation.closed" }
  | { readonly name: "conversation.reopened" }
  | { readonly name: "conversation.assigned"; readonly memberId: string; readonly memberName: string }
  | { readonly name: "conversation.unassigned" }
  | { readonly name: "delivery.failed"; readonly messageId: string; readonly reason: string };

export type TimelineEntry = ReceivedMessage | SentMessage | Note | Change;

/** The folders of an inbox. Each is one range of one index. */
export const folders = ["open", "unassigned", "mine", "closed", "all"] as const;
export type Folder = (typeof folders)[number];
