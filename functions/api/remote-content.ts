// /me/remote-content: from whom I want to see remote pictures without being asked. Nobody else's setting, and nobody else's risk.
import { Hono } from "hono";
import { holdAgain, listShownAlways, showAlways } from "../actions/remote-content.ts";
import { answers } from "./answers.ts";
import { may } from "./may.ts";
import * as shapes from "./shapes.ts";
import { takesNothing } from "./takes.ts";

export const remoteContent = new Hono()
  .get("/", may("me.read"), answers(200, "The senders whose remote pictures you see always", shapes.remoteContent), async (c) =>
    c.json({ items: await listShownAlways(c.var.viewer) }),
  )
  .put(
    "/:sender",
    may("me.change"),
    takesNothing(),
    answers(
      204,
      "Shows you remote pictures of an address, or of a domain as @client.example, where DMARC vouches for the sender",
    ),
    async (c) => {
      await showAlways(c.var.viewer, c.req.param("sender"));
      return c.body(null, 204);
    },
  )
  .delete(
    "/:sender",
    may("me.change"),
    takesNothing(),
    answers(204, "Holds that sender's remote pictures back again"),
    async (c) => {
      await holdAgain(c.var.viewer, c.req.param("sender"));
      return c.body(null, 204);
    },
  );
