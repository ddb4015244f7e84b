// PUT and DELETE /conversations/:id/spam: set aside, and not after all.
import { Hono } from "hono";
import { markConversationNotSpam, markConversationSpam, spamInput } from "../actions/mark-spam.ts";
import { answers } from "./answers.ts";
import { conversationId } from "./conversation-id.ts";
import { may } from "./may.ts";
import { takes, takesNothing } from "./takes.ts";

export const spam = new Hono()
  .put(
    "/",
    may("conversation.spam"),
    takes("json", spamInput),
    answers(204, "Puts the conversation into the spam folder, and its sender's later mail too when asked"),
    async (c) => {
      await markConversationSpam(c.var.viewer, conversationId(c), c.req.valid("json"));
      return c.body(null, 204);
    },
  )
  .delete(
    "/",
    may("conversation.spam"),
    takesNothing(),
    answers(204, "Takes the conversation out of the spam folder, and allows its sender from now on"),
    async (c) => {
      await markConversationNotSpam(c.var.viewer, conversationId(c));
      return c.body(null, 204);
    },
  );
