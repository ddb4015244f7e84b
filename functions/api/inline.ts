// GET /inline/:token: an image of a mail, for the sandboxed document that shows it.
import { Hono } from "hono";
import { readInline } from "../actions/inline-images.ts";
import { answers } from "./answers.ts";
import { imageAnswer } from "./image-answer.ts";
import { open } from "./may.ts";

export const inline = new Hono().get(
  "/:token",
  open("the signed token names one image of one mail for an hour, and was given to somebody who may read it"),
  answers(200, "An image inside a mail: PNG, JPEG, GIF or WebP and nothing else", { mediaType: "image/*" }),
  async (c) => imageAnswer(c, await readInline(c.req.param("token"))),
);
