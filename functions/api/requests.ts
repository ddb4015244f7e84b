// What every request goes through: a number to ask about, a line in the log, and headers that keep browsers careful.
import type { LambdaContext } from "hono/aws-lambda";
import { createMiddleware } from "hono/factory";
import { routePath } from "hono/route";
import type { Viewer } from "../core/access.ts";
import { log } from "../runtime/log.ts";

interface Env {
  Bindings: { lambdaContext?: LambdaContext };
  Variables: { requestId: string; viewer?: Viewer };
}

/** Outermost, so that errors pass through it too. */
export const everyRequest = createMiddleware<Env>(async (c, next) => {
  const startedAt = performance.now();
  // Lambda's own id leads to its log lines. An id from outside is not taken: it would be written to our log.
  const requestId = c.env?.lambdaContext?.awsRequestId ?? crypto.randomUUID();
  c.set("requestId", requestId);
  await next();
  c.header("x-request-id", requestId);
  for (const [name, value] of Object.entries(carefulHeaders)) if (!c.res.headers.has(name)) c.header(name, value);
  log.info("api.request", {
    requestId,
    route: `${c.req.method} ${routePath(c, -1)}`,
    status: c.res.status,
    durationMs: Math.round(performance.now() - startedAt),
    ...(c.var.viewer ? { memberId: c.var.viewer.memberId } : {}),
  });
});

/** A route that shows something to a person sets its own; all others show nothing, run nothing and stay in no cache. */
const carefulHeaders = {
  "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  // Browsers take it from https only, so it does no harm on a laptop.
  "strict-transport-security": "max-age=31536000; includeSubDomains",
} as const;
