// Which conversation is in which folder, in what order, and how counts follow.
import { describe, expect, test } from "vitest";
import { createConversationTable } from "../../../web/src/data/conversation-table.ts";
import { belongs, everyInbox, type FolderPage, folderIds, recount, sumOfCounts } from "../../../web/src/data/folders.ts";
import { assignedTo, closure, conversationView } from "../helpers/conversations.ts";

const mine = "mem_ana";
const at = (minute: number) => `2026-11-20T09:${String(minute).padStart(2, "0")}:00.000Z`;
const openHere = { inboxId: everyInbox, folder: "open", memberId: mine } as const;

function pageOf(ids: readonly string[], rest: Partial<FolderPage> = {}): FolderPage {
  return { ids, nextCursor: null, asOf: 0, oldestAt: "", ...rest };
}

describe("belongs", () => {
  const open = conversationView("con_1");
  const taken = conversationView("con_1", { assignment: assignedTo(mine) });
  const done = conversationView("con_1", { assignment: assignedTo(mine), closure });

  test.each([
    ["open", [true, true, false]],
    ["unassigned", [true, false, false]],
    ["mine", [false, true, false]],
    ["closed", [false, false, true]],
    ["all", [true, true, true]],
  ] as const)("%s holds the open, the taken, the closed one: %j", (folder, expected) => {
    expect([open, taken, done].map((one) => belongs(one, folder, mine))).toEqual(expected);
  });

  test("somebody else's is not mine", () => {
    expect(belongs(taken, "mine", "mem_beto")).toBe(false);
  });
});

describe("folderIds", () => {
  test("newest activity first, whatever order they came in", () => {
    const table = createConversationTable();
    table.putPage([conversationView("con_1", { activityAt: at(1) }), conversationView("con_2", { activityAt: at(2) })]);
    expect(folderIds([pageOf(["con_1", "con_2"])], table, openHere)).toEqual(["con_2", "con_1"]);
  });

  test("what arrived after the fetch is there without another fetch", () => {
    const table = createConversationTable();
    table.putPage([conversationView("con_1", { activityAt: at(1) })]);
    table.put(conversationView("con_2", { activityAt: at(5) }));
    expect(folderIds([pageOf(["con_1"])], table, openHere)).toEqual(["con_2", "con_1"]);
  });

  test("what was closed since is gone, and comes back when that was refused", () => {
    const table = createConversationTable();
    table.putPage([conversationView("con_1")]);
    const pending = table.patch("con_1", (shown) => ({ ...shown, closure }));
    expect(folderIds([pageOf(["con_1"])], table, openHere)).toEqual([]);
    pending.drop();
    expect(folderIds([pageOf(["con_1"])], table, openHere)).toEqual(["con_1"]);
  });

  test("what is older than the last fetched page waits for its page", () => {
    const table = createConversationTable();
    table.putPage([conversationView("con_1", { activityAt: at(30) })]);
    table.put(conversationView("con_old", { activityAt: at(1) }));
    const firstPage = pageOf(["con_1"], { nextCursor: "more", oldestAt: at(30) });
    expect(folderIds([firstPage], table, openHere)).toEqual(["con_1"]);
    expect(folderIds([{ ...firstPage, nextCursor: null }], table, openHere)).toEqual(["con_1", "con_old"]);
  });

  test("what was known before the fetch and is not in it has left, without our being told", () => {
    const table = createConversationTable();
    table.put(conversationView("con_left", { activityAt: at(5) }));
    table.putPage([conversationView("con_1", { activityAt: at(1) })]);
    expect(folderIds([pageOf(["con_1"], { asOf: table.clock() })], table, openHere)).toEqual(["con_1"]);
  });

  test("another inbox's conversations are elsewhere", () => {
    const table = createConversationTable();
    table.put(conversationView("con_1"));
    table.put(conversationView("con_2", { inboxId: "inb_sales" }));
    expect(folderIds([pageOf([])], table, { ...openHere, inboxId: "inb_sales" })).toEqual(["con_2"]);
  });

  test("before the first page there is nothing", () => {
    const table = createConversationTable();
    table.put(conversationView("con_1"));
    expect(folderIds([], table, openHere)).toEqual([]);
  });
});

describe("counts", () => {
  const counts = { open: 5, unassigned: 3, mine: 1 };

  test("taking an unassigned one moves it from unassigned to mine", () => {
    const before = conversationView("con_1");
    const after = conversationView("con_1", { assignment: assignedTo(mine) });
    expect(recount(counts, before, after, mine)).toEqual({ open: 5, unassigned: 2, mine: 2 });
    expect(recount(recount(counts, before, after, mine), after, before, mine)).toEqual(counts);
  });

  test("closing one of mine takes it from open and from mine", () => {
    const before = conversationView("con_1", { assignment: assignedTo(mine) });
    expect(recount(counts, before, { ...before, closure }, mine)).toEqual({ open: 4, unassigned: 3, mine: 0 });
  });

  test("all inboxes together are the sum", () => {
    expect(sumOfCounts([counts, counts])).toEqual({ open: 10, unassigned: 6, mine: 2 });
    expect(sumOfCounts([])).toEqual({ open: 0, unassigned: 0, mine: 0 });
  });
});
