// PUT and DELETE /conversations/:id/merger: part of another conversation, and not after all.
import { Hono } from "hono";
import { mergeConversation, mergerInput, unmergeConversation } from "../actions/merge-conversations.ts";
import { answers } from "./answers.ts";
import { conversationId } from "./conversation-id.ts";
import { may } from "./may.ts";
import { takes, takesNothing } from "./takes.ts";

export const merger = new Hono()
  .put(
    "/",
    may("conversation.merge"),
    takes("json", mergerInput),
    answers(
      204,
      "Makes the conversation part of another one of its inbox; both keep their history, and answers to either land there",
    ),
    async (c) => {
      await mergeConversation(c.var.viewer, conversationId(c), c.req.valid("json"));
      return c.body(null, 204);
    },
  )
  .delete(
    "/",
    may("conversation.merge"),
    takesNothing(),
    answers(204, "Takes the conversation out of the one that it was merged into"),
    async (c) => {
      await unmergeConversation(c.var.viewer, conversationId(c));
      return c.body(null, 204);
    },
  );
