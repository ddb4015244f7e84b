// Timeline entries: messages in and out, notes and changes of state, in the conversation's own partition, sorted by time.
import type { Delivery, ReceivedMessage, SenderTrust, SentMessage, TimelineEntry } from "../core/conversation/conversation.ts";
import { keys, table } from "./keys.ts";
import { getRow, queryRows, type Row, type Write } from "./table.ts";

/** The newest entries, or those before `before` (an entry's id), newest first. */
export async function listEntries(conversationId: string, limit: number, before?: string): Promise<TimelineEntry[]> {
  const rows = await queryRows({
    partitionKey: table.partitionKey,
    sortKey: table.sortKey,
    partition: conversationId,
    // The header's sort key is below every entry's, so a page that continues must not run into it.
    ...(before ? { below: keys.entry(conversationId, before).sk } : { prefix: keys.entryPrefix }),
    isNewestFirst: true,
    limit,
  });
  return rows.filter((row) => row.type === "entry").map(entryOf);
}

export async function findEntry(conversationId: string, entryId: string): Promise<TimelineEntry | undefined> {
  const row = await getRow(keys.entry(conversationId, entryId));
  const entry = row && entryOf(row);
  return entry?.id === entryId ? entry : undefined;
}

/** The next delivery state of an outgoing message; fails when it has left the state it was read in. */
export function deliveryWrite(message: SentMessage, delivery: Delivery, more: Readonly<Record<string, unknown>> = {}): Write {
  const when = { path: "delivery.state", oneOf: [message.delivery.state] };
  return { set: keys.entry(message.conversationId, message.id), values: { delivery, ...more }, when };
}

/** Another trust in the sender of a received message; fails when somebody has changed it meanwhile. */
export function trustWrite({ conversationId, id, trust: was }: ReceivedMessage, trust: SenderTrust): Write {
  return { set: keys.entry(conversationId, id), values: { trust }, when: { path: "trust", oneOf: [was] } };
}

export function entryRow(entry: TimelineEntry, inboxId: string): Row {
  return { ...entry, ...keys.entry(entry.conversationId, entry.id), type: "entry", v: 1, inboxId };
}

/** The entry that a row holds. The only place that reads the row's shape. */
export function entryOf(row: Row): TimelineEntry {
  const { pk: _pk, sk: _sk, type: _type, v: _v, inboxId: _inboxId, ...entry } = row;
  return entry as unknown as TimelineEntry;
}
