// A conversation: the small header row that lists show, and the entries of its timeline.
import type { Invitation } from "../mail/invitation.ts";
import type { SenderWarning } from "../mail/look-alike.ts";
import type { Address, Attachment, Automatic, Defect, Forwarder, Protection } from "../mail/mail.ts";
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

/** Set aside: in the spam folder, in no count, and whatever answers it stays there. */
export interface Spam {
  readonly by: Actor;
  readonly at: Instant;
  /** A sentence, when the product decided. */
  readonly reason?: string;
}

/** This conversation is part of another one: what is written to it lands there. Its own entries stay with it. */
export interface Merger {
  readonly into: string;
  readonly by: Actor;
  readonly at: Instant;
}

/** The header of a conversation. A small row that never grows: every field is bounded. */
export interface Conversation {
  readonly id: string;
  /** Short, for people: `#1042`. Counted up through the whole workspace. Absent on conversations of release 0.1. */
  readonly number?: number;
  readonly inboxId: string;
  /** Inboxes it was in before, oldest first, bounded: signed reply addresses made there still lead here. */
  readonly formerInboxIds?: readonly string[];
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
  readonly spam?: Spam;
  readonly merger?: Merger;
  /** Conversations that were merged into this one, with those that had been merged into them; bounded. */
  readonly mergedIds?: readonly string[];
  /** Conversations that have to do with it and stay their own; bounded, and each names this one. */
  readonly linkedIds?: readonly string[];
  /** The closed conversation that this one goes on with, as it was called then. */
  readonly follows?: ConversationName;
  /** What went on with this one when an answer came and it stayed closed: the latest, should there be several. */
  readonly followedBy?: ConversationName;
  /** Members who have seen everything up to now. Emptied by each received message but a quiet one, so it never outgrows the inbox's team. */
  readonly readBy: readonly string[];
  /** A sent message bounced or is unconfirmed, and nobody has looked at it since. */
  readonly needsAttention?: "bounced" | "unconfirmed" | "failed";
  /** How often mail woke it lately: what stops machines that answer each other. */
  readonly pace?: Pace;
}

/** A count of the hour that began at `since`. */
export interface Pace {
  readonly since: Instant;
  /** Mails that made it unread or began it. */
  readonly wakings: number;
  readonly reopenings: number;
  /** A mail came beyond the budget, and the timeline says so. */
  readonly isExceeded?: boolean;
}

/** Why a mail was filed without waking anybody. */
export type Quietness = "auto-reply" | "report" | "own" | "conversation-budget" | "sender-budget";

/** Of a bounce or a delay: whom it is about. */
export interface Undelivered {
  readonly address: string;
  readonly reason?: string;
  /** The server still tries. */
  readonly isDelayed: boolean;
}

/** Why a received message is in this conversation. */
export type MatchReason =
  | { readonly by: "reply-address" }
  | { readonly by: "in-reply-to" | "references"; readonly id: string }
  | { readonly by: "mentioned"; readonly id: string }
  | { readonly by: "bounce"; readonly id: string }
  /** A signed address of ours stands in what it quotes. */
  | { readonly by: "marker" | "thread-index" }
  /** `follows`: it answered a conversation that stays closed. */
  | { readonly by: "new"; readonly follows?: string };

/** Another conversation that one of the mail's ids names: what was not chosen, for the person who wonders. */
export interface MatchCandidate {
  readonly conversationId: string;
  readonly id: string;
}

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
  /** Who stood in From: an address of ours that passed it on, a web form's, or the forwarder's. */
  readonly via?: Address;
  /** The member who had it in their own mailbox and sent it on. */
  readonly forwarder?: Forwarder;
  /** Reply-To alone said who wrote it, as the inbox wants: nobody vouches for `from`. */
  readonly isWriterClaimed?: true;
  readonly replyTo: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  readonly sentAt?: Instant;
  readonly messageId?: string;
  /** Kept ids for the References of an answer, oldest first, bounded. */
  readonly references: readonly string[];
  /** Outlook's place in the thread, which an answer continues. Base64. */
  readonly threadIndex?: string;
  /** The first `limits.entryTextChars` of the text. */
  readonly text: string;
  readonly isTextCut: boolean;
  readonly hasHtml: boolean;
  readonly attachments: readonly Attachment[];
  readonly invitation?: Invitation;
  readonly protection?: Protection;
  readonly automatic: Automatic["kind"];
  /** The header or structure that says so. */
  readonly evidence?: string;
  readonly undelivered?: readonly Undelivered[];
  readonly quiet?: Quietness;
  readonly defects: readonly Defect[];
  readonly match: MatchReason;
  /** Its subject is not the conversation's, whatever Re: and Fwd: stand before it: it may belong elsewhere. */
  readonly isNewSubject?: true;
  /** Bounded; absent when there was none. */
  readonly candidates?: readonly MatchCandidate[];
  readonly trust: SenderTrust;
  /** What could make a person take the sender for somebody else. Absent: nothing. */
  readonly warnings?: readonly SenderWarning[];
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
  /** Too large for the mail: the mail carries an address instead, which works until then. */
  readonly linkUntil?: Instant;
}

/** A mail that goes out. The envelope is frozen when the reply is queued. */
export interface SentMessage extends EntryBase {
  readonly kind: "sent";
  readonly by: Actor;
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  /** Who gets it unseen by the others: in the envelope, in no header. Absent: nobody. */
  readonly bcc?: readonly Address[];
  readonly replyTo: readonly Address[];
  readonly subject: string;
  readonly inReplyTo?: string;
  readonly references: readonly string[];
  readonly threadIndex?: string;
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
  | { readonly name: "participant.added" | "participant.removed"; readonly address: string }
  | { readonly name: "delivery.failed"; readonly messageId: string; readonly reason: string }
  | { readonly name: "conversation.quieted"; readonly because: "conversation-budget" | "sender-budget" }
  /** Another conversation came in. */
  | { readonly name: "conversation.merged"; readonly other: ConversationName }
  /** This one went into another. */
  | { readonly name: "conversation.merged-into"; readonly other: ConversationName }
  | { readonly name: "conversation.unmerged"; readonly other: ConversationName }
  | { readonly name: "conversation.unmerged-from"; readonly other: ConversationName }
  | { readonly name: "conversation.linked" | "conversation.unlinked"; readonly other: ConversationName }
  /** Messages of this one went to another. */
  | { readonly name: "conversation.split"; readonly other: ConversationName; readonly messageCount: number }
  /** Messages of another came here. */
  | { readonly name: "conversation.split-from"; readonly other: ConversationName; readonly messageCount: number }
  /** An answer came and it stayed closed: the other goes on with it. */
  | { readonly name: "conversation.continued"; readonly other: ConversationName }
  | { readonly name: "conversation.spam" }
  | { readonly name: "conversation.not-spam" }
  | { readonly name: "conversation.moved"; readonly from: string; readonly to: string }
  | { readonly name: "conversation.subject-changed"; readonly from: string; readonly to: string }
  | { readonly name: "conversation.contact-changed"; readonly from: string; readonly to: string };

/** A conversation as another one's timeline names it, then: numbers stay, subjects may change later. */
export interface ConversationName {
  readonly conversationId: string;
  readonly number?: number;
  readonly subject: string;
}

export type TimelineEntry = ReceivedMessage | SentMessage | Note | Change;

/** The folders of an inbox. Each is one range of one index. */
export const folders = ["open", "unassigned", "mine", "closed", "spam", "all"] as const;
export type Folder = (typeof folders)[number];
