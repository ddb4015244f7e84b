// POST /uploads: an address to put one file to, before a reply refers to it.
import { Hono } from "hono";
import { requestUpload, uploadInput } from "../actions/request-upload.ts";
import { answers } from "./answers.ts";
import { may } from "./may.ts";
import * as shapes from "./shapes.ts";
import { takes } from "./takes.ts";

export const uploads = new Hono().post(
  "/",
  may("upload.create"),
  takes("json", uploadInput),
  answers(201, "Gives an address to PUT the bytes of one file to, with exactly the headers in the answer", shapes.uploadTicket),
  async (c) => c.json(await requestUpload(c.var.viewer, c.req.valid("json")), 201),
);
