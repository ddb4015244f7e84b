// The conversation that a route below /conversations/:id is about.
import type { Context } from "hono";
import { notThere } from "../core/errors.ts";

export function conversationId(c: Context): string {
  const id = c.req.param("id");
  if (id === undefined) throw notThere("conversation");
  return id;
}
