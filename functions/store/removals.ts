// Conversations that are being removed for good. Each is written down first: whatever a crash leaves behind is found again.
import { keys, table } from "./keys.ts";
import { queryRows, type Row, type Write, write } from "./table.ts";

export interface Removal {
  readonly conversationId: string;
  /** Of the conversation when that was decided. Whoever has changed it since keeps it. */
  readonly version: number;
  /** How long it was in the spam folder. */
  readonly days: number;
  /** Where it is, and where it was: ids and contacts are known there. */
  readonly inboxIds: readonly string[];
  /** Itself, and what was merged into it. */
  readonly parts: readonly RemovedPart[];
}

/** What leads to a conversation, and cannot be read from its entries. */
export interface RemovedPart {
  readonly conversationId: string;
  readonly contact: string;
  readonly number?: number;
}

export async function saveRemoval(removal: Removal): Promise<void> {
  await write({ put: { ...removal, ...keys.removal(removal.conversationId), type: "removal", v: 1 } });
}

export async function listRemovals(limit: number): Promise<Removal[]> {
  const { partitionKey, sortKey } = table;
  const rows = await queryRows({ partitionKey, sortKey, partition: keys.removal("").pk, limit });
  return rows.map((row) => row as unknown as Removal);
}

export async function forgetRemoval({ conversationId, version }: Removal): Promise<void> {
  await write({ remove: keys.removal(conversationId), when: { path: "version", oneOf: [version] } });
}

/** False when the conversation has changed meanwhile, or is not there. */
export function removeHeader({ conversationId, version }: Removal): Promise<boolean> {
  return write({ remove: keys.conversation(conversationId), when: { path: "version", oneOf: [version] } });
}

/** What lies in a conversation's own partition, oldest first: entries, marks of messages that left, and a merged one's header. */
export function listRowsOf(conversationId: string, limit: number): Promise<Row[]> {
  const { partitionKey, sortKey } = table;
  return queryRows({ partitionKey, sortKey, partition: conversationId, limit });
}

export async function removeRow({ pk, sk }: Row): Promise<void> {
  await write({ remove: { pk, sk } });
}

export function contactRemoval(inboxId: string, address: string, conversationId: string): Write {
  return { remove: keys.contact(inboxId, address, conversationId) };
}

export function numberRemoval(number: number, conversationId: string): Write {
  return { remove: keys.number(number), when: { path: "conversationId", oneOf: [conversationId] } };
}
