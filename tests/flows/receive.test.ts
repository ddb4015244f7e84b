// Mail comes in by SMTP and is found in the right inbox, once, whatever it is.
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { handler as receive } from "../../functions/inbound/receive.ts";
import { ana, platform } from "../helpers/acme.ts";
import { receivedIn } from "../helpers/api.ts";
import { dumpTable, rowsOf } from "../helpers/dump.ts";
import { notice, noticeAgain } from "../helpers/notice.ts";
import { textMail } from "../helpers/text-mail.ts";

describe("a mail", () => {
  test("is a conversation in the inbox of its envelope recipient, whatever its To header says", async () => {
    await platform.deliver(textMail({ subject: "Envelope", to: "someone@else.example" }), { to: "sales@acme.test" });
    const { conversation, entries } = await ana.find("Envelope");
    const inboxes = (await ana.get<{ items: { id: string; name: string }[] }>("/inboxes")).body.items;
    expect(inboxes.find(({ id }) => id === conversation.inboxId)?.name).toBe("Sales");
    expect(entries).toHaveLength(1);
    expect(conversation).toMatchObject({
      isUnread: true,
      messageCount: 1,
      contact: { name: "Lucía", address: "lucia@client.example" },
    });
  });

  test("its original can be downloaded, byte for byte under SES's own headers", async () => {
    const raw = textMail({ subject: "Original", text: "Grüße\u0000 aus Köln" });
    await platform.deliver(raw, { to: "support@acme.test" });
    const page = await ana.find("Original");
    const [message] = receivedIn(page);
    const redirect = await ana.get(`/conversations/${page.conversation.id}/messages/${message?.id}/original`);
    expect(redirect.status).toBe(302);
    const download = await fetch(redirect.headers.get("location") ?? "");
    expect(download.headers.get("content-disposition")).toContain("attachment");
    expect(Buffer.from(await download.arrayBuffer()).toString("latin1")).toContain(Buffer.from(raw).toString("latin1").trimEnd());
  });

  test("to two of our inboxes is one conversation in each", async () => {
    await platform.deliver(textMail({ subject: "Both" }), { to: ["support@acme.test", "jobs@acme.test"] });
    const found = (await ana.list()).filter(({ subject }) => subject === "Both");
    expect(new Set(found.map(({ inboxId }) => inboxId)).size).toBe(2);
  });

  test("to an address with a label is in the inbox of the address", async () => {
    await platform.deliver(textMail({ subject: "Label" }), { to: "support+orders@acme.test" });
    expect((await ana.find("Label")).entries).toHaveLength(1);
  });

  test("to an address that nobody has is refused at the door, as SES would", async () => {
    await expect(platform.deliver(textMail(), { to: "nobody@acme.test" })).rejects.toThrow(/550/);
  });

  test("with a reply address that is not ours is unrouted, and an admin can see it", async () => {
    const to = `r.${"0".repeat(26)}.${"0".repeat(26)}@reply.acme.test`;
    await platform.deliver(textMail({ subject: "Forged", to }), { to });
    const held = await ana.get<{ items: { state: string; reason: string }[] }>("/ledger?state=unrouted");
    expect(held.body.items).toHaveLength(1);
    expect((await ana.list()).some(({ subject }) => subject === "Forged")).toBe(false);
  });
});

describe("the same notice", () => {
  test("ten times at once, and once more, changes nothing", async () => {
    await platform.deliver(textMail({ subject: "Again", messageId: "again@client.example" }), { to: "support@acme.test" });
    const once = await dumpTable();
    const { conversation } = await ana.find("Again");
    const ledger = once.find((row) => row.type === "ledger" && row.conversationId === conversation.id);
    const again = noticeAgain(ledger ?? neverThere());
    await Promise.all(Array.from({ length: 10 }, () => receive(again)));
    expect(await receive(again)).toEqual({ batchItemFailures: [] });
    expect(await dumpTable()).toEqual(once);
  });

  test("ten times at once, before it was ever filed, is one message", async () => {
    const key = "raw/first-time";
    await platform.putRaw(key, textMail({ subject: "First time", messageId: "first-time@client.example" }));
    const event = notice({ sesMessageId: "first-time", objectKey: key });
    const answers = await Promise.all(Array.from({ length: 10 }, () => receive(event)));
    expect(answers.flatMap(({ batchItemFailures }) => batchItemFailures)).toEqual([]);
    const found = (await ana.list()).filter(({ subject }) => subject === "First time");
    expect(found.map(({ messageCount }) => messageCount)).toEqual([1]);
  });

  test("of a mail whose raw object is not there yet fails alone, and is tried again", async () => {
    await platform.putRaw("raw/here", textMail({ subject: "Here" }));
    const [missing, here] = [
      notice({ sesMessageId: "missing", objectKey: "raw/missing" }),
      notice({ sesMessageId: "here", objectKey: "raw/here" }),
    ];
    const records = [...missing.Records, ...here.Records].map((record, index) => ({ ...record, messageId: `record-${index}` }));
    expect(await receive({ Records: records })).toEqual({ batchItemFailures: [{ itemIdentifier: "record-0" }] });
    expect((await ana.find("Here")).entries).toHaveLength(1);
  });
});

describe("one mail under two SES ids", () => {
  test("with the same content is shown once, and both originals are in the ledger", async () => {
    const raw = textMail({ subject: "Copy", messageId: "copy@client.example" });
    await platform.deliver(raw, { to: "support@acme.test" });
    await platform.deliver(raw, { to: "support@acme.test" });
    const { conversation } = await ana.find("Copy");
    expect(conversation.messageCount).toBe(1);
    const states = (await rowsOf("ledger")).filter((row) => row.conversationId === conversation.id).map((row) => row.state);
    expect(states.toSorted()).toEqual(["duplicate", "message"]);
  });

  test("with the same Message-ID and other content is two messages", async () => {
    await platform.deliver(textMail({ subject: "Reused", messageId: "reused@client.example", text: "One." }), {
      to: "support@acme.test",
    });
    await platform.deliver(textMail({ subject: "Reused", messageId: "reused@client.example", text: "Two." }), {
      to: "support@acme.test",
    });
    expect((await ana.list()).filter(({ subject }) => subject === "Reused")).toHaveLength(2);
  });
});

test("a Message-ID that is the hash of another's hides no mail", async () => {
  const long = `${"L".repeat(300)}@x.example`;
  const hash = createHash("sha256").update(long).digest("hex");
  for (const [messageId, subject] of [
    [long, "Hash 1"],
    [hash, "Hash 2"],
    [`sha256:${hash}`, "Hash 3"],
  ] as const) {
    await platform.deliver(textMail({ subject, messageId }), { to: "support@acme.test" });
    expect((await ana.find(subject)).entries).toHaveLength(1);
  }
  await platform.deliver(textMail({ subject: "Hash 4", messageId: "h4@x", references: `<${long}> <${hash}> <sha256:${hash}>` }), {
    to: "support@acme.test",
  });
  expect(await rowsOf("ledger")).toContainEqual(expect.objectContaining({ state: "message", pk: expect.any(String) }));
});

test("a notice that comes again after its inbox was taken away changes nothing", async () => {
  await platform.deliver(textMail({ subject: "Was here", messageId: "was-here@x" }), { to: "support@acme.test" });
  const { conversation } = await ana.find("Was here");
  const before = await dumpTable();
  const ledger = before.find((row) => row.type === "ledger" && row.conversationId === conversation.id) ?? neverThere();
  await receive(noticeAgain({ ...ledger, recipients: ["nobody@nowhere.example"] }));
  expect(await dumpTable()).toEqual(before);
});

test("every raw mail has exactly one ledger state an inbox, and every count is what a recount gives", async () => {
  const rows = await dumpTable();
  const ledger = rows.filter((row) => row.type === "ledger");
  expect(new Set(ledger.map((row) => `${row.pk} ${row.sk}`)).size).toBe(ledger.length);
  for (const counters of rows.filter((row) => row.pk === "counters" && row.sk.startsWith("inb_"))) {
    const open = rows.filter((row) => row.type === "conversation" && row.inboxId === counters.sk && !row.closure && !row.merger);
    expect(counters).toMatchObject({ open: open.length, unassigned: open.filter((row) => !row.assignment).length });
  }
});

function neverThere(): never {
  throw new Error("the mail has no ledger row");
}
