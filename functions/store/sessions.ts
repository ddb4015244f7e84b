// Sessions of signed-in members, found by the hash of a secret that only their browser has.
import { keys } from "./keys.ts";
import { getRow, write } from "./table.ts";

export interface Session {
  readonly memberId: string;
  /** SHA-256 of the session secret, hex. */
  readonly secretHash: string;
  /** Seconds since 1970. Time to live deletes late, so readers compare too. */
  readonly expiresAt: number;
}

export async function createSession({ memberId, secretHash, expiresAt }: Session): Promise<void> {
  await write({ put: { ...keys.session(secretHash), type: "session", v: 1, memberId, secretHash, expiresAt, ttl: expiresAt } });
}

export async function findSession(secretHash: string, nowSeconds: number): Promise<Session | undefined> {
  const row = await getRow(keys.session(secretHash));
  if (!row || Number(row.expiresAt) <= nowSeconds) return undefined;
  return { memberId: String(row.memberId), secretHash, expiresAt: Number(row.expiresAt) };
}

export async function endSession(secretHash: string): Promise<void> {
  await write({ remove: keys.session(secretHash) });
}
