// POST /conversations/:id/notes: an internal note, for the team only.
import { Hono } from "hono";
import { addNote, noteInput } from "../actions/add-note.ts";
import { answers } from "./answers.ts";
import { conversationId } from "./conversation-id.ts";
import { may } from "./may.ts";
import * as shapes from "./shapes.ts";
import { takes } from "./takes.ts";

export const notes = new Hono().post(
  "/",
  may("note.add"),
  takes("json", noteInput),
  answers(201, "Adds an internal note, which is never mailed to anybody", shapes.written),
  async (c) => c.json(await addNote(c.var.viewer, conversationId(c), c.req.valid("json")), 201),
);
