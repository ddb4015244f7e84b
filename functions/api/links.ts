// PUT and DELETE /conversations/:id/links/:otherId: has to do with another conversation, and stays one of its own.
import { Hono } from "hono";
import { linkConversations, unlinkConversations } from "../actions/link-conversations.ts";
import { answers } from "./answers.ts";
import { conversationId } from "./conversation-id.ts";
import { may } from "./may.ts";
import { takesNothing } from "./takes.ts";

export const links = new Hono()
  .put(
    "/:otherId",
    may("conversation.link"),
    takesNothing(),
    answers(204, "Links the conversation to another one of its inbox; each names the other"),
    async (c) => {
      await linkConversations(c.var.viewer, conversationId(c), c.req.param("otherId"));
      return c.body(null, 204);
    },
  )
  .delete(
    "/:otherId",
    may("conversation.link"),
    takesNothing(),
    answers(204, "Takes the link to another conversation away"),
    async (c) => {
      await unlinkConversations(c.var.viewer, conversationId(c), c.req.param("otherId"));
      return c.body(null, 204);
    },
  );
