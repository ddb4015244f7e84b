// What the API shows of a conversation and its timeline: never keys, spans or anybody's access.
import type { AccessLevel } from "../core/access.ts";
import type { Answer } from "../core/conversation/answer.ts";
import type { Conversation, ReceivedMessage, SentMessage, TimelineEntry } from "../core/conversation/conversation.ts";
import type { Quoting } from "../core/inbox/settings.ts";
import { isShownInPlace } from "../core/mail/listed-files.ts";
import type { Attachment } from "../core/mail/mail.ts";
import { type PreviewKind, previewOf } from "../core/mail/preview.ts";
import { isSignature } from "../core/mail/protection.ts";
import type { TextFold } from "../core/mail/quote.ts";
import { textFolds } from "../core/mail/visible-reply.ts";
import type { Instant } from "../core/time.ts";
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
  /** As what it can be shown without a download. */
  readonly preview?: PreviewKind;
  /** Made by the sender's program and of no use to a reader. */
  readonly isSignature?: boolean;
  /** Sent as an address that works until then, and not inside the mail. */
  readonly linkUntil?: Instant;
}

export interface ReceivedView
  extends Omit<ReceivedMessage, "attachments" | "rawKey" | "references" | "messageId" | "threadIndex"> {
  readonly attachments: readonly AttachmentView[];
  /** What of `text` is quoted or signature. */
  readonly folds: readonly TextFold[];
}

export type SentView = Omit<SentMessage, "attachments" | "rawKey" | "references" | "inReplyTo" | "threadIndex"> & {
  readonly attachments: readonly AttachmentView[];
  readonly folds: readonly TextFold[];
  /** True once the composed mail can be downloaded. */
  readonly hasOriginal: boolean;
};

export type EntryView = ReceivedView | SentView | Extract<TimelineEntry, { kind: "note" | "change" }>;

/** Whom an answer goes to by default, under which name, and what else its writer may choose. */
export interface AnswerView extends Answer {
  /** What the inbox may send from. */
  readonly aliases: readonly string[];
  /** What the inbox quotes below a reply unless its writer chooses. */
  readonly quoting: Quoting;
}

export interface ConversationPage {
  readonly conversation: ConversationView;
  /** Addresses that may be answered without a second look. */
  readonly participants: readonly string[];
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
  /** Of the same inboxes, those that this member manages: whom to ask for a change there. */
  readonly manages: readonly string[];
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
      const { references: _r, rawKey: _k, messageId: _m, threadIndex: _t, attachments, ...shown } = entry;
      return { ...shown, attachments: attachments.map(attachmentView), folds: textFolds(entry) };
    }
    case "sent": {
      const { references: _r, inReplyTo: _i, threadIndex: _t, rawKey, attachments, ...shown } = entry;
      return {
        ...shown,
        attachments: attachments.map((file) => attachmentView({ ...file, isInline: false })),
        folds: textFolds(entry),
        hasOriginal: !!rawKey,
      };
    }
    case "note":
    case "change":
      return entry;
  }
}

type ShownFile = Pick<Attachment, "index" | "filename" | "contentType" | "sizeBytes" | "isInline"> & { linkUntil?: Instant };

function attachmentView(file: ShownFile): AttachmentView {
  const { index, filename, contentType, sizeBytes, linkUntil } = file;
  const preview = previewOf(file);
  return {
    ...{ index, filename, contentType, sizeBytes, isInline: isShownInPlace(file) },
    ...(preview ? { preview } : {}),
    ...(isSignature(file) ? { isSignature: true } : {}),
    ...(linkUntil ? { linkUntil } : {}),
  };
}
