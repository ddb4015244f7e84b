// POST /conversations/:id/splits: messages that belong elsewhere.
import { Hono } from "hono";
import { splitConversation, splitInput } from "../actions/split-conversation.ts";
import { answers } from "./answers.ts";
import { conversationId } from "./conversation-id.ts";
import { may } from "./may.ts";
import * as shapes from "./shapes.ts";
import { takes } from "./takes.ts";

export const splits = new Hono().post(
  "/",
  may("conversation.split"),
  takes("json", splitInput),
  answers(201, "Moves messages to a new conversation, or to another one of the inbox; answers to them follow", shapes.written),
  async (c) => c.json(await splitConversation(c.var.viewer, conversationId(c), c.req.valid("json")), 201),
);
