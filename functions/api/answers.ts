// What a route answers when all is well, said on its own line for the OpenAPI document and the docs page.
import { createMiddleware } from "hono/factory";
import { type Answer, marked } from "./registry.ts";

/** @param shape the schema of the JSON answer, or the media type of any other; none for an empty one */
export function answers(status: number, summary: string, shape?: Answer["shape"]) {
  return marked(
    createMiddleware(async (_c, next) => next()),
    { answer: { status, summary, ...(shape ? { shape } : {}) } },
  );
}
