// How often a sender opened a conversation in an inbox within the hour: a small row that deletes itself.
import type { Pace } from "../core/conversation/conversation.ts";
import { limits } from "../core/limits.ts";
import { keys } from "./keys.ts";
import { getRows, write } from "./table.ts";

export async function findSenderPace(inboxId: string, address: string): Promise<Pace | undefined> {
  // Eventually consistent, at half the price: the budget is no exact thing.
  const [row] = await getRows([keys.senderPace(inboxId, address)]);
  return row && { since: String(row.since), wakings: Number(row.wakings), reopenings: 0 };
}

/** Two mails at the same instant may count as one. */
export async function saveSenderPace(inboxId: string, address: string, { since, wakings }: Pace): Promise<void> {
  const ttl = Math.ceil((Date.parse(since) + limits.paceWindowMs) / 1000);
  await write({ put: { ...keys.senderPace(inboxId, address), type: "sender-pace", v: 1, since, wakings, ttl } });
}
