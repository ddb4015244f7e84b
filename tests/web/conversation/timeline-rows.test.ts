// Folding of changes, merging of pages, and where reading goes on.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EntryView } from "../../../functions/api/views.ts";
import { newsSince, stopsSending } from "../../../web/src/composer/news.ts";
import { mergeNewest, mergeOlder } from "../../../web/src/pages/conversation/merge-entries.ts";
import { firstUnreadId, openedIds } from "../../../web/src/pages/conversation/reading-place.ts";
import { isFolded, timelineRows } from "../../../web/src/pages/conversation/timeline-rows.ts";
import { ana, beto, change, delivery, idAt, note, received, sent } from "./entries.ts";

const shape = (entries: readonly EntryView[]): (string | number)[] =>
  timelineRows(entries).map((row) => (row.kind === "changes" ? row.changes.length : row.entry.kind));

describe("changes", () => {
  test("within ten minutes of each other are one row", () => {
    expect(shape([received(0), change(1), change(9), change(18), sent(20)])).toEqual(["received", 3, "sent"]);
  });

  test("further apart are rows of their own", () => {
    expect(shape([change(0), change(11)])).toEqual([1, 1]);
  });

  test("with a message between them are rows of their own", () => {
    expect(shape([change(0), received(1), change(2)])).toEqual([1, "received", 1]);
  });

  test("three or more show only their count", () => {
    const folded = timelineRows([change(0), change(1), change(2)]).map((row) => row.kind === "changes" && isFolded(row.changes));
    expect(folded).toEqual([true]);
    expect(timelineRows([change(0), change(1)]).map((row) => row.kind === "changes" && isFolded(row.changes))).toEqual([false]);
  });

  test("never get lost, and never change places with messages", () => {
    const kind = fc.constantFrom("received", "change", "note");
    fc.assert(
      fc.property(fc.array(kind, { maxLength: 30 }), (kinds) => {
        const entries = kinds.map((one, at) =>
          one === "received" ? received(at * 4) : one === "note" ? note(at * 4) : change(at * 4),
        );
        const again = timelineRows(entries).flatMap((row): readonly EntryView[] =>
          row.kind === "changes" ? row.changes : [row.entry],
        );
        expect(again).toEqual(entries);
      }),
    );
  });
});

describe("pages of a timeline", () => {
  const first = mergeNewest(undefined, { entries: [received(10), sent(11)], nextCursor: "older" });

  test("an entry that moved on is there once, in its newest state", () => {
    const again = mergeNewest(first, { entries: [sent(11, { delivery: delivery("delivered") }), note(12)], nextCursor: "older" });
    expect(again.entries.map((entry) => entry.id)).toEqual([received(10).id, sent(11).id, idAt("not", 12)]);
    expect(again.entries[1]).toMatchObject({ delivery: { state: "delivered" } });
  });

  test("older ones go before, and lead further back", () => {
    const whole = mergeOlder(first, { entries: [received(1), received(2)], nextCursor: null });
    expect(whole.entries).toHaveLength(4);
    expect(whole.entries[0]?.id).toBe(received(1).id);
    expect(whole.olderCursor).toBeNull();
    expect(mergeNewest(whole, { entries: [sent(11), note(12)], nextCursor: "older" }).olderCursor).toBeNull();
  });

  test("a gap is not papered over: what is older is asked for again", () => {
    const far = mergeNewest(first, { entries: [received(50)], nextCursor: "c" });
    expect(far.entries.map((entry) => entry.id)).toEqual([received(50).id]);
    expect(far.olderCursor).toBe("c");
  });
});

describe("where reading goes on", () => {
  test("unread: at the first message that nobody of us has answered", () => {
    expect(firstUnreadId([received(0), sent(1), received(2), received(3), change(4)], true)).toBe(received(2).id);
  });

  test("read: at the last message", () => {
    expect(firstUnreadId([received(0), sent(1), received(2), change(3)], false)).toBe(received(2).id);
  });

  test("nothing but changes: at the last of them", () => {
    expect(firstUnreadId([change(0), change(1)], true)).toBe(change(1).id);
    expect(firstUnreadId([], true)).toBeUndefined();
  });

  test("the last three are open, older ones folded, save notes and what did not arrive", () => {
    const bounced = sent(1, { delivery: delivery("bounced") });
    const entries = [received(0), bounced, note(2), received(3), received(4), sent(5), received(6)];
    expect([...openedIds(entries, received(6).id)]).toEqual([bounced.id, note(2).id, received(4).id, sent(5).id, received(6).id]);
  });

  test("everything unread is open", () => {
    const entries = [sent(0), received(1), received(2), received(3), received(4), received(5)];
    expect(openedIds(entries, received(1).id).size).toBe(5);
  });
});

describe("what came in while somebody wrote", () => {
  const entries = [
    received(0),
    note(1, "hm", ana),
    change(2, { name: "conversation.closed" }, ana),
    sent(3, { by: beto }),
    received(4),
  ];

  test("is what is newer than what was seen, without one's own acts", () => {
    expect(newsSince(entries, received(0).id, "mem_beto").map((entry) => entry.id)).toEqual([
      idAt("not", 1),
      idAt("chg", 2),
      received(4).id,
    ]);
    expect(newsSince(entries, received(4).id, "mem_beto")).toEqual([]);
  });

  test("is nothing before a draft was begun", () => {
    expect(newsSince(entries, undefined, "mem_beto")).toEqual([]);
  });

  test("stops the sending when it is mail or a note, not when it is a change", () => {
    expect(entries.filter(stopsSending).map((entry) => entry.kind)).toEqual(["received", "note", "sent", "received"]);
  });
});
