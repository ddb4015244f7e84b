// Replies that neither went nor failed: the job that was lost is given again. The sender decides what it means, as always: a queued
// reply is claimed and sent once, and one whose sender died with the claim becomes unconfirmed.
import type { Delivery, TimelineEntry } from "../core/conversation/conversation.ts";
import { limits } from "../core/limits.ts";
import { type Instant, instantOf } from "../core/time.ts";
import { config } from "../runtime/config.ts";
import { log } from "../runtime/log.ts";
import { type DueReply, listDue } from "../store/due.ts";
import { findProgress, saveProgress } from "../store/progress.ts";
import { findEntry } from "../store/timeline.ts";
import { sendAll } from "./send-all.ts";

export interface Swept {
  readonly lookedAt: number;
  readonly stuck: number;
}

interface Sweep {
  /** Of all replies that were queued before this, it is known what became. */
  readonly settledUntil: Instant;
}

const job = "replies";

/** @param before younger replies are not looked at yet */
export async function sendStuckAgain(at: Instant, before: Instant): Promise<Swept> {
  const from = (await findProgress<Sweep>(job))?.settledUntil ?? earlier(at, limits.dueSeconds * 1000);
  if (from > before) return { lookedAt: 0, stuck: 0 };
  const due = await listDue(from, before, limits.sweptReplies);
  const open: DueReply[] = [];
  const stuck: DueReply[] = [];
  for (const reply of due) {
    const delivery = openDelivery(await findEntry(reply.conversationId, reply.messageId));
    if (!delivery) continue;
    open.push(reply);
    // A fresh claim is somebody's at work.
    if (delivery.state === "queued" || delivery.at < earlier(at, limits.sendLeaseMs)) stuck.push(reply);
  }
  await giveAgain(stuck, at);
  await saveProgress<Sweep>(job, { settledUntil: settledUntil(due, open, at, before) });
  return { lookedAt: due.length, stuck: stuck.length };
}

function openDelivery(entry: TimelineEntry | undefined): Delivery | undefined {
  if (entry?.kind !== "sent") return undefined;
  return entry.delivery.state === "queued" || entry.delivery.state === "sending" ? entry.delivery : undefined;
}

/** The oldest reply that is still open is where the next run begins, unless it is so old that it is people's by now. */
function settledUntil(due: readonly DueReply[], open: readonly DueReply[], at: Instant, before: Instant): Instant {
  // A full page may have left some unread.
  const reached = due.length < limits.sweptReplies ? before : (due.at(-1)?.queuedAt ?? before);
  const waiting = open.map(({ queuedAt }) => queuedAt).filter((queuedAt) => queuedAt > earlier(at, limits.stuckReplyMs));
  return waiting.reduce((a, b) => (a < b ? a : b), reached);
}

async function giveAgain(stuck: readonly DueReply[], at: Instant): Promise<void> {
  const jobs = stuck.filter(({ queuedAt }) => isItsTurn(queuedAt, at));
  await sendAll(
    config.outboundQueueUrl,
    jobs.map(({ conversationId, messageId }) => ({ conversationId, messageId })),
  );
  for (const { conversationId, messageId } of stuck) log.warn("reply.stuck", { conversationId, messageId });
}

/**
 * In the first quarter of an hour, the second, the fourth, the eighth: while the queue itself still tries, or SES takes nothing,
 * jobs must not pile up in it.
 */
function isItsTurn(queuedAt: Instant, at: Instant): boolean {
  const quarters = Math.floor((Date.parse(at) - Date.parse(queuedAt)) / limits.scheduleAgeMs);
  return (quarters & (quarters - 1)) === 0;
}

function earlier(at: Instant, ms: number): Instant {
  return instantOf(Date.parse(at) - ms);
}
