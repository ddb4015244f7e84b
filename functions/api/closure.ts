// PUT and DELETE /conversations/:id/closure: done, and not done after all.
import { Hono } from "hono";
import { closeConversation } from "../actions/close-conversation.ts";
import { reopenConversation } from "../actions/reopen-conversation.ts";
import { answers } from "./answers.ts";
import { conversationId } from "./conversation-id.ts";
import { may } from "./may.ts";
import { takesNothing } from "./takes.ts";

export const closure = new Hono()
  .put(
    "/",
    may("conversation.close"),
    takesNothing(),
    answers(204, "Closes the conversation; a closed one stays as it is"),
    async (c) => {
      await closeConversation(c.var.viewer, conversationId(c));
      return c.body(null, 204);
    },
  )
  .delete(
    "/",
    may("conversation.close"),
    takesNothing(),
    answers(204, "Opens the conversation again; an open one stays as it is"),
    async (c) => {
      await reopenConversation(c.var.viewer, conversationId(c));
      return c.body(null, 204);
    },
  );
