// The live counts of inboxes' folders: what each conversation adds to them, and what changes do to them.
import type { Conversation } from "./conversation.ts";

/** Counters of one inbox: `open`, `unassigned`, and one per owner, named by the member's id. */
export type Counts = Readonly<Record<string, number>>;

/** One conversation before (undefined: it is new) and after a change. */
export interface HeaderChange {
  readonly before: Conversation | undefined;
  readonly after: Conversation;
}

/** What changes of conversations add to the counters of each inbox; only the counters that change. */
export function countsChanges(changes: readonly HeaderChange[]): Map<string, Counts> {
  const sums = new Map<string, Record<string, number>>();
  const add = ({ inboxId }: Conversation, name: string, by: number) => {
    const counts = sums.get(inboxId) ?? {};
    sums.set(inboxId, { ...counts, [name]: (counts[name] ?? 0) + by });
  };
  for (const { before, after } of changes) {
    for (const name of before ? countedIn(before) : []) add(before ?? after, name, -1);
    for (const name of countedIn(after)) add(after, name, 1);
  }
  const changed = [...sums].map(([inboxId, counts]) => [inboxId, withoutZeros(counts)] as const);
  return new Map(changed.filter(([, counts]) => Object.keys(counts).length > 0));
}

/** Counts mean work to do, so a closed conversation is in none, nor is spam, nor one that is part of another. */
function countedIn({ closure, spam, merger, assignment }: Conversation): string[] {
  return closure || spam || merger ? [] : ["open", assignment?.memberId ?? "unassigned"];
}

function withoutZeros(counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}
