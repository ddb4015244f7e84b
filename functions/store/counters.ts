// The live counts of inboxes, kept up by every change's own transaction: reading them costs the same at any size.
import type { Counts } from "../core/conversation/counts.ts";
import { keys } from "./keys.ts";
import { addAndRead, getRows } from "./table.ts";

/** The next conversation's number. One that is taken and then not used leaves a gap, and no more. */
export function takeNumber(): Promise<number> {
  return addAndRead(keys.counters("numbers"), "last");
}

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
