// GET /me: who is signed in, what they may do, and where the socket is.
import { Hono } from "hono";
import { config } from "../runtime/config.ts";
import { answers } from "./answers.ts";
import { may } from "./may.ts";
import * as shapes from "./shapes.ts";

export const me = new Hono().get("/", may("me.read"), answers(200, "Who is signed in", shapes.me), (c) => {
  const { memberId: id, name, email, role, access } = c.var.viewer;
  return c.json({ id, name, email, role, access, socketAddress: config.socketAddress });
});
