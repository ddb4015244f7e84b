// /inboxes/:inboxId/settings: how the inbox takes mail, reopens and replies.
import { Hono } from "hono";
import { changeInboxSettings, inboxSettingsInput, readInboxSettings } from "../actions/inbox-settings.ts";
import { answers } from "./answers.ts";
import { may } from "./may.ts";
import * as shapes from "./shapes.ts";
import { takes } from "./takes.ts";

export const inboxSettings = new Hono()
  .get(
    "/:inboxId/settings",
    may("inbox.read"),
    answers(200, "What is decided about an inbox: taking mail, reopening, replying", shapes.inboxSettings),
    async (c) => c.json(await readInboxSettings(c.var.viewer, c.req.param("inboxId"))),
  )
  .patch(
    "/:inboxId/settings",
    may("inbox.change"),
    takes("json", inboxSettingsInput),
    answers(200, "Decides about an inbox; what is left out stays", shapes.inboxSettings),
    async (c) => c.json(await changeInboxSettings(c.var.viewer, c.req.param("inboxId"), c.req.valid("json"))),
  );
