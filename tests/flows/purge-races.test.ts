// While old spam is removed: people who want it back, mail that comes in, other runs, and crashes between any two steps.
import { describe, expect, test } from "vitest";
import type { ConversationView } from "../../functions/api/views.ts";
import { finishRemoval, removeConversation } from "../../functions/actions/remove-conversation.ts";
import type { Conversation } from "../../functions/core/conversation/conversation.ts";
import { bucketsClient, tableClient } from "../../functions/runtime/clients.ts";
import { findConversation } from "../../functions/store/conversations.ts";
import { keys } from "../../functions/store/keys.ts";
import { listRemovals, saveRemoval } from "../../functions/store/removals.ts";
import { getRow, write } from "../../functions/store/table.ts";
import { ana, arrives, platform } from "../helpers/acme.ts";
import { receivedIn } from "../helpers/api.ts";
import { rowsOf } from "../helpers/dump.ts";
import { expectGone, objectsAbout, purgeIn, rowsAbout } from "../helpers/purge.ts";
import type { TextMail } from "../helpers/text-mail.ts";

let index = 0;

const isThere = async (id: string) => (await findConversation(id)) !== undefined;

async function spam(more: TextMail = {}) {
  const [mailId, subject] = [`race-${++index}@x`, `Pills ${index}`];
  await platform.verdicts({ spam: "FAIL" });
  await arrives({ from: `race-${index}@pills.example`, subject, messageId: mailId, text: "Cheap. ".repeat(1000), ...more });
  const view = (await ana.list("spam")).find((one) => one.subject === subject);
  if (!view) throw new Error(`no conversation "${subject}"`);
  return { ...view, mailId };
}

async function stored({ id }: Pick<ConversationView, "id">): Promise<Conversation> {
  const conversation = await findConversation(id);
  if (!conversation) throw new Error("the conversation is not there");
  return conversation;
}

describe("a person who says that it is not spam", () => {
  test("between the look and the removal: they win, and all of it is there", async () => {
    const one = await spam();
    const seen = await stored(one);
    const before = await rowsAbout(one.id);
    await ana.remove(`/conversations/${one.id}/spam`);
    expect(await removeConversation(seen, 30)).toBe(false);
    expect(await rowsOf("removal")).toEqual([]);
    expect((await rowsAbout(one.id)).length).toBeGreaterThanOrEqual(before.length);
    expect(receivedIn(await ana.open(one.id))).toHaveLength(1);
    await arrives({ subject: "Still known", messageId: `still-${index}@x`, inReplyTo: one.mailId });
    expect(receivedIn(await ana.open(one.id))).toHaveLength(2);
  });

  test("after a run died before it had begun: they win", async () => {
    const one = await spam();
    const { version } = await stored(one);
    await saveRemoval({ conversationId: one.id, version, days: 30, inboxIds: [one.inboxId], parts: [] });
    await ana.remove(`/conversations/${one.id}/spam`);
    await purgeIn(1);
    expect(await isThere(one.id)).toBe(true);
    expect(await rowsOf("removal")).toEqual([]);
  });

  test("and somebody else that it is, before that run goes on: its days are counted anew", async () => {
    const one = await spam();
    const first = await stored(one);
    const removal = { conversationId: one.id, days: 30, inboxIds: [one.inboxId], parts: [] };
    await ana.remove(`/conversations/${one.id}/spam`);
    await ana.put(`/conversations/${one.id}/spam`, {});
    // The later decision is written down in place of the earlier; who still has the earlier must not take it away.
    await saveRemoval({ ...removal, version: (await stored(one)).version });
    expect(await finishRemoval({ ...removal, version: first.version })).toBe(false);
    expect(await rowsOf("removal")).toHaveLength(1);
    await purgeIn(31);
    expect(await isThere(one.id)).toBe(false);
  });

  test("when it is gone: there is no such conversation", async () => {
    const one = await spam();
    await purgeIn(31);
    expect((await ana.remove(`/conversations/${one.id}/spam`)).status).toBe(404);
    expect((await ana.put(`/conversations/${one.id}/read`)).status).toBe(404);
    await expectGone(one.id);
  });

  test("at the very same time, again and again: it is wholly there or wholly gone", async () => {
    for (let round = 0; round < 6; round++) {
      const one = await spam();
      const seen = await stored(one);
      const [isRemoved, answer] = await Promise.all([
        removeConversation(seen, 30),
        ana.remove(`/conversations/${one.id}/spam`),
        removeConversation(seen, 30),
      ]);
      expect(answer.status).toBe(isRemoved ? 404 : 204);
      if (isRemoved) await expectGone(one.id);
      else expect(receivedIn(await ana.open(one.id))).toHaveLength(1);
    }
    expect(await rowsOf("removal")).toEqual([]);
  });
});

describe("mail that comes in meanwhile", () => {
  test("an answer after the look: it is no longer what was decided about, and stays", async () => {
    const one = await spam();
    const seen = await stored(one);
    await arrives({ from: "x@pills.example", subject: "And?", messageId: `and-${index}@x`, inReplyTo: one.mailId });
    expect(await removeConversation(seen, 30)).toBe(false);
    expect(receivedIn(await ana.open(one.id))).toHaveLength(2);
  });

  test("an answer when only the header is gone: a conversation of its own, which the rest of the removal leaves alone", async () => {
    const one = await spam();
    const removal = { conversationId: one.id, version: one.version, days: 30, inboxIds: [one.inboxId] };
    const parts = [{ conversationId: one.id, contact: one.contact.address, ...(one.number ? { number: one.number } : {}) }];
    await saveRemoval({ ...removal, parts });
    await write({ remove: keys.conversation(one.id) });
    await arrives({ from: "y@pills.example", subject: "Half-way", messageId: `half-${index}@x`, inReplyTo: one.mailId });
    const [open] = (await ana.list("open")).filter(({ subject }) => subject === "Half-way");
    expect(open?.id).not.toBe(one.id);
    expect((await ana.list("spam")).some(({ id }) => id === one.id)).toBe(false);
    await purgeIn(1);
    await expectGone(one.id);
    expect(receivedIn(await ana.open(open?.id ?? ""))).toHaveLength(1);
    expect(await getRow(keys.mailId(one.inboxId, `half-${index}@x`))).toBeDefined();
  });
});

test("several runs at once remove each once, and leave nothing behind", async () => {
  const all = [await spam(), await spam(), await spam({ references: "<one@x> <two@x>" })];
  await Promise.all([purgeIn(31), purgeIn(31), purgeIn(31)]);
  for (const { id } of all) await expectGone(id);
  expect(await listRemovals(10)).toEqual([]);
});

test("a crash before or after any step: the next run ends it, and the ledger says it once", async () => {
  const crash = crashes();
  let [step, steps] = [0, 0];
  for (let isCrashed = true; isCrashed; step++) {
    for (const when of ["before", "after"] as const) {
      const one = await spam({ references: "<some@x>" });
      const sesId = String((await rowsAbout(one.id)).find(({ type }) => type === "ledger")?.sesMessageId);
      crash.at(step, when);
      const died = await removeConversation(await storedUnseen(one, crash), 30).then(
        () => false,
        (error: Error) => error.message === "crash",
      );
      crash.never();
      isCrashed = died;
      await purgeIn(1);
      if (await isThere(one.id)) await purgeIn(31);
      await expectGone(one.id);
      expect(await rowsAbout("<some@x>", one.mailId, one.contact.address)).toEqual([]);
      expect(await rowsOf("removal")).toEqual([]);
      expect(await objectsAbout("files", sesId)).toEqual([]);
      expect(await objectsAbout("raw", sesId)).toEqual([`raw/${sesId}`]);
      const [ledger] = (await rowsOf("ledger")).filter(({ sesMessageId }) => sesMessageId === sesId);
      expect(String(ledger?.reason).match(/removed after/g)).toHaveLength(1);
    }
    steps = step;
  }
  expect(steps).toBeGreaterThan(8);
}, 120_000);

/** Read before the crashes are counted. */
async function storedUnseen(one: ConversationView, crash: ReturnType<typeof crashes>): Promise<Conversation> {
  return crash.uncounted(() => stored(one));
}

/** Lets the n-th request to the table or the buckets fail, before it is done or after. */
function crashes() {
  let [left, when, isOn]: [number, "before" | "after", boolean] = [0, "before", false];
  const step = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    const isNow = isOn && left-- === 0;
    if (isNow && when === "before") throw new Error("crash");
    const answer = await work();
    if (isNow) throw new Error("crash");
    return answer;
  };
  tableClient().middlewareStack.add((next) => (args) => step(() => next(args)), { step: "initialize" });
  bucketsClient().middlewareStack.add((next) => (args) => step(() => next(args)), { step: "initialize" });
  return {
    at(count: number, how: "before" | "after") {
      [left, when, isOn] = [count, how, true];
    },
    never() {
      isOn = false;
    },
    async uncounted<Result>(work: () => Promise<Result>): Promise<Result> {
      isOn = false;
      const result = await work();
      isOn = true;
      return result;
    },
  };
}
