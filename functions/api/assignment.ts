// PUT and DELETE /conversations/:id/assignment: whose work it is.
import { Hono } from "hono";
import { assignConversation, assignmentInput } from "../actions/assign-conversation.ts";
import { unassignConversation } from "../actions/unassign-conversation.ts";
import { answers } from "./answers.ts";
import { conversationId } from "./conversation-id.ts";
import { may } from "./may.ts";
import { takes, takesNothing } from "./takes.ts";

export const assignment = new Hono()
  .put(
    "/",
    may("conversation.assign"),
    takes("json", assignmentInput),
    answers(204, "Gives the conversation to a member of its inbox, unless somebody else than expectedOwner has it by now"),
    async (c) => {
      await assignConversation(c.var.viewer, conversationId(c), c.req.valid("json"));
      return c.body(null, 204);
    },
  )
  .delete("/", may("conversation.assign"), takesNothing(), answers(204, "Gives the conversation back to nobody"), async (c) => {
    await unassignConversation(c.var.viewer, conversationId(c));
    return c.body(null, 204);
  });
