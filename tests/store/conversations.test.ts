// A conversation's row: what is saved comes back, and of two people who save at once one is told to look again.
import { beforeAll, describe, expect, test } from "vitest";
import type { Conversation } from "../../functions/core/conversation/conversation.ts";
import { newId } from "../../functions/runtime/ids.ts";
import { findConversation, saveConversation, saveRead } from "../../functions/store/conversations.ts";
import { readCounts } from "../../functions/store/counters.ts";
import { keys } from "../../functions/store/keys.ts";
import { findDone, doneWrite } from "../../functions/store/once.ts";
import { getRow } from "../../functions/store/table.ts";
import { listEntries } from "../../functions/store/timeline.ts";
import { ana, at, conversation, later, received } from "../helpers/mails.ts";
import { startWorkspace } from "./workspace.ts";

beforeAll(async () => (await startWorkspace()).stop);

function fresh(with_: Partial<Conversation> = {}): Conversation {
  return conversation({ id: newId("conversation", at), version: 1, ...with_ });
}

async function saved(with_: Partial<Conversation> = {}): Promise<Conversation> {
  const one = fresh(with_);
  expect(await saveConversation(undefined, one, [])).toEqual({ isDone: true });
  return one;
}

describe("what is saved comes back", () => {
  const shapes: [string, Partial<Conversation>][] = [
    ["as a mail begins it", {}],
    ["read by nobody", { readBy: [] }],
    ["read by two", { readBy: ["mem_a", "mem_b"] }],
    ["closed", { closure: { by: ana, at: later } }],
    ["assigned", { assignment: { memberId: ana.id, by: { kind: "system", reason: "rule" }, at } }],
    ["assigned and closed", { assignment: { memberId: ana.id, by: ana, at }, closure: { by: ana, at: later } }],
    ["with trouble", { needsAttention: "unconfirmed" }],
    ["with empty texts and no participants", { subject: "", snippet: "", participants: [], contact: { name: "", address: "" } }],
    [
      "in every script",
      { subject: "Ça va ? 你好 🎉 مرحبا", contact: { name: "Łukasz “Ø” O'Neill", address: "ł@bücher.example" } },
    ],
  ];

  test.each(shapes)("%s", async (_case, shape) => {
    const one = await saved(shape);
    expect(await findConversation(one.id)).toEqual(one);
  });

  test("as a row with its type and version, and with no key of a folder that it is not in", async () => {
    const open = await getRow(keys.conversation((await saved()).id));
    expect(open).toMatchObject({ type: "conversation", v: 1 });
    expect(open).toHaveProperty("ownerPk");
    const closed = await getRow(keys.conversation((await saved({ closure: { by: ana, at } })).id));
    expect(closed).not.toHaveProperty("ownerPk");
    expect(closed).not.toHaveProperty("ownerSk");
  });

  test("nothing, when there is no such conversation", async () => {
    expect(await findConversation(newId("conversation"))).toBeUndefined();
  });
});

describe("saving", () => {
  test("an id that is taken changes nothing", async () => {
    const one = await saved();
    const other = { ...one, subject: "Another", inboxId: "inb_OTHER" };
    expect(await saveConversation(undefined, other, [])).toEqual({ isDone: false, failed: [0] });
    expect(await findConversation(one.id)).toEqual(one);
    expect(await readCounts(["inb_OTHER"])).toEqual(new Map());
  });

  test("over an old version changes nothing, and adds no entry", async () => {
    const one = await saved();
    const next = { ...one, version: 2, snippet: "Next." };
    await saveConversation(one, next, []);
    const entry = received({ id: newId("message", later), conversationId: one.id });
    expect(await saveConversation(one, { ...one, version: 2, snippet: "Late." }, [entry])).toEqual({
      isDone: false,
      failed: [0],
    });
    expect(await findConversation(one.id)).toEqual(next);
    expect(await listEntries([one.id], 10)).toEqual([]);
  });

  test("what was never there changes nothing", async () => {
    const one = fresh();
    expect(await saveConversation(one, { ...one, version: 2 }, [])).toEqual({ isDone: false, failed: [0] });
    expect(await findConversation(one.id)).toBeUndefined();
  });

  test("an entry that is there already changes nothing", async () => {
    const one = await saved();
    const entry = received({ id: newId("message", later), conversationId: one.id });
    const next = { ...one, version: 2 };
    expect(await saveConversation(one, next, [entry])).toEqual({ isDone: true });
    expect(await saveConversation(next, { ...one, version: 3 }, [entry])).toEqual({ isDone: false, failed: [1] });
    expect(await findConversation(one.id)).toEqual(next);
  });

  test("with another write that fails changes nothing, and names it", async () => {
    const done = { id: "msg_1", version: 2, requestHash: "hash" };
    const one = await saved();
    const next = { ...one, version: 2 };
    await saveConversation(one, next, [], [doneWrite("mem_a", "key-1", done, 0)]);
    const again = await saveConversation(
      next,
      { ...one, version: 3 },
      [],
      [doneWrite("mem_a", "key-1", { ...done, id: "x" }, 0)],
    );
    expect(again).toEqual({ isDone: false, failed: [1] });
    expect((await findConversation(one.id))?.version).toBe(2);
    expect(await findDone("mem_a", "key-1")).toEqual(done);
  });

  test("twenty at once over the same version: one is done, and the row is that one's", async () => {
    const one = await saved();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => saveConversation(one, { ...one, version: 2, snippet: `${index}` }, [])),
    );
    const winners = outcomes.flatMap(({ isDone }, index) => (isDone ? [index] : []));
    expect(winners).toHaveLength(1);
    expect((await findConversation(one.id))?.snippet).toBe(`${winners[0]}`);
  });
});

describe("read and unread", () => {
  test("is each member's own, and raises no version", async () => {
    const one = await saved();
    await Promise.all(["mem_a", "mem_b", "mem_c"].map((memberId) => saveRead(one, memberId, true)));
    await saveRead(one, "mem_b", false);
    const { readBy, ...rest } = (await findConversation(one.id)) ?? fresh();
    expect(readBy.toSorted()).toEqual(["mem_a", "mem_c"]);
    expect({ ...rest, readBy: [] }).toEqual(one);
  });

  test("twice is the same as once, down to nobody", async () => {
    const one = await saved();
    for (const isRead of [true, true, false, false]) await saveRead(one, "mem_a", isRead);
    expect(await findConversation(one.id)).toEqual(one);
  });

  test("of a conversation that is not there makes none", async () => {
    const absent = { ...fresh(), id: newId("conversation") };
    await saveRead(absent, "mem_a", true);
    expect(await findConversation(absent.id)).toBeUndefined();
  });

  test("a mail that came since it was looked at stays unread", async () => {
    const seen = await saved();
    await saveConversation(seen, { ...seen, version: seen.version + 1, readBy: [] }, []);
    await saveRead(seen, "mem_a", true);
    expect((await findConversation(seen.id))?.readBy).toEqual([]);
  });
});
