// A conversation with a page of its timeline, and whom an answer would go to.
import * as v from "valibot";
import type { Viewer } from "../core/access.ts";
import { type Answer, answerTo } from "../core/conversation/answer.ts";
import type { Conversation, TimelineEntry } from "../core/conversation/conversation.ts";
import { partsOf } from "../core/conversation/merged.ts";
import type { Quoting } from "../core/inbox/settings.ts";
import { limits } from "../core/limits.ts";
import { numberedSubject } from "../core/mail/subject.ts";
import { listEntries } from "../store/timeline.ts";
import { findAnswered } from "./find-answered.ts";
import { loadConversation } from "./load-conversation.ts";
import { ownAddresses } from "./own-addresses.ts";
import { pageInput, pageOf } from "./paging.ts";

export const timelineInput = v.strictObject(pageInput(limits.timelinePage));
export type TimelineInput = v.InferOutput<typeof timelineInput>;

export interface TimelinePage {
  /** Oldest first. */
  readonly entries: readonly TimelineEntry[];
  /** Leads to older ones. */
  readonly nextCursor: string | null;
}

export interface OpenedConversation extends TimelinePage {
  readonly conversation: Conversation;
  readonly answer: Answer & { readonly aliases: readonly string[]; readonly quoting: Quoting };
}

export async function openConversation(viewer: Viewer, conversationId: string): Promise<OpenedConversation> {
  const conversation = await loadConversation(viewer, conversationId, "conversation.read");
  const [page, own] = await Promise.all([timelinePage(viewer, conversation, {}), ownAddresses(conversation.inboxId)]);
  const { answered } = await findAnswered(conversation, page.entries.toReversed());
  const { aliases, settings } = own;
  const subject = numberedSubject(conversation.subject, conversation.number, settings.numberPlace);
  const answer = answerTo(conversation, answered, own, subject);
  return { conversation, ...page, answer: { ...answer, aliases, quoting: settings.quoting } };
}

/** Older entries of a conversation. */
export async function listTimeline(viewer: Viewer, conversationId: string, input: TimelineInput): Promise<TimelinePage> {
  return timelinePage(viewer, await loadConversation(viewer, conversationId, "conversation.read"), input);
}

async function timelinePage(viewer: Viewer, conversation: Conversation, input: TimelineInput): Promise<TimelinePage> {
  const { items, nextCursor } = await pageOf({
    viewer,
    list: `${conversation.id} timeline`,
    limit: input.limit ?? limits.timelinePageDefault,
    cursor: input.cursor,
    load: (count, before) => listEntries(partsOf(conversation), count, before),
    positionOf: (entry) => entry.id,
  });
  return { entries: items.toReversed().filter((entry) => !isOtherSideOfMerger(entry, conversation.id)), nextCursor };
}

/** "Merged into this one", said by what was merged: here "merged" says it already. */
function isOtherSideOfMerger(entry: TimelineEntry, conversationId: string): boolean {
  return entry.kind === "change" && entry.what.name === "conversation.merged-into" && entry.conversationId !== conversationId;
}
