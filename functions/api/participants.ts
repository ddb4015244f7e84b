// PUT and DELETE /conversations/:id/participants/:address: who may be answered without a second look.
import { Hono } from "hono";
import { leaveOut, letTakePart } from "../actions/change-participant.ts";
import { answers } from "./answers.ts";
import { conversationId } from "./conversation-id.ts";
import { may } from "./may.ts";
import { takesNothing } from "./takes.ts";

export const participants = new Hono()
  .put(
    "/:address",
    may("participant.change"),
    takesNothing(),
    answers(204, "Lets a new sender take part, so that answers go to them; who takes part already stays"),
    async (c) => {
      await letTakePart(c.var.viewer, conversationId(c), c.req.param("address"));
      return c.body(null, 204);
    },
  )
  .delete(
    "/:address",
    may("participant.change"),
    takesNothing(),
    answers(204, "Leaves somebody out again; who takes no part stays outside"),
    async (c) => {
      await leaveOut(c.var.viewer, conversationId(c), c.req.param("address"));
      return c.body(null, 204);
    },
  );
