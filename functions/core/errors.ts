// The one expected failure: something a person asked for that cannot be done, with a sentence they can act on.

/** What sort of refusal it is. `api/errors.ts` alone turns a kind into an HTTP status. */
export type RefusalKind = "invalid" | "unauthenticated" | "forbidden" | "missing" | "conflict" | "too-large" | "too-many";

/**
 * An expected refusal, shown to the person who asked. Anything else that is thrown is a fault: it rethrows, retries, alarms.
 * @param code stable, dotted, for programs: `reply.stale`
 * @param message one sentence a person can act on
 * @param details names and small values that help (never mail content)
 */
export class Refused extends Error {
  constructor(
    readonly kind: RefusalKind,
    readonly code: string,
    message: string,
    readonly details?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
    this.name = "Refused";
  }
}

/** "Not yours" and "not there" are the same answer, so that nobody can probe for ids. */
export function notThere(what: string): Refused {
  return new Refused("missing", `${what}.missing`, `There is no such ${what}, or you may not see it.`);
}
