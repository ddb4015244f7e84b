// GET /numbers/:number: the conversation that people call #1042.
import { Hono } from "hono";
import { conversationOfNumber } from "../actions/related-conversations.ts";
import { notThere } from "../core/errors.ts";
import { answers } from "./answers.ts";
import { conversation } from "./conversation-shapes.ts";
import { may } from "./may.ts";
import { conversationView } from "./views.ts";

export const numbers = new Hono().get(
  "/:number",
  may("conversation.read"),
  answers(200, "The conversation of that number", conversation),
  async (c) => {
    const { viewer } = c.var;
    const number = /^[1-9]\d{0,14}$/.exec(c.req.param("number"))?.[0];
    if (number === undefined) throw notThere("conversation");
    return c.json(conversationView(await conversationOfNumber(viewer, Number(number)), viewer.memberId));
  },
);
