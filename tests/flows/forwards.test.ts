// I7: a member sends a customer's mail on with `@fwd`. It is the customer's, the member's words are a note, and nobody else can do it.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { ConversationPage, EntryView } from "../../functions/api/views.ts";
import { handler } from "../../functions/inbound/reprocess.ts";
import { readBody } from "../../functions/store/buckets.ts";
import { findInboxOfAddress, type Inbox, saveInbox } from "../../functions/store/inboxes.ts";
import { keys } from "../../functions/store/keys.ts";
import { listMembers, saveMember } from "../../functions/store/members.ts";
import { write } from "../../functions/store/table.ts";
import { ana, platform } from "../helpers/acme.ts";
import { receivedIn } from "../helpers/api.ts";
import { dumpTable, rowsOf } from "../helpers/dump.ts";
import { type TextMail, textMail } from "../helpers/text-mail.ts";

let support: Inbox;
let count = 0;

beforeAll(async () => {
  support = (await findInboxOfAddress("support@acme.test")) as Inbox;
  await saveInbox({ ...support, addresses: [...support.addresses, "help@acme.test"] });
});

interface Sent extends TextMail {
  readonly words?: string;
  readonly writer?: string;
  readonly original?: string;
}

/** Ana's mail with Lucía's in it, about a subject of its own. */
function forwarded({ words = "", writer = "Lucía <lucia@client.example>", original = "It leaks.", ...mail }: Sent = {}) {
  const subject = `Leak ${++count}`;
  const header = `---------- Forwarded message ---------\nFrom: ${writer}\nDate: Fri, 20 Nov 2026 at 09:00\nSubject: ${subject}\nTo: Ana <ana@acme.test>`;
  const text = `@fwd ${words}\n\n${header}\n\n${original}`;
  const raw = textMail({
    from: "Ana Ferrer <ana@acme.test>",
    subject: `Fwd: ${subject}`,
    messageId: `fwd-${count}@acme.test`,
    text,
    ...mail,
  });
  return { subject, raw, messageId: mail.messageId ?? `fwd-${count}@acme.test` };
}

const deliver = (mail: string | Uint8Array, to: string | string[] = "support@acme.test") =>
  platform.deliver(mail, { to, from: "ana@acme.test" });
const fixture = (name: string) => readFileSync(new URL(`../fixtures/mail/${name}.eml`, import.meta.url));
const notesIn = (page: ConversationPage) =>
  page.entries.filter((entry): entry is Extract<EntryView, { kind: "note" }> => entry.kind === "note");

async function only(page: ConversationPage) {
  const [message, another] = receivedIn(page);
  if (!message || another) throw new Error("there should be one message");
  const answer = await ana.get<{ text: string; html?: string }>(
    `/conversations/${message.conversationId}/messages/${message.id}/text`,
  );
  return { message, text: answer.body.text };
}

describe("what a member sends on", () => {
  test("is the customer's mail, with the member's words as a note", async () => {
    await deliver(fixture("fwd-gmail-english"));
    const page = await ana.find("The grinder makes a noise");
    const { message } = await only(page);
    const [note, ...others] = notesIn(page);
    expect(page.conversation.contact).toEqual({ name: "Lucía Fernández", address: "lucia@client.example" });
    expect(page.conversation.snippet).toBe("Hello Ana, since Monday the grinder makes a noise. Lucía");
    expect(message).toMatchObject({
      from: { name: "Lucía Fernández", address: "lucia@client.example" },
      via: { address: "ana@acme.test" },
      forwarder: { name: "Ana Ferrer", to: "support@acme.test", isOriginalId: false },
      trust: "known-unverified",
      sentAt: "2026-11-20T08:41:00.000Z",
      text: "Hello Ana,\n\nsince Monday the grinder makes a noise.\n\nLucía",
      match: { by: "new" },
      defects: [],
    });
    expect(note).toMatchObject({ text: "She called me twice already, please be quick.", by: { name: "Ana Ferrer" } });
    expect([others, page.entries.map(({ kind }) => kind)]).toEqual([[], ["received", "note"]]);
  });

  test("is shown without the member's words, and its original is as it came", async () => {
    const { message } = await only(await ana.find("The grinder makes a noise"));
    const at = `/conversations/${message.conversationId}/messages/${message.id}`;
    const [body, original] = [await ana.get<string>(`${at}/body`), await ana.get(`${at}/original`)];
    expect(body.body).toContain("<b>grinder</b>");
    expect(body.body).not.toMatch(/@fwd|twice|600 000|Forwarded message/);
    expect(await (await fetch(original.headers.get("location") ?? "")).text()).toContain("@fwd She called me twice");
  });

  test("is answered to the customer alone, who sees none of it", async () => {
    const page = await ana.find("The grinder makes a noise");
    expect(page.answer).toMatchObject({ to: [{ address: "lucia@client.example" }], cc: [] });
    expect(page.answer.leftOut.map(({ address }) => address)).toEqual([
      "marco@client.example",
      "purchasing-department-of-the-whole-company@client.example",
    ]);
    await ana.reply(page.conversation, "<p>We will look at it.</p>");
    await platform.idle();
    const mail = (await platform.outbox()).at(-1);
    const raw = await platform.original(mail);
    expect(mail).toMatchObject({ to: ["lucia@client.example"], subject: "Re: The grinder makes a noise" });
    expect(mail?.headers["in-reply-to"]).toBeUndefined();
    expect(mail?.headers.references).toMatch(/^<grinder-1@client\.example>\s+<[^>]+@reply\.[^>]+>$/);
    expect(raw).toContain("> since Monday the grinder makes a noise.");
    expect(raw).not.toMatch(/twice|@fwd|CAFwd1|600 000/);
  });

  test("is answered from the address of ours that it was sent on to", async () => {
    const { raw, subject } = forwarded({ to: "help@acme.test" });
    await deliver(raw, "help@acme.test");
    expect((await ana.find(subject)).answer.from.address).toBe("help@acme.test");
  });

  test("and the customer's answer to us joins it", async () => {
    const { conversation } = await ana.find("The grinder makes a noise");
    const [reply] = (await platform.outbox()).slice(-1);
    await platform.deliver(textMail({ subject: "Re: The grinder makes a noise", messageId: "again@client.example" }), {
      to: String(reply?.headers["reply-to"]).replace(/^.*<|>.*$/g, ""),
    });
    const page = await ana.open(conversation.id);
    expect(receivedIn(page).map(({ trust }) => trust)).toEqual(["known-unverified", "participant-verified"]);
  });

  test("without a word of theirs leaves no note", async () => {
    const { raw, subject } = forwarded();
    await deliver(raw);
    expect(notesIn(await ana.find(subject))).toEqual([]);
  });

  test("is in nobody's spam, whatever SES says of it", async () => {
    const { raw, subject } = forwarded({ original: "Buy cheap pills." });
    await platform.verdicts({ spam: "FAIL" });
    await deliver(raw);
    expect((await ana.find(subject)).conversation.spam).toBeUndefined();
  });

  test("of a blocked sender is set aside as theirs, and the note is kept", async () => {
    const { raw, subject } = forwarded({ writer: "Mallory <mallory@blocked.example>", words: "Is this real?" });
    await ana.put(`/inboxes/${support.id}/senders`, { pattern: "@blocked.example", treatment: "spam" });
    await deliver(raw);
    const [found] = (await ana.list("spam")).filter((one) => one.subject === subject);
    expect(notesIn(await ana.open(found?.id ?? "")).map(({ text }) => text)).toEqual(["Is this real?"]);
  });

  test("in another inbox of the same envelope is the member's own mail, whole", async () => {
    const { raw, subject } = forwarded({ original: `It leaks.\n${"x".repeat(5000)}` });
    await deliver(raw, ["support@acme.test", "sales@acme.test"]);
    const [here, there] = [await only(await ana.find(subject)), await only(await ana.find(`Fwd: ${subject}`))];
    expect([here.message.from.address, there.message.from.address]).toEqual(["lucia@client.example", "ana@acme.test"]);
    expect([here.text.startsWith("It leaks."), there.text.startsWith("@fwd")]).toEqual([true, true]);
  });
});

describe("a mail sent on as a file", () => {
  const inner = (raw: Buffer) => {
    const text = raw.toString();
    return text.slice(text.indexOf("Received: from mail.client.example"), text.indexOf("\n--_004_fwd_--"));
  };

  test("has its own ids, and the answer names it", async () => {
    await deliver(fixture("fwd-attached-outlook"));
    const page = await ana.find("Scale");
    const { message } = await only(page);
    expect(message).toMatchObject({ text: "The scale shows nothing. ¿Qué hago?", trust: "known-unverified", hasHtml: true });
    expect(message.attachments.map(({ contentType }) => contentType)).toEqual(["message/rfc822"]);
    expect(notesIn(page).map(({ text }) => text)).toEqual(["An old customer."]);
    expect(page.answer).toMatchObject({ to: [{ address: "lucia@client.example" }], cc: [] });
    await ana.reply(page.conversation, "<p>Hold the button.</p>");
    await platform.idle();
    expect((await platform.outbox()).at(-1)?.headers["in-reply-to"]).toBe("<scale-2@client.example>");
  });

  test("again is a copy, and its note stays one", async () => {
    await deliver(fixture("fwd-attached-outlook"));
    const page = await ana.find("Scale");
    expect([receivedIn(page).length, notesIn(page).length]).toEqual([1, 1]);
  });

  test("that also comes from the customer is a copy", async () => {
    await platform.deliver(inner(fixture("fwd-attached-outlook")), { to: "support@acme.test" });
    expect(receivedIn(await ana.find("Scale"))).toHaveLength(1);
    expect((await rowsOf("ledger")).filter(({ state }) => state === "duplicate")).toHaveLength(2);
  });
});

describe("a mail that is here already", () => {
  test("is shown once, whoever sends it on, and what they write is a note", async () => {
    const { raw, subject } = forwarded({ inReplyTo: "here-1@client.example", words: "This is urgent." });
    await platform.deliver(textMail({ subject, messageId: "here-1@client.example", text: "It leaks." }), {
      to: "support@acme.test",
    });
    await deliver(raw);
    await deliver(raw);
    const page = await ana.find(subject);
    const { message } = await only(page);
    expect([message.trust, message.forwarder]).toEqual(["participant-verified", undefined]);
    expect(notesIn(page).map(({ text }) => text)).toEqual(["This is urgent."]);
    const copies = (await rowsOf("ledger")).filter(({ messageId, state }) => messageId === message.id && state === "duplicate");
    expect(copies.map(({ reason }) => reason)).toEqual(Array(2).fill("Ana Ferrer sent on a mail that was received before."));
  });

  test.each([
    ["other words", { original: "It leaks again." }],
    ["another writer", { writer: "Marco <marco@client.example>" }],
  ])("is not taken for one with %s, which joins its conversation", async (_what, more) => {
    const id = `here-${++count}@client.example`;
    const { raw, subject } = forwarded({ inReplyTo: id, ...more });
    await platform.deliver(textMail({ subject, messageId: id, text: "It leaks." }), { to: "support@acme.test" });
    await deliver(raw);
    const page = await ana.find(subject);
    expect(receivedIn(page)).toHaveLength(2);
    expect(receivedIn(page).at(-1)).toMatchObject({ match: { by: "in-reply-to" }, forwarder: { name: "Ana Ferrer" } });
    expect(page.answer.to).toMatchObject([{ address: "lucia@client.example" }]);
  });

  test("the same forward twice is one message and one note", async () => {
    const { raw, subject } = forwarded({ words: "Once." });
    await deliver(raw);
    await deliver(raw);
    const page = await ana.find(subject);
    expect([receivedIn(page).length, notesIn(page).length]).toEqual([1, 1]);
  });
});

describe("is an ordinary mail, and keeps every word, when it comes", () => {
  async function ordinary(sent: Sent = {}, to?: string[]) {
    const { raw, subject } = forwarded({ words: "Be quick!", ...sent });
    await deliver(raw, to);
    const page = await ana.find(sent.subject ?? `Fwd: ${subject}`);
    const { message, text } = await only(page);
    expect(text).toMatch(/^@fwd/);
    expect([message.forwarder, message.via, notesIn(page)]).toEqual([undefined, undefined, []]);
    return message;
  }
  const codes = async (...given: Parameters<typeof ordinary>) => (await ordinary(...given)).defects.map(({ code }) => code);

  test.each([
    ["a stranger", "Mallory <mallory@evil.example>"],
    ["a stranger under a member's name", "Ana Ferrer <ana@acme.test.evil.example>"],
    ["a member who may only read here", "Dario Conti <dario@acme.test>"],
    ["a member of other inboxes", "Elena Park <elena@acme.test>"],
    ["two senders", "Ana <ana@acme.test>, Mallory <mallory@evil.example>"],
  ])("from %s", async (_who, from) => {
    const message = await ordinary({ from });
    expect([message.from.address, message.defects.filter(({ code }) => code.startsWith("forward."))]).toEqual([
      /<([^>]*)>/.exec(from)?.[1],
      [],
    ]);
  });

  test("from a member who was disabled", async () => {
    const beto = (await listMembers()).find(({ email }) => email === "beto@acme.test");
    if (!beto) throw new Error("no Beto");
    const { raw, subject } = forwarded({ from: "Beto <Beto@acme.test>" });
    await deliver(raw);
    expect((await only(await ana.find(subject))).message.forwarder?.name).toBe("Beto Núñez");
    await saveMember({ ...beto, isDisabled: true });
    await ordinary({ from: "Beto <beto@acme.test>" });
  });

  test.each(["FAIL", "GRAY"] as const)("with DMARC %s, and says why", async (dmarc) => {
    await platform.verdicts({ dmarc });
    expect(await codes()).toEqual(["forward.unverified"]);
  });

  test("while its inbox takes none", async () => {
    const settings = `/inboxes/${support.id}/settings`;
    await ana.call("PATCH", settings, { takesForwards: false });
    expect(await codes()).toEqual([]);
    await ana.call("PATCH", settings, { takesForwards: true });
  });

  test.each([
    ["to two", { to: "support@acme.test, sales@acme.test" }],
    ["to a colleague, and to us only in the envelope", { to: "beto@acme.test" }],
    ["with a Cc", { cc: "beto@acme.test" }],
  ])("%s", async (_how, sent) => expect(await codes(sent)).toEqual(["forward.recipients"]));

  test("with nothing below that can be read", async () => {
    expect(await codes({ text: "@fwd He called, his number is 600 000 001." })).toEqual(["forward.unreadable"]);
  });

  test("with a mail below that does not say from where it came", async () => {
    expect(await codes({ writer: "Fernández, Lucía" })).toEqual(["forward.no-address"]);
  });

  test("with a mail of our own", async () => {
    expect(await codes({ writer: "Acme Support <Support@acme.test>" })).toEqual(["forward.own"]);
  });
});

describe("read again", () => {
  const since = "2020-01-01T00:00:00.000Z";
  const again = () => handler({ inboxId: support.id, since, apply: true });

  test("everything stays as it was filed, what was sent on and what was not", async () => {
    const before = await dumpTable();
    const done = await again();
    expect([done.read > 20, done.mails]).toEqual([true, []]);
    expect(await dumpTable()).toEqual(before);
  });

  test("the original is mended, and stays the customer's", async () => {
    const { message } = await only(await ana.find("Scale"));
    const key = keys.entry(message.conversationId, message.id);
    const row = (await rowsOf("entry")).find(({ id }) => id === message.id);
    await write({ set: key, values: { text: "@fwd old", from: { name: "", address: "ana@acme.test" } } });
    await again();
    expect((await rowsOf("entry")).find(({ id }) => id === message.id)).toEqual(row);
    expect((await readBody(`${String(row?.rawKey).slice("raw/".length)}-forwarded`)).html).toContain("<b>nothing</b>");
  });

  test("a mail in which the original is not found any more is told of, and left alone", async () => {
    const { raw, subject } = forwarded({ text: "@fwd He called." });
    await deliver(raw);
    const entry = (await rowsOf("entry")).find((row) => row.subject === `Fwd: ${subject}`);
    if (!entry) throw new Error("no entry");
    const forwarder = { memberId: "mem_01JD0000000000000000000ANA", name: "Ana", to: "support@acme.test", isOriginalId: false };
    await write({
      set: { pk: entry.pk, sk: entry.sk },
      values: { forwarder, from: { name: "", address: "lucia@client.example" } },
    });
    const rows = await dumpTable();
    const told = (await again()).mails.find(({ messageId }) => messageId === entry.id);
    expect(told).toMatchObject({ isWorse: true, isApplied: false });
    expect(await dumpTable()).toEqual(rows);
  });
});
