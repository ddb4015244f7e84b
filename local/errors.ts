// What the person at the terminal can put right, said in one sentence.

/** An argument, a port number, a missing package: exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** Somebody else has what we need: exit code 1. */
export class TakenError extends Error {
  override name = "TakenError";
}
