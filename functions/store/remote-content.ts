// From whom a member wants to see remote pictures without being asked: a row a sender, each member's own.
import type { Instant } from "../core/time.ts";
import { keys, table } from "./keys.ts";
import { getRows, queryRows, write } from "./table.ts";

export interface RemoteSender {
  /** An address, or a domain as `@client.example`. */
  readonly sender: string;
  readonly at: Instant;
}

/** A reading that may be a moment old is enough: who has just said "always" has seen the pictures already. */
export async function isRemembered(memberId: string, senders: readonly string[]): Promise<boolean> {
  return (await getRows(senders.map((sender) => keys.remoteContent(memberId, sender)))).length > 0;
}

export async function rememberSender(memberId: string, { sender, at }: RemoteSender): Promise<void> {
  await write({ put: { ...keys.remoteContent(memberId, sender), type: "remote-content", v: 1, sender, at } });
}

export async function forgetSender(memberId: string, sender: string): Promise<void> {
  await write({ remove: keys.remoteContent(memberId, sender) });
}

/** In the order of their spelling. */
export async function listSenders(memberId: string): Promise<RemoteSender[]> {
  const partition = keys.remoteContent(memberId, "").pk;
  const rows = await queryRows({ partitionKey: table.partitionKey, sortKey: table.sortKey, partition, limit: 1000 });
  return rows.map((row) => ({ sender: String(row.sender), at: String(row.at) }));
}
