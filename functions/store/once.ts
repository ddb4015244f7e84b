// Requests that the page may send again: the first one's answer is kept for a day under the key it chose.
import { keys } from "./keys.ts";
import { getRow, type Write } from "./table.ts";

export interface Done {
  readonly id: string;
  readonly version: number;
  /** SHA-256 of the request, so that one key cannot stand for two requests. */
  readonly requestHash: string;
}

const keptSeconds = 24 * 3600;

export async function findDone(memberId: string, idempotencyKey: string): Promise<Done | undefined> {
  const row = await getRow(keys.once(memberId, idempotencyKey));
  return row && { id: String(row.id), version: Number(row.version), requestHash: String(row.requestHash) };
}

export function doneWrite(memberId: string, idempotencyKey: string, done: Done, nowSeconds: number): Write {
  const row = { ...done, ...keys.once(memberId, idempotencyKey), type: "once", v: 1, ttl: nowSeconds + keptSeconds };
  return { put: row, unlessThere: true };
}
