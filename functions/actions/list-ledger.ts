// What became of raw mail that is not a message of its own: one state, or all of them, newest first; and its originals.
import * as v from "valibot";
import { mayInInbox, type Viewer } from "../core/access.ts";
import { notThere } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { signedDownload } from "../store/buckets.ts";
import { findConversations } from "../store/conversations.ts";
import { findLedgerRows, type LedgerRow, ledgerPositionOf, listedLedgerStates, listLedger } from "../store/ledger.ts";
import { type Page, pageInput, pageOf } from "./paging.ts";

export const ledgerInput = v.strictObject({ state: v.optional(v.picklist(listedLedgerStates)), ...pageInput(limits.listPage) });
export type LedgerInput = v.InferOutput<typeof ledgerInput>;

export async function listHeldMail(viewer: Viewer, input: LedgerInput): Promise<Page<LedgerRow>> {
  const { state, limit = limits.listPageDefault, cursor } = input;
  const states = state === undefined ? listedLedgerStates : [state];
  const load = (count: number, below: string | undefined) => listLedger(states, count, below);
  const page = await pageOf({ viewer, list: `ledger ${state ?? ""}`, limit, cursor, load, positionOf: ledgerPositionOf });
  return { ...page, items: await withoutDeadEnds(page.items.filter((row) => maySee(viewer, row))) };
}

/** A copy names the conversation of the mail that it is a copy of, and nobody tells it when that one is removed. */
async function withoutDeadEnds(rows: readonly LedgerRow[]): Promise<LedgerRow[]> {
  const named = rows.flatMap(({ state, conversationId }) => (state === "duplicate" && conversationId ? [conversationId] : []));
  const there = new Set((await findConversations([...new Set(named)])).map(({ id }) => id));
  return rows.map((row) => {
    if (!row.conversationId || !named.includes(row.conversationId) || there.has(row.conversationId)) return row;
    const { conversationId: _, messageId: _message, ...alone } = row;
    return alone;
  });
}

/** Where the raw mail of a ledger row can be downloaded for a short while. */
export async function heldMailAddress(viewer: Viewer, sesMessageId: string): Promise<string> {
  const rows = /^[\w-]{1,100}$/.test(sesMessageId) ? await findLedgerRows(sesMessageId) : [];
  const row = rows.find((candidate) => maySee(viewer, candidate));
  if (!row) throw notThere("mail");
  return signedDownload("raw", row.objectKey, `${row.sesMessageId}.eml`, "message/rfc822");
}

/** An administrator has no door into an inbox they are not a member of; mail that reached none is every administrator's. */
function maySee(viewer: Viewer, { inboxId }: LedgerRow): boolean {
  return inboxId === undefined || mayInInbox(viewer, "conversation.read", inboxId);
}
