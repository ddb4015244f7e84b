// State-changing calls from a browser come from our own page. A browser always says where such a call comes from.
import { createMiddleware } from "hono/factory";
import { Refused } from "../core/errors.ts";
import { config } from "../runtime/config.ts";

/**
 * Browsers send Origin with every call that changes something, and no page can change or hide it. A call without it is no
 * browser's: a script that holds a session of its own, which nobody can trick into calling us.
 */
export const sameOriginOnly = createMiddleware(async (c, next) => {
  if (!harmlessMethods.has(c.req.method) && !isFromOurPage((name) => c.req.header(name))) {
    throw new Refused("forbidden", "csrf", "This call comes from another site. Only the page itself, or a script, may make it.");
  }
  await next();
});

const harmlessMethods = new Set(["GET", "HEAD", "OPTIONS"]);

function isFromOurPage(header: (name: string) => string | undefined): boolean {
  const origin = header("origin");
  const site = header("sec-fetch-site");
  return (origin === undefined || origin === config.appOrigin) && (site === undefined || site === "same-origin");
}
