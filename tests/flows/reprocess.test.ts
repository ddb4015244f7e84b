// Mail as an older parser left it, derived again from its originals: told first, then mended, and what people did stays.
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Inbox } from "../../functions/store/inboxes.ts";
import { listInboxes } from "../../functions/store/inboxes.ts";
import { handler, type ReprocessAsked, type ReprocessDone } from "../../functions/inbound/reprocess.ts";
import { readBody, saveBody } from "../../functions/store/buckets.ts";
import { indexKeys, keys } from "../../functions/store/keys.ts";
import { type Row, write } from "../../functions/store/table.ts";
import { ana, platform } from "../helpers/acme.ts";
import { receivedIn } from "../helpers/api.ts";
import { dumpTable, rowsOf } from "../helpers/dump.ts";
import { textMail } from "../helpers/text-mail.ts";

let support: Inbox;
let index = 0;
const since = "2020-01-01T00:00:00.000Z";

beforeAll(async () => {
  support = (await listInboxes()).find(({ name }) => name === "Support") as Inbox;
});

const reprocess = (asked: Partial<ReprocessAsked> = {}) => handler({ inboxId: support.id, since, ...asked });
const deliver = (mail: string) => platform.deliver(mail, { to: "support@acme.test" });
const rowOf = async (messageId: string) => (await rowsOf("entry")).find(({ id }) => id === messageId) as Row;
const about = ({ mails }: ReprocessDone, messageId: string) => mails.find((mail) => mail.messageId === messageId);

/** A mail of one's own, and its message. */
async function arrived(raw?: string) {
  const subject = `Read again ${++index}`;
  await deliver(raw?.replace("SUBJECT", subject) ?? textMail({ subject, messageId: `again-${index}@x` }));
  const { conversation } = await ana.find(subject);
  const [message] = receivedIn(await ana.open(conversation.id));
  if (!message) throw new Error("no message");
  return { subject, conversation, message, key: keys.entry(conversation.id, message.id) };
}

/** As an older parser has left it. */
function leave(key: { pk: string; sk: string }, values: Record<string, unknown>, without: string[] = []) {
  return write({ set: key, values, without });
}

test("where nothing differs, nothing is told, written or asked of the other inboxes", async () => {
  await arrived();
  await platform.deliver("mixed-text-html.eml", { to: "support@acme.test" });
  await platform.deliver(textMail({ to: "sales@acme.test", messageId: "sales@x" }), { to: "sales@acme.test" });
  const rows = await dumpTable();
  expect(await reprocess({ apply: true })).toEqual({ read: 2, mails: [] });
  expect(await dumpTable()).toEqual(rows);
});

describe("a mail that an older parser read otherwise", () => {
  test("is told about, and left as it is", async () => {
    const { key, message } = await arrived();
    await leave(key, { text: "It mak=65s", automatic: "list", sentAt: "1999-01-01T00:00:00.000Z" });
    const rows = await dumpTable();
    const told = about(await reprocess(), message.id);
    expect(told?.differences.map(({ field }) => field).toSorted()).toEqual(["automatic", "sentAt", "text"]);
    expect(told?.differences.find(({ field }) => field === "text")).toEqual({
      field: "text",
      before: "It mak=65s",
      after: "It makes a noise.\n",
    });
    expect(told?.isApplied).toBe(false);
    expect(await dumpTable()).toEqual(rows);
    await reprocess({ apply: true });
  });

  test("is mended, the header with it, and the second run finds nothing", async () => {
    const { key, message, subject, conversation } = await arrived();
    const before = await rowOf(message.id);
    await leave(key, { text: "old", subject: "old", references: ["bad@x"] }, ["messageId"]);
    await leave(keys.conversation(conversation.id), { subject: "old", snippet: "old" });
    expect(about(await reprocess({ apply: true }), message.id)).toMatchObject({ isApplied: true });
    expect(await rowOf(message.id)).toEqual(before);
    expect((await ana.open(conversation.id)).conversation).toMatchObject({ subject, snippet: "It makes a noise.", version: 1 });
    expect((await reprocess({ apply: true })).mails).toEqual([]);
  });

  test("keeps what people did", async () => {
    const { key, message, conversation } = await arrived();
    await ana.post(`/conversations/${conversation.id}/notes`, { text: "Ask the workshop." });
    await ana.put(`/conversations/${conversation.id}/closure`);
    await leave(keys.conversation(conversation.id), { subject: "Ana's own words" });
    await leave(key, { text: "old", subject: "old", pinnedBy: "Ana" });
    const was = await ana.open(conversation.id);
    await reprocess({ apply: true });
    const is = await ana.open(conversation.id);
    expect(is.conversation).toEqual(was.conversation);
    expect(is.entries.slice(1)).toEqual(was.entries.slice(1));
    expect(await rowOf(message.id)).toMatchObject({ pinnedBy: "Ana", text: "It makes a noise.\n" });
  });

  test("gets its body again", async () => {
    await deliver("mixed-text-html.eml");
    const [row] = (await rowsOf("entry")).filter(({ hasHtml }) => hasHtml === true);
    const name = String(row?.rawKey).slice("raw/".length);
    const body = await readBody(name);
    await saveBody(name, { text: body.text, html: "<p>old</p>" });
    const told = about(await reprocess({ apply: true }), String(row?.id));
    expect(told?.differences.map(({ field }) => field)).toEqual(["body"]);
    expect(await readBody(name)).toEqual(body);
  });

  test("that could not be read at all becomes a message like others", async () => {
    const { key, message, conversation } = await arrived();
    const [ledger] = (await rowsOf("ledger")).filter(({ messageId }) => messageId === message.id);
    await leave(key, { reading: "unparsed", text: "", defects: [{ code: "parse.failed", detail: "?" }], to: [] }, ["sentAt"]);
    await leave(
      { pk: String(ledger?.pk), sk: String(ledger?.sk) },
      { state: "unparsed", reason: "?", statePk: indexKeys.ledgerState("unparsed"), stateSk: "x" },
    );
    await leave(keys.conversation(conversation.id), { snippet: "" });
    await reprocess({ apply: true });
    expect(await rowOf(message.id)).toMatchObject({ reading: "parsed", defects: [], text: "It makes a noise.\n" });
    expect((await rowsOf("ledger")).find(({ messageId }) => messageId === message.id)).toEqual(ledger);
    expect((await ana.open(conversation.id)).conversation.snippet).toBe("It makes a noise.");
  });

  test("that can no longer be read stays as it is", async () => {
    const open = Array.from({ length: 40 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`).join(
      "",
    );
    const { key, message } = await arrived(`From: a@client.example\r\nTo: support@acme.test\r\nSubject: SUBJECT\r\n${open}\r\nx`);
    await leave(key, { reading: "parsed", text: "It was read once." });
    const rows = await dumpTable();
    expect(about(await reprocess({ apply: true }), message.id)).toMatchObject({ isWorse: true, isApplied: false });
    expect(await dumpTable()).toEqual(rows);
    await leave(key, { reading: "unparsed", text: "" });
  });
});

describe("wherever it is filed", () => {
  test("spam is read again too, and stays spam", async () => {
    await platform.verdicts({ spam: "FAIL" });
    const subject = `Read again ${++index}`;
    await deliver(textMail({ subject, messageId: `again-${index}@x` }));
    const [conversation] = (await ana.list("spam")).filter((one) => one.subject === subject);
    const [message] = receivedIn(await ana.open(conversation?.id ?? ""));
    const key = keys.entry(conversation?.id ?? "", message?.id ?? "");
    const before = await rowOf(message?.id ?? "");
    const ledger = (await rowsOf("ledger")).find(({ messageId }) => messageId === message?.id);
    await leave(key, { reading: "unparsed", text: "old", defects: [{ code: "parse.failed", detail: "?" }] });
    expect(about(await reprocess({ apply: true }), message?.id ?? "")).toMatchObject({ isApplied: true });
    expect(await rowOf(message?.id ?? "")).toEqual(before);
    expect((await rowsOf("ledger")).find(({ messageId }) => messageId === message?.id)).toEqual(ledger);
    expect((await ana.open(conversation?.id ?? "")).conversation.spam).toBeDefined();
  });

  test("what was merged into another conversation is read again, and what both lists show of it", async () => {
    const target = await arrived();
    const merged = await arrived();
    await ana.put(`/conversations/${merged.conversation.id}/merger`, { into: target.conversation.id });
    const before = await rowOf(merged.message.id);
    await leave(merged.key, { text: "old" });
    for (const { conversation } of [target, merged]) await leave(keys.conversation(conversation.id), { snippet: "old" });
    const told = about(await reprocess({ apply: true }), merged.message.id);
    expect(told).toMatchObject({ isApplied: true, conversationId: merged.conversation.id });
    expect(told?.wouldJoin).toBeUndefined();
    expect(await rowOf(merged.message.id)).toEqual(before);
    for (const { conversation } of [target, merged])
      expect((await rowsOf("conversation")).find(({ id }) => id === conversation.id)?.snippet).toBe("It makes a noise.");
    expect((await reprocess({ apply: true })).mails).toEqual([]);
  });
});

test("a mail that would be filed elsewhere today is told of, and not moved", async () => {
  const { message, conversation } = await arrived();
  const answer = textMail({ subject: "Elsewhere", messageId: "elsewhere@x", inReplyTo: `again-${index}@x` });
  const id = keys.mailId(support.id, `again-${index}@x`);
  const [known] = (await dumpTable()).filter(({ pk }) => pk === id.pk);
  await write({ remove: id });
  await deliver(answer);
  const { conversation: other } = await ana.find("Elsewhere");
  // The thread's first mail is known again, so its answer would find it.
  await write({ put: known as Row });
  const [answered] = receivedIn(await ana.open(other.id));
  const told = about(await reprocess({ apply: true }), answered?.id ?? "");
  expect(told).toMatchObject({
    differences: [],
    isApplied: false,
    wouldJoin: { conversationId: conversation.id, reason: { by: "in-reply-to" } },
  });
  expect((await ana.open(conversation.id)).conversation.messageCount).toBe(1);
  expect(message.conversationId).toBe(conversation.id);
});

describe("a part at a time", () => {
  test("each call goes on where the last one stopped, and reads each mail once", async () => {
    const all = await reprocess();
    const { read } = all;
    const start = Date.now();
    let calls = 0;
    // Every look at the clock is a minute later.
    let minute = 0;
    const clock = vi.spyOn(Date, "now").mockImplementation(() => start + ++minute * 60_000);
    try {
      let total = 0;
      for (let cursor: ReprocessAsked["cursor"] = {}; cursor; ) {
        const part: ReprocessDone = await reprocess({ cursor: JSON.parse(JSON.stringify(cursor)) });
        total += part.read;
        cursor = part.cursor;
        calls++;
      }
      expect(total).toBe(read);
    } finally {
      clock.mockRestore();
    }
    expect(calls).toBeGreaterThan(3);
  });

  test("mail from before is left out", async () => {
    expect(await reprocess({ since: new Date(Date.now() + 60_000).toISOString() })).toEqual({ read: 0, mails: [] });
  });
});
