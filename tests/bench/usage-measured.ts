// What a mail and a call take of the table, put together from the measured operations, beside what the bill reckons with.
import { usage } from "../../stacks/prices.ts";
import type { Used } from "./operations.ts";
import type { Table } from "./report.ts";

/** The figures of the bill that can be measured. */
export type Figure =
  | "writesPerReceived"
  | "readsPerReceived"
  | "writesOfWork"
  | "writesPerSent"
  | "readsPerSent"
  | "readsPerApiCall";

export const figures: readonly Figure[] = [
  ...(["writesPerReceived", "readsPerReceived", "writesOfWork"] as const),
  ...(["writesPerSent", "readsPerSent", "readsPerApiCall"] as const),
];

/** @param used what each operation took, under the names that `operations.ts` gives them */
export function usageMeasured(used: ReadonlyMap<string, Used>): Record<Figure, number> {
  const { reads, writes } = units(used);
  const received = ["mail in, a new conversation", "mail in, an answer to a mail", "mail in, an answer to our reply"];
  const work = ["mark read", "assign", "close"];
  const sending = ["reply, queued", "reply, sent", "reply, delivered"];
  const looks = ["list of 25, open", "open a conversation of 20 messages", "counts of 3 inboxes", "mark read"];
  const told = reads("any change, telling the sockets of 2 members");
  return {
    // The dearest way in: most mail is an answer to us.
    writesPerReceived: Math.max(...received.map(writes)),
    readsPerReceived: Math.max(...received.map(reads)) + told,
    writesOfWork: sum(work.map(writes)),
    writesPerSent: sum(sending.map(writes)),
    readsPerSent: sum(sending.map(reads)) + sending.length * told,
    // What a page asks for while it is worked with, in equal parts.
    readsPerApiCall: reads("any API call, who is asking") + sum(looks.map(reads)) / looks.length,
  };
}

export function usageTable(used: ReadonlyMap<string, Used>): Table {
  const measured = usageMeasured(used);
  return {
    title: "what the bill reckons with: usage in stacks/prices.ts",
    head: ["capacity units", "measured", "in the bill", ""],
    rows: figures.map((figure) => [figure, measured[figure], usage[figure], measured[figure] > usage[figure] ? "too low" : ""]),
  };
}

function units(used: ReadonlyMap<string, Used>) {
  const of = (name: string) => {
    const found = used.get(name);
    if (!found) throw new Error(`no operation is called "${name}"`);
    return found;
  };
  return { reads: (name: string) => of(name).reads, writes: (name: string) => of(name).writes };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
