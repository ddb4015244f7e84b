// Message-IDs claim conversations: the first one gets the id, and what was only mentioned gives way once.
import { beforeAll, describe, expect, test } from "vitest";
import type { KnownMailId } from "../../functions/core/conversation/match.ts";
import { findMailIds, mailIdWrite, sentIdWrite } from "../../functions/store/mail-ids.ts";
import { transact, write } from "../../functions/store/table.ts";
import { startWorkspace } from "./workspace.ts";

beforeAll(async () => (await startWorkspace()).stop);

const inbox = "inb_1";
let ids = 0;
const newMailId = () => `mail-${++ids}@client.example`;
const mentioned = (mailId: string, conversationId = "con_1"): KnownMailId => ({ mailId, kind: "mentioned", conversationId });
const came = (mailId: string, conversationId = "con_1"): KnownMailId => ({
  mailId,
  kind: "received",
  conversationId,
  messageId: "msg_1",
  digest: "d",
});
const known = async (mailId: string, inboxId = inbox) => (await findMailIds(inboxId, [mailId]))[0];

test("an id that nobody knew is known from then on, in this inbox only", async () => {
  const mailId = newMailId();
  expect(await write(mailIdWrite(inbox, came(mailId)))).toBe(true);
  expect(await known(mailId)).toMatchObject(came(mailId));
  expect(await known(mailId, "inb_2")).toBeUndefined();
});

describe("first come, first served", () => {
  test.each([
    ["a mention", mentioned],
    ["a mail", came],
  ])("%s does not take an id that is known", async (_case, make) => {
    for (const first of [mentioned, came]) {
      const mailId = newMailId();
      await write(mailIdWrite(inbox, first(mailId)));
      expect(await write(mailIdWrite(inbox, make(mailId, "con_2")))).toBe(false);
      expect(await known(mailId)).toMatchObject({ conversationId: "con_1" });
    }
  });

  test("twenty at once: one has it", async () => {
    const mailId = newMailId();
    const conversations = Array.from({ length: 20 }, (_, index) => `con_${index}`);
    const won = await Promise.all(conversations.map((id) => write(mailIdWrite(inbox, mentioned(mailId, id)))));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await known(mailId))?.conversationId).toBe(conversations[won.indexOf(true)]);
  });
});

describe("an id that was only mentioned", () => {
  test("gives way to the mail that has it, once", async () => {
    const mailId = newMailId();
    await write(mailIdWrite(inbox, mentioned(mailId)));
    const arrivals = Array.from({ length: 10 }, (_, index) => ({ ...came(mailId), messageId: `msg_${index}` }));
    const won = await Promise.all(arrivals.map((arrival) => write(mailIdWrite(inbox, arrival, true))));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await known(mailId))?.messageId).toBe(`msg_${won.indexOf(true)}`);
  });

  test("that is not there any more, or never was, is not replaced", async () => {
    const mailId = newMailId();
    expect(await write(mailIdWrite(inbox, came(mailId), true))).toBe(false);
    expect(await known(mailId)).toBeUndefined();
  });
});

test("SES's own id of a mail of ours is ours, whoever wrote under it before", async () => {
  for (const before of [undefined, mentioned, came]) {
    const sesId = `0100${++ids}`;
    if (before) await write(mailIdWrite(inbox, before(`ses:${sesId}`, "con_forger")));
    expect(await write(sentIdWrite(inbox, sesId, { conversationId: "con_1", id: "msg_7" }))).toBe(true);
    expect(await known(`ses:${sesId}`)).toMatchObject({ kind: "sent", conversationId: "con_1", messageId: "msg_7" });
    expect(await write(mailIdWrite(inbox, came(`ses:${sesId}`, "con_2"), true))).toBe(false);
  }
});

test("one lost id cancels everything that was to be written with it", async () => {
  const [taken, free] = [newMailId(), newMailId()];
  await write(mailIdWrite(inbox, came(taken)));
  const outcome = await transact([mailIdWrite(inbox, mentioned(free)), mailIdWrite(inbox, came(taken, "con_2"))]);
  expect(outcome).toEqual({ isDone: false, failed: [1] });
  expect(await known(free)).toBeUndefined();
});

describe("looking up", () => {
  test("many at once finds those that are known, each once", async () => {
    const wanted = Array.from({ length: 40 }, newMailId);
    const there = wanted.filter((_, index) => index % 3 === 0);
    await Promise.all(there.map((mailId) => write(mailIdWrite(inbox, mentioned(mailId)))));
    const found = await findMailIds(inbox, [...wanted, ...wanted]);
    expect(found.map(({ mailId }) => mailId).toSorted()).toEqual(there.toSorted());
    expect(await findMailIds(inbox, [])).toEqual([]);
  });

  test("an id of any length and any bytes is one id", async () => {
    const long = "x".repeat(500);
    for (const mailId of [`${long}@a`, `${long}@b`, "ses:0100", "a#b#c@d", "ü@ö", " ", "-"]) {
      expect(await write(mailIdWrite(inbox, mentioned(mailId))), mailId.slice(0, 20)).toBe(true);
      expect((await known(mailId))?.mailId).toBe(mailId);
    }
  });
});
