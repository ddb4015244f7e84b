// New arrivals wait while somebody is in the list.
import { describe, expect, test } from "vitest";
import { follow, hold } from "../../../web/src/pages/inbox/held-list.ts";

interface Known {
  readonly activityAt: string;
  readonly lastMessage: "received" | "sent";
}

function tableOf(known: Readonly<Record<string, Known | string>>) {
  return (id: string): Known | undefined => {
    const one = known[id];
    return typeof one === "string" ? { activityAt: one, lastMessage: "received" } : one;
  };
}

const before = tableOf({ a: "3", b: "2", c: "1" });
const held = follow(["a", "b", "c"], before);

describe("a held list", () => {
  test("keeps its rows when something new arrives, and counts it", () => {
    const next = hold(held, ["new", "a", "b", "c"], tableOf({ new: "4", a: "3", b: "2", c: "1" }));
    expect(next.rows).toEqual(["a", "b", "c"]);
    expect(next.waiting).toEqual(["new"]);
  });

  test("keeps a row in its place when a message comes for it, and counts it", () => {
    const next = hold(held, ["c", "a", "b"], tableOf({ a: "3", b: "2", c: "5" }));
    expect(next.rows).toEqual(["a", "b", "c"]);
    expect(next.waiting).toEqual(["c"]);
  });

  test("an answer of ours moves nothing and is no news", () => {
    const next = hold(held, ["c", "a", "b"], tableOf({ a: "3", b: "2", c: { activityAt: "5", lastMessage: "sent" } }));
    expect(next.rows).toEqual(["a", "b", "c"]);
    expect(next.waiting).toEqual([]);
  });

  test("loses a row that left, and has it back in its place", () => {
    const without = hold(held, ["a", "c"], before);
    expect(without.rows).toEqual(["a", "c"]);
    expect(hold(without, ["a", "b", "c"], before).rows).toEqual(["a", "b", "c"]);
  });

  test("grows at its end by older pages", () => {
    const next = hold(held, ["a", "b", "c", "d", "e"], tableOf({ a: "3", b: "2", c: "1", d: "0", e: "0" }));
    expect(next.rows).toEqual(["a", "b", "c", "d", "e"]);
    expect(next.waiting).toEqual([]);
  });

  test("what waits survives another hold, until the list follows", () => {
    const peek = tableOf({ new: "4", a: "3", b: "2", c: "1" });
    const twice = hold(hold(held, ["new", "a", "b", "c"], peek), ["new", "a", "b", "c"], peek);
    expect(twice.waiting).toEqual(["new"]);
    expect(follow(["new", "a", "b", "c"], peek)).toMatchObject({ rows: ["new", "a", "b", "c"], waiting: [] });
  });

  test("gives back its place to a row that left before the list was held", () => {
    const without = follow(["a", "c"], before, held.order);
    expect(without.rows).toEqual(["a", "c"]);
    expect(hold(without, ["a", "b", "c"], before)).toMatchObject({ rows: ["a", "b", "c"], waiting: [] });
    const withoutFirst = follow(["c"], before, without.order);
    expect(hold(withoutFirst, ["a", "b", "c"], before).rows).toEqual(["a", "b", "c"]);
  });

  test("an empty one follows without a newest", () => {
    expect(follow([], before)).toEqual({ order: [], rows: [], waiting: [], newestAt: "" });
  });
});
