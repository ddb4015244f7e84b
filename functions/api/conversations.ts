// GET /conversations, /conversations/:id, its /timeline and its /related.
import { Hono } from "hono";
import { listConversations, listInput } from "../actions/list-conversations.ts";
import { listTimeline, openConversation, timelineInput } from "../actions/open-conversation.ts";
import { relatedConversations } from "../actions/related-conversations.ts";
import { answers } from "./answers.ts";
import { may } from "./may.ts";
import * as shapes from "./conversation-shapes.ts";
import { takes } from "./takes.ts";
import { type ConversationPage, conversationView, entryView } from "./views.ts";

export const conversations = new Hono()
  .get(
    "/",
    may("conversation.list"),
    takes("query", listInput),
    answers(200, "A page of a folder of one inbox, or of all that you may read, newest activity first", shapes.conversationList),
    async (c) => {
      const { viewer } = c.var;
      const { items, nextCursor } = await listConversations(viewer, c.req.valid("query"));
      return c.json({ items: items.map((conversation) => conversationView(conversation, viewer.memberId)), nextCursor });
    },
  )
  .get(
    "/:id",
    may("conversation.read"),
    answers(200, "A conversation with the newest page of its timeline, and whom an answer goes to", shapes.conversationPage),
    async (c) => {
      const { viewer } = c.var;
      const { conversation, entries, nextCursor, answer } = await openConversation(viewer, c.req.param("id"));
      const page: ConversationPage = {
        conversation: conversationView(conversation, viewer.memberId),
        participants: conversation.participants,
        entries: entries.map(entryView),
        nextCursor,
        answer,
      };
      return c.json(page);
    },
  )
  .get(
    "/:id/related",
    may("conversation.read"),
    answers(
      200,
      "Conversations that this one may belong to: with the same contact, then the latest",
      shapes.relatedConversations,
    ),
    async (c) => {
      const { viewer } = c.var;
      const related = await relatedConversations(viewer, c.req.param("id"));
      return c.json({ items: related.map((conversation) => conversationView(conversation, viewer.memberId)) });
    },
  )
  .get(
    "/:id/timeline",
    may("conversation.read"),
    takes("query", timelineInput),
    answers(200, "Older entries of a conversation, oldest first", shapes.timeline),
    async (c) => {
      const { entries, nextCursor } = await listTimeline(c.var.viewer, c.req.param("id"), c.req.valid("query"));
      return c.json({ entries: entries.map(entryView), nextCursor });
    },
  );
