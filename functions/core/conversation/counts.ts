// The live counts of an inbox's folders: what each conversation adds to them, and what a change does to them.
import type { Conversation } from "./conversation.ts";

/** Counters of one inbox: `open`, `unassigned`, and one per owner, named by the member's id. */
export type Counts = Readonly<Record<string, number>>;

/** What a change of one conversation adds to its inbox's counters; only the counters that change. */
export function countsChange(before: Conversation | undefined, after: Conversation): Counts {
  const was = before ? countedIn(before) : [];
  const is = countedIn(after);
  return {
    ...Object.fromEntries(was.filter((name) => !is.includes(name)).map((name) => [name, -1])),
    ...Object.fromEntries(is.filter((name) => !was.includes(name)).map((name) => [name, 1])),
  };
}

/** Counts mean work to do, so a closed conversation is in none. */
function countedIn(conversation: Conversation): string[] {
  return conversation.closure ? [] : ["open", conversation.assignment?.memberId ?? "unassigned"];
}
