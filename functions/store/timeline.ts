// Timeline entries: messages in and out, notes and changes of state, in the conversation's own partition, sorted by time.
import type { Delivery, ReceivedMessage, SenderTrust, SentMessage, TimelineEntry } from "../core/conversation/conversation.ts";
import { ulidOf } from "../core/ids.ts";
import { keys, table } from "./keys.ts";
import { getRow, getRows, queryRows, type Row, type Write, write } from "./table.ts";

/**
 * The newest entries, or those before `before` (an entry's id), newest first. A conversation that others were merged into is
 * one query for each of them.
 */
export async function listEntries(conversationIds: readonly string[], limit: number, before?: string): Promise<TimelineEntry[]> {
  const pages = await Promise.all(conversationIds.map((id) => listOwnEntries(id, limit, before)));
  const [only = []] = pages;
  if (pages.length < 2) return only;
  return pages
    .flat()
    .sort((a, b) => (ulidOf(a.id) < ulidOf(b.id) ? 1 : -1))
    .slice(0, limit);
}

async function listOwnEntries(conversationId: string, limit: number, before?: string): Promise<TimelineEntry[]> {
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

/** The entry of that id, wherever it was moved to since. */
export async function findEntry(conversationId: string, entryId: string): Promise<TimelineEntry | undefined> {
  const row = await getRow(keys.entry(conversationId, entryId));
  const entry = row && entryOf(row);
  if (entry) return entry.id === entryId ? entry : undefined;
  const moved = await getRow(keys.moved(conversationId, entryId));
  return moved && findEntry(String(moved.to), entryId);
}

/** The entry of that id in one of these conversations. */
export async function findEntryAmong(conversationIds: readonly string[], entryId: string): Promise<TimelineEntry | undefined> {
  const rows = await getRows(
    conversationIds.map((conversationId) => keys.entry(conversationId, entryId)),
    true,
  );
  return rows.map(entryOf).find(({ id }) => id === entryId);
}

/**
 * Takes a message from one conversation to another. Fails when the message has changed since it was read (its delivery), or is
 * gone. Three writes.
 */
export function entryMoves(message: ReceivedMessage | SentMessage, to: { id: string; inboxId: string }): Write[] {
  const { conversationId: from, id } = message;
  const when =
    message.kind === "sent"
      ? { path: "delivery.state", oneOf: [message.delivery.state] }
      : { path: "kind", oneOf: [message.kind] };
  return [
    { remove: keys.entry(from, id), when },
    { put: entryRow({ ...message, conversationId: to.id }, to.inboxId), unlessThere: true },
    { put: { ...keys.moved(from, id), type: "moved", v: 1, to: to.id } },
  ];
}

/** The inbox whose people hear of changes of this message. */
export async function saveEntryInbox({ conversationId, id }: TimelineEntry, inboxId: string): Promise<void> {
  const when = { path: "type", oneOf: ["entry"] };
  await write({ set: keys.entry(conversationId, id), values: { inboxId }, when });
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
