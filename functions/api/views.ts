// What the API shows of a conversation and its timeline: never keys, spans or anybody's access.
import type { AccessLevel } from "../core/access.ts";
import type { Conversation, ReceivedMessage, SentMessage, TimelineEntry } from "../core/conversation/conversation.ts";
import type { Address, Attachment } from "../core/mail/mail.ts";
import type { LedgerRow } from "../store/ledger.ts";
import type { Inbox } from "../store/inboxes.ts";
import type { Member } from "../store/members.ts";

export type ConversationView = Omit<Conversation, "readBy" | "participants" | "pace"> & { readonly isUnread: boolean };

export interface AttachmentView {
  readonly index: number;
  readonly filename: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly isInline: boolean;
}

export interface ReceivedView extends Omit<ReceivedMessage, "attachments" | "rawKey" | "references" | "messageId"> {
  readonly attachments: readonly AttachmentView[];
}

export type SentView = Omit<SentMessage, "attachments" | "rawKey" | "references" | "inReplyTo"> & {
  readonly attachments: readonly AttachmentView[];
  /** True once the composed mail can be downloaded. */
  readonly hasOriginal: boolean;
};

export type EntryView = ReceivedView | SentView | Extract<TimelineEntry, { kind: "note" | "change" }>;

/** Whom an answer goes to by default, and under which name. */
export interface AnswerView {
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
}

export interface ConversationPage {
  readonly conversation: ConversationView;
  /** Oldest first; the newest page. */
  readonly entries: readonly EntryView[];
  /** Leads to older entries; null when there are none. */
  readonly nextCursor: string | null;
  readonly answer: AnswerView;
}

/** An inbox with what the viewer may do in it and the work that waits there. */
export type InboxView = Pick<Inbox, "id" | "name" | "addresses"> & {
  readonly access: AccessLevel;
  readonly counts: { readonly open: number; readonly unassigned: number; readonly mine: number };
};

export type MemberView = Omit<Member, "isDisabled"> & {
  /** Inboxes, of those that the viewer may read, whose conversations can be given to this member. */
  readonly worksIn: readonly string[];
};

/** A raw mail's fate, without where it lies or its envelope sender. */
export type LedgerView = Omit<LedgerRow, "objectKey" | "source">;

export function conversationView(conversation: Conversation, memberId: string): ConversationView {
  const { readBy, participants: _, pace: _pace, ...rest } = conversation;
  return { ...rest, isUnread: !readBy.includes(memberId) };
}

export function entryView(entry: TimelineEntry): EntryView {
  switch (entry.kind) {
    case "received": {
      const { references: _r, rawKey: _k, messageId: _m, attachments, ...shown } = entry;
      return { ...shown, attachments: attachments.map(attachmentView) };
    }
    case "sent": {
      const { references: _r, inReplyTo: _i, rawKey, attachments, ...shown } = entry;
      return {
        ...shown,
        attachments: attachments.map((file) => attachmentView({ ...file, isInline: false })),
        hasOriginal: !!rawKey,
      };
    }
    case "note":
    case "change":
      return entry;
  }
}

function attachmentView(file: Pick<Attachment, "index" | "filename" | "contentType" | "sizeBytes" | "isInline">): AttachmentView {
  const { index, filename, contentType, sizeBytes, isInline } = file;
  return { index, filename, contentType, sizeBytes, isInline };
}
