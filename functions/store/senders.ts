// How often a sender opened a conversation in an inbox within the hour: a small row that deletes itself.
import type { Pace } from "../core/conversation/conversation.ts";
import { limits } from "../core/limits.ts";
import { keys } from "./keys.ts";
import { getRow, write } from "./table.ts";

export async function findSenderPace(inboxId: string, address: string): Promise<Pace | undefined> {
  const row = await getRow(keys.sender(inboxId, address));
  return row && { since: String(row.since), wakings: Number(row.wakings), reopenings: 0 };
}

/** Two mails at the same instant may count as one: the budget is no exact thing, and nobody waits for it. */
export async function saveSenderPace(inboxId: string, address: string, { since, wakings }: Pace): Promise<void> {
  const ttl = Math.ceil((Date.parse(since) + limits.paceWindowMs) / 1000);
  await write({ put: { ...keys.sender(inboxId, address), type: "sender", v: 1, since, wakings, ttl } });
}
