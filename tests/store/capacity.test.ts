// What things cost is the same in a mailbox of a hundred conversations and of two thousand, and no more than it was.
import { beforeAll, describe, expect, test, vi } from "vitest";
import { fill } from "../bench/fill.ts";
import { measureOperations, type Used } from "../bench/operations.ts";
import { setStage } from "../bench/stage.ts";
import { startWorkspace } from "./workspace.ts";

let small: Map<string, Used>;
let large: Map<string, Used>;

beforeAll(async () => {
  vi.spyOn(console, "log").mockReturnValue();
  small = await measuredAt(100);
  large = await measuredAt(2000);
}, 120_000);

async function measuredAt(conversations: number): Promise<Map<string, Used>> {
  const workspace = await startWorkspace();
  try {
    const stage = await setStage();
    await fill(stage, conversations);
    return await measureOperations(stage);
  } finally {
    await workspace.stop();
  }
}

/** [read units, write units, PUTs, GETs] as measured: more is a regression, less is a reason to lower the number. */
const most: Record<string, [number, number, number, number]> = {
  "list of 25, open": [3, 0, 0, 0],
  "list of 25, unassigned": [2.5, 0, 0, 0],
  "list of 25, mine": [3.5, 0, 0, 0],
  "list of 25, closed": [3.5, 0, 0, 0],
  "list of 25, spam": [0.5, 0, 0, 0],
  "list of 25, all": [6.5, 0, 0, 0],
  "list of 25, open, all my inboxes": [8, 0, 0, 0],
  "mail in, a new conversation": [7.5, 20, 1, 1],
  "mail in, an answer to a mail": [9, 14, 1, 1],
  "mail in, an answer to our reply": [11, 16, 1, 1],
  "mail in, the same notice again": [3, 0, 1, 1],
  "open a conversation of 20 messages": [5.5, 0, 0, 0],
  "reply, queued": [3, 12, 1, 0],
  "reply, sent": [3, 5, 1, 1],
  "reply, delivered": [1, 2, 0, 0],
  "add a note": [1, 6, 0, 0],
  assign: [4, 9, 0, 0],
  close: [1, 9, 0, 0],
  reopen: [1, 9, 0, 0],
  "mark read": [1, 3, 0, 0],
  "old spam, a conversation of one mail, removed": [2, 12, 0, 0],
  "old spam, the look for it once a day": [3.5, 1, 0, 0],
  "old spam, nothing to do": [1, 0, 0, 0],
  "counts of 3 inboxes": [3, 0, 0, 0],
  "any API call, who is asking": [2.5, 0, 0, 0],
  "any change, telling the sockets of 2 members": [3.5, 0, 0, 0],
};

describe.each(Object.entries(most))("%s", (name, [reads, writes, puts, gets]) => {
  test("costs the same in a small mailbox and in a large one", () => {
    expect(small.get(name)).toBeDefined();
    expect(large.get(name)).toEqual(small.get(name));
  });

  test("costs no more than it did", () => {
    const used = large.get(name);
    expect(used?.reads, "read units").toBeLessThanOrEqual(reads);
    expect(used?.writes, "write units").toBeLessThanOrEqual(writes);
    expect(used?.puts, "PUTs").toBeLessThanOrEqual(puts);
    expect(used?.gets, "GETs").toBeLessThanOrEqual(gets);
  });
});

test("every operation that is measured has its row above", () => {
  expect([...small.keys()].toSorted()).toEqual(Object.keys(most).toSorted());
});
