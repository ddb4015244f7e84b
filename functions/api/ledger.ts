// GET /ledger: what became of raw mail that is not a message of its own, for administrators.
import { Hono } from "hono";
import { heldMailAddress, ledgerInput, listHeldMail } from "../actions/list-ledger.ts";
import type { LedgerRow } from "../store/ledger.ts";
import { answers } from "./answers.ts";
import { may } from "./may.ts";
import * as shapes from "./shapes.ts";
import { takes } from "./takes.ts";
import type { LedgerView } from "./views.ts";

export const ledger = new Hono()
  .get(
    "/",
    may("ledger.read"),
    takes("query", ledgerInput),
    answers(200, "Raw mail that did not become a message of its own, with the reason, newest first", shapes.ledger),
    async (c) => {
      const { items, nextCursor } = await listHeldMail(c.var.viewer, c.req.valid("query"));
      return c.json({ items: items.map(ledgerView), nextCursor });
    },
  )
  .get(
    "/:sesMessageId/original",
    may("ledger.read"),
    answers(302, "Leads to the raw mail as a file, by an address that lives for a minute"),
    async (c) => c.redirect(await heldMailAddress(c.var.viewer, c.req.param("sesMessageId"))),
  );

function ledgerView({ objectKey: _key, source: _source, ...shown }: LedgerRow): LedgerView {
  return shown;
}
