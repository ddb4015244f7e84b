// Replies that were queued, by time, so that those which the stream or the queue lost are found without looking at all others.
import type { TimelineEntry } from "../core/conversation/conversation.ts";
import { limits } from "../core/limits.ts";
import type { Instant } from "../core/time.ts";
import { keys, table } from "./keys.ts";
import { queryRows, type Write } from "./table.ts";

export interface DueReply {
  readonly conversationId: string;
  readonly messageId: string;
  readonly queuedAt: Instant;
}

/**
 * Written with the reply itself and never touched again: a settled reply is passed over when its time is looked through, once,
 * and time to live takes the row away. An index on the entry would be written again with every state of the delivery.
 */
export function dueWrites(entry: TimelineEntry): Write[] {
  if (entry.kind !== "sent" || entry.delivery.state !== "queued") return [];
  const { conversationId, id: messageId, at: queuedAt } = entry;
  const due: DueReply = { conversationId, messageId, queuedAt };
  const ttl = Math.floor(Date.parse(queuedAt) / 1000) + limits.dueSeconds;
  return [{ put: { ...due, ...keys.due(queuedAt, messageId), type: "due", v: 1, ttl } }];
}

/** Oldest first, from `from` on and before `until`. */
export async function listDue(from: Instant, until: Instant, limit: number): Promise<DueReply[]> {
  const rows = await queryRows({
    partitionKey: table.partitionKey,
    sortKey: table.sortKey,
    partition: keys.due(from).pk,
    from: keys.due(from).sk,
    below: keys.due(until).sk,
    limit,
  });
  return rows.map(({ conversationId, messageId, queuedAt }) => ({
    conversationId: String(conversationId),
    messageId: String(messageId),
    queuedAt: String(queuedAt),
  }));
}
