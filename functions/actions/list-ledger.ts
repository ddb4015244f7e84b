// What became of raw mail that is not a message in a conversation: one state, or all of them, newest first.
import * as v from "valibot";
import type { Viewer } from "../core/access.ts";
import { limits } from "../core/limits.ts";
import { type LedgerRow, ledgerPositionOf, listedLedgerStates, listLedger } from "../store/ledger.ts";
import { type Page, pageInput, pageOf } from "./paging.ts";

export const ledgerInput = v.strictObject({ state: v.optional(v.picklist(listedLedgerStates)), ...pageInput(limits.listPage) });
export type LedgerInput = v.InferOutput<typeof ledgerInput>;

export function listHeldMail(
  viewer: Viewer,
  { state, limit = limits.listPageDefault, cursor }: LedgerInput,
): Promise<Page<LedgerRow>> {
  const states = state === undefined ? listedLedgerStates : [state];
  const load = (count: number, below: string | undefined) => listLedger(states, count, below);
  return pageOf({ viewer, list: `ledger ${state ?? ""}`, limit, cursor, load, positionOf: ledgerPositionOf });
}
