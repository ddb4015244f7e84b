// The ledger: what became of every raw mail, in exactly one state an inbox.
import type { Receipt, RecipientField } from "../core/mail/receipt.ts";
import type { Instant } from "../core/time.ts";
import { indexKeys, keys, table } from "./keys.ts";
import { getRow, queryRows, type Row, type Write } from "./table.ts";

/** Where a raw mail may end. "A return without a row is a bug." */
export const ledgerStates = ["message", "unparsed", "unrouted", "spam", "blocked", "bounce-linked", "duplicate"] as const;
export type LedgerState = (typeof ledgerStates)[number];

/** States that are listed. A mail that became a message is seen there; the index lists the others, and costs most mail nothing. */
export const listedLedgerStates = [
  "unparsed",
  "unrouted",
  "spam",
  "blocked",
  "bounce-linked",
  "duplicate",
] as const satisfies LedgerState[];

export interface LedgerRow {
  readonly sesMessageId: string;
  /** Absent when the mail reached no inbox. */
  readonly inboxId?: string;
  readonly state: LedgerState;
  /** A sentence for whoever asks why. */
  readonly reason?: string;
  readonly recipients: readonly string[];
  /** The field of the mail's own header that led to the inbox, where the envelope did not. */
  readonly routedBy?: RecipientField;
  readonly source: string;
  readonly receivedAt: Instant;
  readonly objectKey: string;
  readonly conversationId?: string;
  readonly messageId?: string;
}

/** What the ledger keeps of a mail besides what became of it. */
export function ledgerRow(receipt: Receipt, state: LedgerState, more: Partial<LedgerRow>): LedgerRow {
  const { sesMessageId, recipients, source, receivedAt, objectKey, route } = receipt;
  const routedBy = route ? { routedBy: route.by } : {};
  return { sesMessageId, state, recipients: recipients.slice(0, 100), ...routedBy, source, receivedAt, objectKey, ...more };
}

export async function findLedgerRow(sesMessageId: string, inboxId: string | undefined): Promise<LedgerRow | undefined> {
  const row = await getRow(keys.ledger(sesMessageId, inboxId));
  return row && ledgerRowOf(row);
}

/** The rows of one raw mail, one an inbox. */
export async function findLedgerRows(sesMessageId: string): Promise<LedgerRow[]> {
  const { partitionKey, sortKey } = table;
  const rows = await queryRows({ partitionKey, sortKey, partition: keys.ledger(sesMessageId, undefined).pk, limit: 100 });
  return rows.map(ledgerRowOf);
}

/** Whether anything became of a raw mail, at the price of the smallest read. */
export async function isInLedger(sesMessageId: string): Promise<boolean> {
  const { partitionKey, sortKey } = table;
  const rows = await queryRows({ partitionKey, sortKey, partition: keys.ledger(sesMessageId, undefined).pk, limit: 1 });
  return rows.length > 0;
}

/** Fails when this mail is already filed in this inbox: the key that makes receiving safe to repeat. */
export function ledgerWrite(row: LedgerRow): Write {
  const shown = row.state === "message" ? {} : { statePk: indexKeys.ledgerState(row.state), stateSk: ledgerPositionOf(row) };
  return { put: { ...row, ...keys.ledger(row.sesMessageId, row.inboxId), type: "ledger", v: 1, ...shown }, unlessThere: true };
}

/** The mail's message is in another conversation now. */
export function ledgerMoves({ sesMessageId, inboxId, conversationId = "" }: LedgerRow, to: string): Write {
  const when = { path: "conversationId", oneOf: [conversationId] };
  return { set: keys.ledger(sesMessageId, inboxId), values: { conversationId: to }, when };
}

/** The mail's message is gone with its conversation. What was a message is listed as spam from now on; the rest is where it was. */
export function ledgerRemoval(row: LedgerRow, reason: string): Write {
  const { sesMessageId, inboxId, conversationId = "" } = row;
  const state = row.state === "message" ? "spam" : row.state;
  return {
    set: keys.ledger(sesMessageId, inboxId),
    values: { state, reason, statePk: indexKeys.ledgerState(state), stateSk: ledgerPositionOf(row) },
    without: ["conversationId", "messageId"],
    when: { path: "conversationId", oneOf: [conversationId] },
  };
}

/** Rows of these states, newest first; `below` continues after a row. */
export async function listLedger(states: readonly LedgerState[], limit: number, below?: string): Promise<LedgerRow[]> {
  const [byState] = table.indexes;
  const pages = await Promise.all(
    states.map((state) =>
      queryRows({
        index: byState.name,
        partitionKey: byState.partitionKey,
        sortKey: byState.sortKey,
        partition: indexKeys.ledgerState(state),
        isNewestFirst: true,
        limit,
        ...(below ? { below } : {}),
      }),
    ),
  );
  const rows = pages.flat().map(ledgerRowOf);
  return rows.sort((a, b) => (ledgerPositionOf(a) < ledgerPositionOf(b) ? 1 : -1)).slice(0, limit);
}

export function ledgerPositionOf(row: LedgerRow): string {
  return indexKeys.activity(row.receivedAt, `${row.sesMessageId}#${row.inboxId ?? ""}`);
}

function ledgerRowOf(row: Row): LedgerRow {
  const { pk: _pk, sk: _sk, type: _type, v: _v, statePk: _a, stateSk: _b, ...ledger } = row;
  return ledger as unknown as LedgerRow;
}
