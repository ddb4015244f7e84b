// /session: signing in at the issuer and back, and signing out.
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { exactOptional, strictObject, string } from "valibot";
import { finishSignIn } from "../auth/callback.ts";
import { endSession } from "../auth/session.ts";
import { beginSignIn } from "../auth/sign-in.ts";
import { Refused } from "../core/errors.ts";
import { answers } from "./answers.ts";
import { statuses } from "./errors.ts";
import { open } from "./may.ts";
import { takes } from "./takes.ts";

const signInInput = strictObject({ returnTo: exactOptional(string()) });

export const session = new Hono()
  .get(
    "/sign-in",
    open("whoever is not signed in begins here; it only redirects"),
    takes("query", signInInput),
    answers(302, "Leads to the issuer, and from there back to the path in returnTo"),
    async (c) => {
      const { address, cookie } = await beginSignIn(c.req.valid("query").returnTo);
      c.header("set-cookie", cookie);
      return c.redirect(address);
    },
  )
  .get(
    "/callback",
    open("the issuer leads back here; worth nothing without the cookie of the browser that began"),
    answers(302, "Starts a session for the member whom the issuer names"),
    async (c) => {
      try {
        const { returnTo, cookies } = await finishSignIn(new URL(c.req.url).searchParams, c.req.header("cookie"));
        for (const cookie of cookies) c.header("set-cookie", cookie, { append: true });
        return c.redirect(returnTo);
      } catch (error) {
        if (error instanceof Refused) return sorryPage(c, error);
        throw error;
      }
    },
  )
  .delete(
    "/",
    open("ends only the session whose cookie is sent"),
    answers(204, "Signs out: the session ends at once"),
    async (c) => {
      const { cookie } = await endSession(c.req.header("cookie"));
      c.header("set-cookie", cookie);
      return c.body(null, 204);
    },
  );

/** A person is looking at this, not a program. */
function sorryPage(c: Context, { kind, message }: Refused) {
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Not signed in</title></head>
<body><h1>Not signed in</h1><p>${message}</p><p><a href="/api/v1/session/sign-in">Sign in again</a></p></body></html>`;
  return c.html(page, statuses[kind]);
}
