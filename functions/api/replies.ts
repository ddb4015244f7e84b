// POST /conversations/:id/replies: an answer to the customer. GET …/replies/quote: what would stand below it.
import { Hono } from "hono";
import { maxLength, minLength, object, optional, pipe, string } from "valibot";
import { previewQuote, quoteInput } from "../actions/quote-conversation.ts";
import { replyInput } from "../actions/reply-input.ts";
import { sendReply } from "../actions/send-reply.ts";
import { answers } from "./answers.ts";
import { conversationId } from "./conversation-id.ts";
import { may } from "./may.ts";
import * as shapes from "./shapes.ts";
import { takes } from "./takes.ts";

// Not strict: a request has headers of all sorts.
const repeatable = object({ "idempotency-key": optional(pipe(string(), minLength(1), maxLength(200))) });

export const replies = new Hono()
  .get(
    "/quote",
    may("conversation.read"),
    takes("query", quoteInput),
    answers(
      200,
      "What a reply would quote, newest first: nothing, the answered mail, or what was said with its recipients",
      shapes.quote,
    ),
    async (c) => c.json({ items: await previewQuote(c.var.viewer, conversationId(c), c.req.valid("query")) }),
  )
  .post(
    "/",
    may("reply.send"),
    takes("header", repeatable),
    takes("json", replyInput),
    answers(201, "Queues a reply, unless the conversation has changed since the version that its writer saw", shapes.written),
    async (c) => {
      const key = c.req.valid("header")["idempotency-key"];
      return c.json(await sendReply(c.var.viewer, conversationId(c), c.req.valid("json"), key), 201);
    },
  );
