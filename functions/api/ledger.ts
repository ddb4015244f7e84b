// GET /ledger: what became of every raw mail, for administrators.
import { Hono } from "hono";
import { maxLength, maxValue, minValue, optional, picklist, pipe, regex, strictObject, string, transform } from "valibot";
import { makeCursor, readCursor } from "../actions/list-conversations.ts";
import { limits } from "../core/limits.ts";
import { type LedgerRow, ledgerPositionOf, ledgerStates, listLedger } from "../store/ledger.ts";
import { answers } from "./answers.ts";
import { may } from "./may.ts";
import * as shapes from "./shapes.ts";
import { takes } from "./takes.ts";
import type { LedgerView } from "./views.ts";

const ledgerInput = strictObject({
  state: optional(picklist(ledgerStates), "unrouted"),
  limit: optional(
    pipe(
      string(),
      regex(/^\d{1,4}$/, "limit must be a whole number."),
      transform(Number),
      minValue(1),
      maxValue(limits.listPage),
    ),
  ),
  cursor: optional(pipe(string(), maxLength(1000))),
});

export const ledger = new Hono().get(
  "/",
  may("ledger.read"),
  takes("query", ledgerInput),
  answers(200, "Raw mails that ended in one state, newest first", shapes.ledger),
  async (c) => {
    const { state, limit = limits.listPageDefault, cursor } = c.req.valid("query");
    const list = `${c.var.viewer.memberId} ledger ${state}`;
    const found = await listLedger(state, limit + 1, cursor === undefined ? undefined : readCursor(list, cursor));
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    const nextCursor = last && found.length > limit ? makeCursor(list, ledgerPositionOf(last)) : null;
    return c.json({ items: rows.map(ledgerView), nextCursor });
  },
);

function ledgerView({ objectKey: _key, source: _source, ...shown }: LedgerRow): LedgerView {
  return shown;
}
