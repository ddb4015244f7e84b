// Makes one conversation part of another, and takes it out again.
import * as v from "valibot";
import type { Viewer } from "../core/access.ts";
import type { Actor, Change, Conversation } from "../core/conversation/conversation.ts";
import { type Both, merge, unmerge } from "../core/conversation/merge.ts";
import { alreadyMerged } from "../core/conversation/merged.ts";
import { limits } from "../core/limits.ts";
import type { Instant } from "../core/time.ts";
import { now } from "../runtime/clock.ts";
import { findConversation, findHolder, saveConversations } from "../store/conversations.ts";
import { listEntries } from "../store/timeline.ts";
import { actorOf, busy, changeEntry } from "./change-conversation.ts";
import { loadConversation } from "./load-conversation.ts";
import { untilSaved } from "./until-saved.ts";

export const mergerInput = v.strictObject({ into: v.pipe(v.string(), v.nonEmpty(), v.maxLength(40)) });
export type MergerInput = v.InferOutput<typeof mergerInput>;

/** Merging twice into the same one is not an error. */
export async function mergeConversation(viewer: Viewer, conversationId: string, { into }: MergerInput): Promise<void> {
  await untilSaved(async () => {
    const source = await loadConversation(viewer, conversationId, "conversation.merge");
    const wanted = await loadConversation(viewer, into, "conversation.merge");
    const target = (await findHolder(wanted.id)) ?? wanted;
    if (source.merger && (await findHolder(source.id))?.id === target.id) return "merged";
    if (source.merger) throw alreadyMerged(source.merger.into);
    const at = now();
    const by = actorOf(viewer);
    return (await saveBoth(source, target, merge(source, target, by, at), by, at)) ? "merged" : undefined;
  }, busy);
}

/** Taking out what is not merged is not an error. */
export async function unmergeConversation(viewer: Viewer, conversationId: string): Promise<void> {
  await untilSaved(async () => {
    const source = await loadConversation(viewer, conversationId, "conversation.merge");
    const target = source.merger && (await findConversation(source.merger.into));
    if (!target) return "alone";
    const own = await listEntries([target.id], limits.timelinePage);
    const at = now();
    return (await saveBoth(source, target, unmerge(source, target, own), actorOf(viewer), at)) ? "alone" : undefined;
  }, busy);
}

/** Both headers and what both timelines record, at once. False when one of them has just changed. */
export async function saveBoth(
  source: Conversation,
  target: Conversation,
  merged: Both,
  by: Actor,
  at: Instant,
  also: readonly Change[] = [],
): Promise<boolean> {
  const outcome = await saveConversations([
    { before: source, after: merged.source, entries: [changeEntry(source.id, merged.facts.source, by, at)] },
    { before: target, after: merged.target, entries: [...also, changeEntry(target.id, merged.facts.target, by, at)] },
  ]);
  return outcome.isDone;
}
