// Who makes the calls of a test file: somebody of one kind, signed in anew in a new workspace before each test.
import { beforeEach } from "vitest";
import { type Principal, signedIn, workspace } from "./workspace.ts";

/** The Cookie header of whom `eachTestAs` named. */
export let cookie: string;

export function eachTestAs(principal: Principal): void {
  beforeEach(async () => {
    await workspace();
    cookie = await signedIn(principal);
  });
}
