// PUT /conversations/:id/inbox, /subject and /contact: where it belongs, what it is called and whom it is with.
import { Hono } from "hono";
import { contactInput, editContact, editSubject, subjectInput } from "../actions/edit-conversation.ts";
import { moveConversation, moveInput } from "../actions/move-conversation.ts";
import { answers } from "./answers.ts";
import { conversationId } from "./conversation-id.ts";
import { may } from "./may.ts";
import { takes } from "./takes.ts";

export const edits = new Hono()
  .put(
    "/inbox",
    may("conversation.move"),
    takes("json", moveInput),
    answers(204, "Moves the conversation to another inbox, with its number and history; the next reply goes out from there"),
    async (c) => {
      await moveConversation(c.var.viewer, conversationId(c), c.req.valid("json"));
      return c.body(null, 204);
    },
  )
  .put(
    "/subject",
    may("conversation.edit"),
    takes("json", subjectInput),
    answers(204, "Calls the conversation something else, here and in the replies from now on"),
    async (c) => {
      await editSubject(c.var.viewer, conversationId(c), c.req.valid("json"));
      return c.body(null, 204);
    },
  )
  .put(
    "/contact",
    may("conversation.edit"),
    takes("json", contactInput),
    answers(204, "Says whom the conversation is with"),
    async (c) => {
      await editContact(c.var.viewer, conversationId(c), c.req.valid("json"));
      return c.body(null, 204);
    },
  );
