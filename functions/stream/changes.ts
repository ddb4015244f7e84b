// What a change of a row means to the rest of the product.
import { conversationOf } from "../store/conversations.ts";
import { entryOf } from "../store/timeline.ts";
import type { Row } from "../store/table.ts";

/** Ids and versions only: who hears of it fetches what they may see. */
export interface StreamedChange {
  readonly conversationId: string;
  readonly inboxId: string;
  /** Of the conversation; absent when only an entry of it changed. */
  readonly version?: number;
  /** Set when it concerns these members alone: they read it, or marked it unread. */
  readonly memberIds?: readonly string[];
}

export function changeOf(before: Row | undefined, after: Row | undefined): StreamedChange | undefined {
  if (after?.type === "conversation") return conversationChange(before, after);
  // A new entry comes with its conversation's own change; a changed one (its delivery) comes alone.
  if (after?.type === "entry" && before) return { conversationId: entryOf(after).conversationId, inboxId: String(after.inboxId) };
  return undefined;
}

/** An outgoing message that has just been queued. */
export function dueMessage(
  before: Row | undefined,
  after: Row | undefined,
): { conversationId: string; messageId: string } | undefined {
  if (after?.type !== "entry" || before) return undefined;
  const entry = entryOf(after);
  return entry.kind === "sent" && entry.delivery.state === "queued"
    ? { conversationId: entry.conversationId, messageId: entry.id }
    : undefined;
}

function conversationChange(before: Row | undefined, after: Row): StreamedChange {
  const conversation = conversationOf(after);
  const { id: conversationId, inboxId, version } = conversation;
  const was = before && conversationOf(before);
  if (was?.version !== version) return { conversationId, inboxId, version };
  const memberIds = [
    ...conversation.readBy.filter((memberId) => !was.readBy.includes(memberId)),
    ...was.readBy.filter((memberId) => !conversation.readBy.includes(memberId)),
  ];
  return { conversationId, inboxId, memberIds };
}
