// PUT and DELETE /conversations/:id/read: what I have seen. It is nobody else's business and nobody else's state.
import { Hono } from "hono";
import { markRead, markUnread } from "../actions/mark-read.ts";
import { answers } from "./answers.ts";
import { conversationId } from "./conversation-id.ts";
import { may } from "./may.ts";
import { takesNothing } from "./takes.ts";

export const read = new Hono()
  .put("/", may("conversation.mark-read"), takesNothing(), answers(204, "Marks the conversation as read for you"), async (c) => {
    await markRead(c.var.viewer, conversationId(c));
    return c.body(null, 204);
  })
  .delete(
    "/",
    may("conversation.mark-read"),
    takesNothing(),
    answers(204, "Marks the conversation as unread for you"),
    async (c) => {
      await markUnread(c.var.viewer, conversationId(c));
      return c.body(null, 204);
    },
  );
