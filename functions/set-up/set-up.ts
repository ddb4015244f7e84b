// Sets a deployed workspace up. It has no address: whoever may invoke functions of this account invokes it, nobody else can.
import * as v from "valibot";
import { setUpInput, setUpPlan } from "../actions/set-up-input.ts";
import { checkSetUp, hasAdmin, type SetUp, setUpWorkspace } from "../actions/set-up-workspace.ts";
import { Refused } from "../core/errors.ts";
import { log } from "../runtime/log.ts";

/** `has-admin` and `check` only look. */
const request = v.variant("ask", [
  v.strictObject({ ask: v.literal("has-admin") }),
  v.strictObject({ ask: v.literal("check"), ...setUpPlan.entries }),
  v.strictObject({ ask: v.literal("set-up"), ...setUpInput.entries }),
]);

/** What is expected is answered, so that a fault of ours is the only thing that Lambda calls an error. */
export type SetUpAnswer =
  | { readonly hasAdmin: boolean }
  | { readonly isAllowed: true }
  | { readonly done: SetUp }
  | { readonly refused: { readonly code: string; readonly sentence: string } };

export async function handler(event: unknown): Promise<SetUpAnswer> {
  const parsed = v.safeParse(request, event);
  if (!parsed.success) return refused("set-up.invalid", sentenceOf(parsed.issues[0]));
  try {
    return await answer(parsed.output);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    log.info("set-up.refused", { reason: error.code });
    return refused(error.code, error.message);
  }
}

async function answer(asked: v.InferOutput<typeof request>): Promise<SetUpAnswer> {
  switch (asked.ask) {
    case "has-admin":
      return { hasAdmin: await hasAdmin() };
    case "check":
      await checkSetUp(asked);
      return { isAllowed: true };
    case "set-up": {
      const done = await setUpWorkspace(asked);
      log.info("set-up.done", { memberId: done.memberId, count: done.inboxes.filter(({ isNew }) => isNew).length });
      return { done };
    }
  }
}

function refused(code: string, sentence: string): SetUpAnswer {
  return { refused: { code, sentence } };
}

function sentenceOf(issue: v.BaseIssue<unknown>): string {
  const where = v.getDotPath(issue);
  return where ? `${where}: ${issue.message}` : issue.message;
}
