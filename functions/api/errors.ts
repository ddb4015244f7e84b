// Errors as the API tells them: `{code, message, requestId}`. The only place where a refusal becomes a status number.
import type { Context } from "hono";
import { routePath } from "hono/route";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Refused, type RefusalKind } from "../core/errors.ts";
import { log } from "../runtime/log.ts";

export interface ErrorAnswer {
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
  /** Names and small values that help: the field, the version. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export const statuses = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  "too-large": 413,
  "too-many": 429,
} as const satisfies Record<RefusalKind, ContentfulStatusCode>;

const faultStatus = 500;

/** What was refused is told; what broke is logged, and told only as a number to ask about. */
export function answerError(error: Error, c: Context): Response {
  const requestId: string = c.get("requestId");
  if (error instanceof Refused) {
    const { kind, code, message, details } = error;
    const answer: ErrorAnswer = { code, message, requestId, ...(details ? { details } : {}) };
    return c.json(answer, statuses[kind]);
  }
  log.error("api.fault", { requestId, route: `${c.req.method} ${routePath(c, -1)}`, error });
  const message = "Something broke on our side. Try again; if it stays, tell your administrator this number.";
  return c.json({ code: "fault", message, requestId } satisfies ErrorAnswer, faultStatus);
}

/** An address that nothing answers to. */
export function answerUnknownRoute(c: Context): Response {
  return answerError(new Refused("missing", "route.missing", "There is nothing at this address."), c);
}
