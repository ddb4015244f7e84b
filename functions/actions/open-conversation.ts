// A conversation with a page of its timeline, and whom an answer would go to.
import * as v from "valibot";
import type { Viewer } from "../core/access.ts";
import { type Answer, answeredMessage, answerTo } from "../core/conversation/answer.ts";
import type { Conversation, ReceivedMessage, TimelineEntry } from "../core/conversation/conversation.ts";
import { limits } from "../core/limits.ts";
import { replySubject } from "../core/mail/subject.ts";
import { listEntries } from "../store/timeline.ts";
import { loadConversation } from "./load-conversation.ts";
import { makeCursor, readCursor } from "./list-conversations.ts";
import { ownAddresses } from "./own-addresses.ts";

export const timelineInput = v.strictObject({
  cursor: v.optional(v.pipe(v.string(), v.maxLength(1000))),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,4}$/, "limit must be a whole number."),
      v.transform(Number),
      v.minValue(1),
      v.maxValue(limits.timelinePage),
    ),
  ),
});
export type TimelineInput = v.InferOutput<typeof timelineInput>;

export interface TimelinePage {
  /** Oldest first. */
  readonly entries: readonly TimelineEntry[];
  /** Leads to older ones. */
  readonly nextCursor: string | null;
}

export async function openConversation(
  viewer: Viewer,
  conversationId: string,
): Promise<TimelinePage & { conversation: Conversation; answer: Answer }> {
  const conversation = await loadConversation(viewer, conversationId, "conversation.read");
  const [page, own] = await Promise.all([timelinePage(viewer, conversationId, {}), ownAddresses(conversation.inboxId)]);
  const answered = answeredMessage(page.entries.filter((entry): entry is ReceivedMessage => entry.kind === "received"));
  return { conversation, ...page, answer: answerTo(conversation, answered, own, replySubject(conversation.subject)) };
}

/** Older entries of a conversation. */
export async function listTimeline(viewer: Viewer, conversationId: string, input: TimelineInput): Promise<TimelinePage> {
  await loadConversation(viewer, conversationId, "conversation.read");
  return timelinePage(viewer, conversationId, input);
}

async function timelinePage(
  viewer: Viewer,
  conversationId: string,
  { cursor, limit = limits.timelinePageDefault }: TimelineInput,
): Promise<TimelinePage> {
  const list = `${viewer.memberId} ${conversationId} timeline`;
  const before = cursor === undefined ? undefined : readCursor(list, cursor);
  const found = await listEntries(conversationId, limit + 1, before);
  const page = found.slice(0, limit);
  const oldest = page.at(-1);
  return { entries: page.toReversed(), nextCursor: oldest && found.length > limit ? makeCursor(list, oldest.id) : null };
}
