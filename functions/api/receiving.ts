// /inboxes/:inboxId/receiving, …/addresses, …/probe and …/confirmation: how mail reaches an inbox, and whether it does.
import { Hono } from "hono";
import { addAddress, removeAddress } from "../actions/inbox-addresses.ts";
import { dropConfirmation, endProbe, probeInput, readReceiving, startProbe } from "../actions/receiving.ts";
import { answers } from "./answers.ts";
import { may } from "./may.ts";
import * as shapes from "./shapes.ts";
import { takes, takesNothing } from "./takes.ts";

export const receiving = new Hono()
  .get(
    "/:inboxId/receiving",
    may("inbox.read"),
    answers(200, "How mail reaches an inbox: its addresses, where to forward to, and what somebody waits for", shapes.receiving),
    async (c) => c.json(await readReceiving(c.var.viewer, c.req.param("inboxId"))),
  )
  .put(
    "/:inboxId/addresses/:address",
    may("inbox.change"),
    takesNothing(),
    answers(204, "Gives an inbox another address; mail that reaches this stage under it is the inbox's"),
    async (c) => {
      await addAddress(c.var.viewer, c.req.param("inboxId"), c.req.param("address"));
      return c.body(null, 204);
    },
  )
  .delete(
    "/:inboxId/addresses/:address",
    may("inbox.change"),
    takesNothing(),
    answers(204, "Takes an address away from an inbox, though never the one that it sends from"),
    async (c) => {
      await removeAddress(c.var.viewer, c.req.param("inboxId"), c.req.param("address"));
      return c.body(null, 204);
    },
  )
  .put(
    "/:inboxId/probe",
    may("inbox.change"),
    takes("json", probeInput),
    answers(204, "Waits for the next mail to an address of the inbox, as proof that mail to it arrives"),
    async (c) => {
      await startProbe(c.var.viewer, c.req.param("inboxId"), c.req.valid("json"));
      return c.body(null, 204);
    },
  )
  .delete(
    "/:inboxId/probe",
    may("inbox.change"),
    takesNothing(),
    answers(204, "Waits no longer, and forgets what a mail service wanted confirmed"),
    async (c) => {
      await endProbe(c.var.viewer, c.req.param("inboxId"));
      return c.body(null, 204);
    },
  )
  .delete(
    "/:inboxId/confirmation",
    may("inbox.change"),
    takesNothing(),
    answers(204, "Forgets what a mail service wanted confirmed"),
    async (c) => {
      await dropConfirmation(c.var.viewer, c.req.param("inboxId"));
      return c.body(null, 204);
    },
  );
