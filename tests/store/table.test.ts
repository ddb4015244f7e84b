// The table's verbs: counters that stay exact, transactions that are tried again, and a meter that tells what they cost.
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { Conversation } from "../../functions/core/conversation/conversation.ts";
import { tableClient } from "../../functions/runtime/clients.ts";
import { newId } from "../../functions/runtime/ids.ts";
import { findConversation, saveConversation } from "../../functions/store/conversations.ts";
import { readCounts } from "../../functions/store/counters.ts";
import { keys } from "../../functions/store/keys.ts";
import { measureCapacity } from "../../functions/store/capacity.ts";
import { getRow, getRows, type Row, transact, write } from "../../functions/store/table.ts";
import { ana, at, conversation } from "../helpers/mails.ts";
import { startWorkspace } from "./workspace.ts";

beforeAll(async () => (await startWorkspace()).stop);

const key = (name: string) => keys.session(name);
const row = (name: string): Row => ({ ...key(name), type: "session", v: 1 });

describe("counters", () => {
  const inboxId = newId("inbox");
  const count = async () => (await readCounts([inboxId])).get(inboxId);
  const beto = "mem_01JD000000000000000000BETO";
  const taken = (one: Conversation, memberId: string): Conversation => ({ ...one, assignment: { memberId, by: ana, at } });

  test("are what a recount gives after fifty changes at once, three times over", async () => {
    const begun = Array.from({ length: 50 }, () => conversation({ id: newId("conversation"), inboxId, version: 1 }));
    await Promise.all(begun.map((one) => saveConversation(undefined, one, [])));
    expect(await count()).toEqual({ open: 50, unassigned: 50 });

    const given = begun.map((one, index) => ({ ...taken(one, index % 2 ? ana.id : beto), version: 2 }));
    await Promise.all(given.map((one, index) => saveConversation(begun[index], one, [])));
    expect(await count()).toEqual({ open: 50, unassigned: 0, [ana.id]: 25, [beto]: 25 });

    const closed = given.map((one) => ({ ...one, version: 3, closure: { by: ana, at } }));
    await Promise.all(closed.map((one, index) => saveConversation(given[index], one, [])));
    expect(await count()).toEqual({ open: 0, unassigned: 0, [ana.id]: 0, [beto]: 0 });
  });

  test("do not move for a change that was not done", async () => {
    const one = conversation({ id: newId("conversation"), inboxId, version: 1 });
    await saveConversation(undefined, one, []);
    const before = await count();
    await Promise.all(Array.from({ length: 50 }, () => saveConversation(undefined, one, [])));
    await Promise.all(Array.from({ length: 50 }, () => saveConversation({ ...one, version: 9 }, taken(one, beto), [])));
    expect(await count()).toEqual(before);
  });

  test("of an inbox without conversations are none", async () => {
    expect(await readCounts([newId("inbox")])).toEqual(new Map());
  });
});

describe("a transaction that meets another one", () => {
  afterEach(() => {
    vi.restoreAllMocks();
    tableClient().middlewareStack.remove("conflicts");
  });

  /** DynamoDB cancels the first `times` transactions for these reasons. */
  function cancelled(times: number, codes: readonly string[]): () => number {
    let calls = 0;
    tableClient().middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          if (commandName !== "TransactWriteItemsCommand" && commandName !== "TransactWriteCommand") return next(args);
          if (++calls > times) return next(args);
          const CancellationReasons = codes.map((Code) => ({ Code }));
          throw Object.assign(new Error("cancelled"), { name: "TransactionCanceledException", CancellationReasons });
        },
      { step: "initialize", name: "conflicts" },
    );
    vi.spyOn(Math, "random").mockReturnValue(0);
    return () => calls;
  }

  test("is tried again until it is through", async () => {
    const calls = cancelled(3, ["None", "TransactionConflict"]);
    expect(await transact([{ put: row("patient"), unlessThere: true }])).toEqual({ isDone: true });
    expect(calls()).toBe(4);
    expect(await getRow(key("patient"))).toMatchObject(row("patient"));
  });

  test("gives up after a while, as a fault", async () => {
    const calls = cancelled(100, ["TransactionConflict"]);
    await expect(transact([{ put: row("unlucky") }])).rejects.toMatchObject({ name: "TransactionCanceledException" });
    expect(calls()).toBe(9);
  });

  test("is not tried again when a condition failed as well", async () => {
    const calls = cancelled(100, ["TransactionConflict", "ConditionalCheckFailed"]);
    expect(await transact([{ put: row("a") }, { put: row("b") }])).toEqual({ isDone: false, failed: [1] });
    expect(calls()).toBe(1);
  });

  test("is not tried again for any other reason", async () => {
    const calls = cancelled(100, ["ValidationError"]);
    await expect(transact([{ put: row("broken") }])).rejects.toThrow();
    expect(calls()).toBe(1);
  });

  test("for real: twelve changes of one conversation, each over the version it read, all get through", async () => {
    const id = newId("conversation");
    await saveConversation(undefined, conversation({ id, version: 1 }), []);
    const raise = async (): Promise<void> => {
      const now = await findConversation(id);
      if (!now) throw new Error("the conversation is gone");
      if (!(await saveConversation(now, { ...now, version: now.version + 1 }, [])).isDone) return raise();
    };
    await Promise.all(Array.from({ length: 12 }, raise));
    expect((await findConversation(id))?.version).toBe(13);
  });
});

describe("writes", () => {
  test("are all done or none", async () => {
    await write({ put: row("there") });
    const outcome = await transact([
      { put: row("one") },
      { put: row("there"), unlessThere: true },
      { add: keys.counters("inb_1"), numbers: { open: 1 } },
      { set: key("two"), values: { name: "Two" } },
      { put: row("never"), when: { path: "state.now", oneOf: ["a", "b"] } },
    ]);
    expect(outcome).toEqual({ isDone: false, failed: [1, 4] });
    for (const absent of [key("one"), key("two"), key("never"), keys.counters("inb_1")])
      expect(await getRow(absent)).toBeUndefined();
    const removed = await transact([{ remove: key("there") }, { put: row("one"), unlessThere: true }]);
    expect(removed).toEqual({ isDone: true });
    expect(await getRow(key("there"))).toBeUndefined();
  });

  test("leave out what is undefined", async () => {
    await write({ put: { ...row("gaps"), name: undefined, list: [{ a: 1, b: undefined }] } });
    expect(await getRow(key("gaps"))).toEqual({ ...row("gaps"), list: [{ a: 1 }] });
  });

  test("a hundred rows are read at once, absent ones left out", async () => {
    const names = Array.from({ length: 100 }, (_, index) => `many-${index}`);
    await Promise.all(names.filter((_, index) => index % 2).map((name) => write({ put: row(name) })));
    expect(await getRows(names.map(key))).toHaveLength(50);
    expect(await getRows([])).toEqual([]);
  });
});

describe("the meter", () => {
  test("tells what the work used, and nothing of what came before or after", async () => {
    await getRow(key("before"));
    const { result, used } = await measureCapacity(async () => {
      await write({ put: row("measured") });
      await transact([{ put: row("measured") }]);
      return getRow(key("measured"));
    });
    await getRow(key("after"));
    expect(result).toMatchObject(row("measured"));
    expect(used).toEqual({ reads: 1, writes: 3 });
  });

  test("stops when the work fails", async () => {
    const failing = () => measureCapacity(() => Promise.reject(new Error("no")));
    await expect(failing()).rejects.toThrow("no");
    expect((await measureCapacity(async () => undefined)).used).toEqual({ reads: 0, writes: 0 });
  });
});

describe("a row changed in part", () => {
  test("gets attributes, loses attributes, and keeps the rest", async () => {
    await write({ put: { ...row("part"), a: 1, b: 2, c: 3 } });
    expect(
      await write({ set: key("part"), values: { a: 9 }, without: ["b", "never-there"], when: { path: "c", oneOf: [3] } }),
    ).toBe(true);
    expect(await getRow(key("part"))).toEqual({ ...row("part"), a: 9, c: 3 });
  });

  test("may only lose attributes, with and without a condition", async () => {
    await write({ put: { ...row("less"), a: 1, b: 2, c: 3 } });
    expect(await write({ set: key("less"), values: {}, without: ["a"] })).toBe(true);
    expect(await write({ set: key("less"), values: {}, without: ["b"], when: { path: "c", oneOf: [3] } })).toBe(true);
    expect(await write({ set: key("less"), values: {}, without: ["c"], when: { path: "c", oneOf: [4] } })).toBe(false);
    expect(await getRow(key("less"))).toEqual({ ...row("less"), c: 3 });
  });

  test("may have to be this very list or map", async () => {
    await write({ put: { ...row("same"), list: ["a", "b"], map: { since: "now", by: { name: "Ana" } } } });
    const equal = (path: string, equals: object) => write({ set: key("same"), values: { a: 1 }, when: { path, equals } });
    expect(await equal("list", ["a", "b"])).toBe(true);
    expect(await equal("map", { by: { name: "Ana" }, since: "now" })).toBe(true);
    for (const other of [["b", "a"], ["a"], [], ["a", "b", "c"]]) expect(await equal("list", other)).toBe(false);
    expect(await equal("map", { since: "now" })).toBe(false);
    expect(await equal("map", { since: "now", by: { name: "Ana" }, proof: 1 })).toBe(false);
    expect(await equal("none", {})).toBe(false);
  });

  test("is left alone when the condition fails, and not made when it is gone", async () => {
    expect(await write({ set: key("part"), values: { a: 1 }, without: ["c"], when: { path: "c", oneOf: [4] } })).toBe(false);
    expect(await write({ set: key("gone"), values: { a: 1 }, when: { path: "c", oneOf: [3] } })).toBe(false);
    expect(await getRow(key("part"))).toMatchObject({ a: 9, c: 3 });
    expect(await getRow(key("gone"))).toBeUndefined();
  });
});
