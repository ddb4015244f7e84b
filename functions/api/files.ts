// GET /files/:token: a file that a reply led to, for whoever the mail was sent to.
import { Hono } from "hono";
import { linkedFileDownload } from "../actions/linked-file.ts";
import { Refused } from "../core/errors.ts";
import { answers } from "./answers.ts";
import { statuses } from "./errors.ts";
import { open } from "./may.ts";

export const files = new Hono().get(
  "/:token",
  open("the signed token names one file of one sent mail until its link is over, and was mailed to its recipients"),
  answers(302, "Leads to a file that a reply named, as a download, by an address that lives for a minute"),
  async (c) => {
    try {
      return c.redirect(await linkedFileDownload(c.req.param("token")));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // A customer in a browser, not a program: they read words.
      return c.text("This file is no longer here. Ask whoever sent you the link to send it again.", statuses.missing);
    }
  },
);
