// Every row of the table, sorted: what a test compares to say that nothing changed. How far the schedule's jobs are is left out, for
// they run by themselves.
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { tableClient } from "../../functions/runtime/clients.ts";
import { config } from "../../functions/runtime/config.ts";
import type { Row } from "../../functions/store/table.ts";

export async function dumpTable(): Promise<Row[]> {
  const rows: Row[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await tableClient().send(
      new ScanCommand({ TableName: config.tableName, ConsistentRead: true, ...(from ? { ExclusiveStartKey: from } : {}) }),
    );
    rows.push(...((page.Items ?? []) as Row[]));
    from = page.LastEvaluatedKey;
  } while (from);
  return rows.filter(({ type }) => type !== "schedule").sort((a, b) => (a.pk + a.sk < b.pk + b.sk ? -1 : 1));
}

/** Rows of one type. */
export async function rowsOf(type: string): Promise<Row[]> {
  return (await dumpTable()).filter((row) => row.type === type);
}
