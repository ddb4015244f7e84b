// Old spam is removed for good: its rows, what leads to it and its files, and never the original or what the ledger says of it.
import { describe, expect, test } from "vitest";
import type { ConversationView, LedgerView } from "../../functions/api/views.ts";
import { measureCapacity } from "../../functions/store/capacity.ts";
import { findConversation } from "../../functions/store/conversations.ts";
import { readCounts } from "../../functions/store/counters.ts";
import { keys } from "../../functions/store/keys.ts";
import { write } from "../../functions/store/table.ts";
import { removeOldSpam } from "../../functions/schedule/purge.ts";
import { receiptFields } from "../../local/receipt.ts";
import { ana, arrives, platform, sales, support } from "../helpers/acme.ts";
import { receivedIn, sentIn } from "../helpers/api.ts";
import { allPass } from "../helpers/mails.ts";
import { rowsOf } from "../helpers/dump.ts";
import { expectGone, inDays, objectsAbout, purgeIn, rowsAbout } from "../helpers/purge.ts";
import { type TextMail, textMail } from "../helpers/text-mail.ts";

let index = 0;

async function found(subject: string, folder = "spam", inbox?: string): Promise<ConversationView> {
  const conversation = (await ana.list(folder, inbox)).find((one) => one.subject === subject);
  if (!conversation) throw new Error(`no conversation "${subject}" in ${folder}`);
  return conversation;
}

/** A conversation in the spam folder that SES's verdict has put there. */
async function spam(more: TextMail = {}, to?: string | string[]) {
  const id = `purged-${++index}`;
  const subject = `Pills ${index}`;
  await platform.verdicts({ spam: "FAIL" });
  await arrives({ from: `${id}@pills.example`, subject, messageId: `${id}@x`, ...more }, to);
  return { ...(await found(subject)), mailId: `${id}@x`, from: `${id}@pills.example` };
}

const ledgerRow = async (about: (row: LedgerView) => boolean) =>
  (await ana.get<{ items: LedgerView[] }>("/ledger?limit=100")).body.items.find(about);
const sesIdOf = async ({ id }: { id: string }) =>
  String((await rowsAbout(id)).find(({ type }) => type === "ledger")?.sesMessageId);

describe("spam of 30 days", () => {
  test("goes with all that leads to it; the original stays, and the ledger says what became of it", async () => {
    const before = await readCounts([support]);
    const one = await spam({ text: "Cheap. ".repeat(1000), references: "<never-seen@x> <nor-this@x>" });
    const sesId = await sesIdOf(one);
    expect(await objectsAbout("files", sesId)).toEqual([`body/${sesId}.json.gz`]);
    await purgeIn(29);
    expect(await findConversation(one.id)).toBeDefined();
    await purgeIn(31);
    await expectGone(one.id);
    expect((await ana.get(`/conversations/${one.id}`)).status).toBe(404);
    expect((await ana.get(`/numbers/${one.number}`)).status).toBe(404);
    expect((await ana.list("spam")).map(({ id }) => id)).not.toContain(one.id);
    expect(await objectsAbout("files", sesId)).toEqual([]);
    expect(await objectsAbout("raw", sesId)).toEqual([`raw/${sesId}`]);
    const row = await ledgerRow(({ sesMessageId }) => sesMessageId === sesId);
    const reason = "SES takes it for spam. Its conversation was removed after 30 days in the spam folder.";
    expect(row).toMatchObject({ state: "spam", reason, inboxId: support });
    expect(row).not.toHaveProperty("conversationId");
    expect(row).not.toHaveProperty("messageId");
    expect((await ana.get(`/ledger/${sesId}/original`)).status).toBe(302);
    expect(await rowsAbout("pills.example", "never-seen@x", "nor-this@x")).toEqual([]);
    expect(await readCounts([support])).toEqual(before);
  });

  test("has its downloaded files removed too", async () => {
    await platform.verdicts({ spam: "FAIL" });
    const attached = [
      "From: f@pills.example\r\nTo: support@acme.test\r\nSubject: With a file\r\nMessage-ID: <file@x>\r\nMIME-Version: 1.0",
      'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n--b',
      'Content-Type: text/csv\r\nContent-Disposition: attachment; filename="list.csv"\r\n\r\na,b\r\n--b--\r\n',
    ].join("\r\n");
    await platform.deliver(attached, { to: "support@acme.test" });
    const { id } = await found("With a file");
    const [message] = receivedIn(await ana.open(id));
    for (const path of ["attachments/0", "attachments.zip", "attachments.zip?inline=included"]) {
      expect((await ana.get(`/conversations/${id}/messages/${message?.id}/${path}`)).status).toBe(302);
    }
    expect(await objectsAbout("files", message?.id ?? "")).toHaveLength(3);
    await purgeIn(31);
    expect(await objectsAbout("files", message?.id ?? "")).toEqual([]);
    await expectGone(id);
  });

  test("is counted from when it came there: an old conversation marked today stays its days", async () => {
    await store({ subject: "Long ago", messageId: "long-ago@x" }, 100);
    const { id } = await found("Long ago", "open");
    await ana.put(`/conversations/${id}/spam`, {});
    await purgeIn(29);
    expect(await findConversation(id)).toBeDefined();
    await purgeIn(31);
    await expectGone(id);
  });

  test("and whose latest mail is younger stays", async () => {
    const one = await spam();
    await write({ set: keys.conversation(one.id), values: { activityAt: inDays(10), stateSk: `${inDays(10)}#${one.id}` } });
    await purgeIn(31);
    expect(await findConversation(one.id)).toBeDefined();
    await purgeIn(41);
    await expectGone(one.id);
  });

  test("goes by what its inbox has settled, and never where that is 0", async () => {
    const here = await spam();
    const there = await spam({}, "sales@acme.test");
    await ana.call("PATCH", `/inboxes/${support}/settings`, { spamDays: 7 });
    await ana.call("PATCH", `/inboxes/${sales}/settings`, { spamDays: 0 });
    expect(await purgeIn(6)).toMatchObject({ removed: 0 });
    expect(await purgeIn(8)).toMatchObject({ removed: 1 });
    await expectGone(here.id);
    expect(await purgeIn(4000)).toMatchObject({ removed: 0 });
    await ana.call("PATCH", `/inboxes/${sales}/settings`, { spamDays: 1 });
    await ana.call("PATCH", `/inboxes/${support}/settings`, { spamDays: 30 });
    await purgeIn(2);
    await expectGone(there.id);
    const row = await ledgerRow(({ inboxId, state }) => inboxId === sales && state === "spam");
    expect(row?.reason).toContain("after a day in the spam folder");
    await ana.call("PATCH", `/inboxes/${sales}/settings`, { spamDays: 30 });
  });

  test("that people have put there and answered goes too: the sent original stays, and a late report changes nothing", async () => {
    await arrives({ subject: "Turned out spam", messageId: "turned@x", from: "turned@client.example" });
    const asked = await found("Turned out spam", "open");
    await ana.reply(asked, "<p>Who are you?</p>");
    await ana.post(`/conversations/${asked.id}/notes`, { text: "Strange." });
    await platform.idle();
    const mail = (await platform.outbox()).at(-1);
    const [sent] = sentIn(await ana.open(asked.id));
    await ana.put(`/conversations/${asked.id}/contact`, { address: "other@client.example" });
    await ana.put(`/conversations/${asked.id}/spam`, {});
    const sesId = await sesIdOf(asked);
    await purgeIn(31);
    await expectGoneButDue(asked.id);
    expect((await rowsAbout("turned@client.example", "other@client.example")).map(({ type }) => type)).toEqual([
      "sender-pace", // of the hour, and deletes itself
    ]);
    expect(await objectsAbout("files", sent?.id ?? "")).toEqual([`sent/${sent?.id}.eml`]);
    // It was a message like another; now it is in the list of what is held, or nobody would find it.
    const row = await ledgerRow(({ sesMessageId }) => sesMessageId === sesId);
    expect(row).toMatchObject({ state: "spam", reason: "Its conversation was removed after 30 days in the spam folder." });
    await platform.report(mail, { type: "complaint" });
    await platform.report(mail, { type: "bounce" });
    await expectGoneButDue(asked.id);
  });
});

describe("what comes after", () => {
  test("an answer begins a conversation of its own, judged anew; its reply address leads nowhere else", async () => {
    const one = await spam();
    const asked = await ana.reply(one, "<p>Who?</p>");
    expect(asked.status).toBeLessThan(300);
    await platform.idle();
    const [sent] = sentIn(await ana.open(one.id));
    await purgeIn(31);
    await expectGoneButDue(one.id);
    await arrives({ from: one.from, subject: "Again, please", messageId: "again-1@x", inReplyTo: one.mailId });
    await arrives({ from: one.from, subject: "To your address", messageId: "again-2@x" }, sent?.replyTo[0]?.address ?? "");
    for (const subject of ["Again, please", "To your address"]) {
      const { id, messageCount } = await found(subject, "open");
      expect([id === one.id, messageCount]).toEqual([false, 1]);
    }
    // And the id that both answered is as new: what names it next is known by it.
    await arrives({ from: one.from, subject: "Third", messageId: "again-3@x", inReplyTo: one.mailId });
    expect((await found("Again, please", "open")).messageCount).toBe(2);
  });

  test("the walk through raw mail files nothing again; a lost ledger brings it back as the spam it was, until it goes again", async () => {
    const one = await spam();
    const sesId = await sesIdOf(one);
    await purgeIn(31);
    expect((await platform.runSchedule()).mail.found).toBe(0);
    await expectGone(one.id);
    await write({ remove: keys.ledger(sesId, support) });
    await write({ remove: keys.schedule("raw-mail") });
    expect((await platform.runSchedule()).mail.found).toBe(1);
    expect(await found(one.subject)).toMatchObject({ id: one.id });
    await purgeIn(31);
    await expectGone(one.id);
  });

  test("a copy in the ledger does not lead to what it was a copy of", async () => {
    const one = await spam();
    await arrives({ from: one.from, subject: one.subject, messageId: one.mailId });
    const copy = await ledgerRow(({ state, conversationId }) => state === "duplicate" && conversationId === one.id);
    expect(copy).toBeDefined();
    await purgeIn(31);
    const after = await ledgerRow(({ sesMessageId }) => sesMessageId === copy?.sesMessageId);
    expect(after).toMatchObject({ state: "duplicate", reason: copy?.reason });
    expect(after).not.toHaveProperty("conversationId");
  });
});

describe("what is only beside it stays", () => {
  test("the same mail in another inbox keeps its body, until that goes too", async () => {
    await ana.put(`/inboxes/${sales}/senders`, { pattern: "both@pills.example", treatment: "allowed" });
    const text = "To both of you. ".repeat(500);
    const one = await spam({ from: "both@pills.example", text }, ["support@acme.test", "sales@acme.test"]);
    const twin = await found(one.subject, "open", sales);
    const [message] = receivedIn(await ana.open(twin.id));
    const whole = () => ana.get(`/conversations/${twin.id}/messages/${message?.id}/text`);
    const copies = async () =>
      (await ana.get<{ items: unknown[] }>(`/conversations/${twin.id}/messages/${message?.id}/copies`)).body.items;
    expect(await copies()).toHaveLength(1);
    await purgeIn(31);
    await expectGone(one.id);
    expect((await whole()).status).toBe(200);
    expect(await copies()).toEqual([]);
    const sesId = await sesIdOf(twin);
    await ana.put(`/conversations/${twin.id}/spam`, {});
    await purgeIn(31);
    await expectGone(twin.id);
    expect(await objectsAbout("files", sesId)).toEqual([]);
  });

  test("what was merged into it goes with it; a message that was taken out stays, with its id", async () => {
    const one = await spam();
    const part = await spam();
    await arrives({ from: one.from, subject: "Kept elsewhere", messageId: "kept@x", inReplyTo: one.mailId });
    const message = receivedIn(await ana.open(one.id)).find(({ subject }) => subject === "Kept elsewhere");
    await ana.remove(`/conversations/${one.id}/spam`);
    const split = await ana.post<{ id: string }>(`/conversations/${one.id}/splits`, { messageIds: [message?.id] });
    await ana.remove(`/conversations/${part.id}/spam`);
    expect((await ana.put(`/conversations/${part.id}/merger`, { into: one.id })).status).toBe(204);
    await ana.put(`/conversations/${one.id}/inbox`, { inboxId: sales });
    await ana.put(`/conversations/${one.id}/spam`, {});
    await purgeIn(31);
    await expectGone(part.id);
    // Only what the other one remembers of it: that its message came from there.
    expect((await rowsAbout(one.id)).map(({ type }) => type).toSorted()).toEqual(["entry", "mail-id"]);
    expect(receivedIn(await ana.open(split.body.id))).toMatchObject([{ id: message?.id }]);
    await arrives({ from: one.from, subject: "And more", messageId: "more@x", inReplyTo: "kept@x" });
    expect(receivedIn(await ana.open(split.body.id))).toHaveLength(2);
  });
});

describe("a run", () => {
  test("does its part, the next goes on, and then there is nothing to do for a day", async () => {
    await purgeIn(400);
    const all = [await spam(), await spam(), await spam()];
    expect(await purgeIn(31, 2)).toEqual({ removed: 2, isWhole: false });
    // Oldest first.
    expect(await findConversation(all[2]?.id ?? "")).toBeDefined();
    expect(await removeOldSpam(inDays(31), 2)).toEqual({ removed: 1, isWhole: true });
    const late = await spam();
    const { used, result } = await measureCapacity(() => removeOldSpam(inDays(31.9)));
    expect(result).toEqual({ removed: 0, isWhole: true });
    expect(used).toEqual({ reads: 1, writes: 0 });
    expect(await removeOldSpam(inDays(32.1))).toEqual({ removed: 1, isWhole: true });
    await expectGone(late.id);
    const idle = await measureCapacity(() => purgeIn(34));
    // The row of the day, what a run has left, the inboxes, and each one's oldest spam.
    expect(idle.used.reads).toBeLessThanOrEqual(4);
    expect(idle.used.writes).toBeLessThanOrEqual(2);
  });

  test("of the schedule does it", async () => {
    await store({ subject: "Very old pills", messageId: "old-pills@x" }, 40, "FAIL");
    await write({ remove: keys.schedule("spam") });
    const { id } = await found("Very old pills");
    expect((await platform.runSchedule()).spam).toEqual({ removed: 1, isWhole: true });
    await expectGone(id);
    expect((await platform.runSchedule()).spam).toEqual({ removed: 0, isWhole: true });
    expect(await rowsOf("removal")).toEqual([]);
  });
});

/** Filed late, as it was received that many days ago. */
async function store(mail: TextMail, daysAgo: number, verdict: "PASS" | "FAIL" = "PASS"): Promise<void> {
  const id = `old${String(++index).padStart(37, "0")}`;
  const top = receiptFields({
    ...{ id, source: "lucia@client.example", recipients: ["support@acme.test"], helo: "mail.client.example" },
    ...{ clientIp: "192.0.2.7", at: new Date(inDays(-daysAgo)), verdicts: { ...allPass, spam: verdict } },
    fields: [{ name: "From", value: "lucia@client.example" }],
  });
  await platform.putRaw(`raw/${id}`, `${top}${textMail(mail)}`);
  await platform.runSchedule();
}

/** That a reply was queued is remembered for a week, whatever became of it. */
async function expectGoneButDue(conversationId: string): Promise<void> {
  expect((await rowsAbout(conversationId)).filter(({ type }) => type !== "due").map(({ pk, sk }) => [pk, sk])).toEqual([]);
}
