// The live counts of inboxes, kept up by every change's own transaction: reading them costs the same at any size.
import type { Counts } from "../core/conversation/counts.ts";
import { keys } from "./keys.ts";
import { getRows } from "./table.ts";

export async function readCounts(inboxIds: readonly string[]): Promise<Map<string, Counts>> {
  const rows = await getRows(
    inboxIds.map((inboxId) => keys.counters(inboxId)),
    true,
  );
  return new Map(
    rows.map((row) => {
      const { pk: _pk, sk, ...counts } = row;
      return [sk, counts as unknown as Counts];
    }),
  );
}
