// /inboxes/:inboxId/senders and /senders: who is blocked or allowed in one inbox, and in all of them.
import { Hono } from "hono";
import { forgetSender, listSenders, senderInput, senderNamed, setSender } from "../actions/senders.ts";
import { answers } from "./answers.ts";
import { may } from "./may.ts";
import * as shapes from "./shapes.ts";
import { takes } from "./takes.ts";

export const inboxSenders = new Hono()
  .get(
    "/:inboxId/senders",
    may("sender.list"),
    answers(200, "The senders that are blocked or allowed in an inbox", shapes.senders),
    async (c) => c.json({ items: await listSenders(c.var.viewer, c.req.param("inboxId")) }),
  )
  .put(
    "/:inboxId/senders",
    may("sender.change"),
    takes("json", senderInput),
    answers(204, "Blocks or allows an address, a domain or a pattern as `/^news-/` in an inbox"),
    async (c) => {
      await setSender(c.var.viewer, c.req.param("inboxId"), c.req.valid("json"));
      return c.body(null, 204);
    },
  )
  .delete(
    "/:inboxId/senders",
    may("sender.change"),
    takes("query", senderNamed),
    answers(204, "Forgets what was said about an address, a domain or a pattern in an inbox"),
    async (c) => {
      await forgetSender(c.var.viewer, c.req.param("inboxId"), c.req.valid("query").pattern);
      return c.body(null, 204);
    },
  );

export const senders = new Hono()
  .get(
    "/",
    may("sender.everywhere"),
    answers(200, "The senders that are blocked or allowed in all inboxes", shapes.senders),
    async (c) => c.json({ items: await listSenders(c.var.viewer, undefined) }),
  )
  .put(
    "/",
    may("sender.everywhere"),
    takes("json", senderInput),
    answers(204, "Blocks or allows an address, a domain or a pattern as `/^news-/` in all inboxes"),
    async (c) => {
      await setSender(c.var.viewer, undefined, c.req.valid("json"));
      return c.body(null, 204);
    },
  )
  .delete(
    "/",
    may("sender.everywhere"),
    takes("query", senderNamed),
    answers(204, "Forgets what was said about an address, a domain or a pattern in all inboxes"),
    async (c) => {
      await forgetSender(c.var.viewer, undefined, c.req.valid("query").pattern);
      return c.body(null, 204);
    },
  );
