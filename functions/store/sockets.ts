// Open sockets and whose they are. A row outlives its socket at most by the two hours API Gateway keeps one open.
import { keys, table } from "./keys.ts";
import { queryRows, write } from "./table.ts";

export interface Socket {
  readonly connectionId: string;
  readonly memberId: string;
}

const longestSocketSeconds = 2 * 3600;

export async function saveSocket({ connectionId, memberId }: Socket, nowSeconds: number): Promise<void> {
  const ttl = nowSeconds + longestSocketSeconds;
  await write({ put: { ...keys.socket(connectionId), type: "socket", v: 1, connectionId, memberId, ttl } });
}

export async function forgetSocket(connectionId: string): Promise<void> {
  await write({ remove: keys.socket(connectionId) });
}

export async function listSockets(): Promise<Socket[]> {
  const rows = await queryRows({
    partitionKey: table.partitionKey,
    sortKey: table.sortKey,
    partition: keys.socket("").pk,
    limit: 1000,
  });
  return rows.map((row) => ({ connectionId: String(row.connectionId), memberId: String(row.memberId) }));
}
