// Whom an answer goes to through the whole product, from which address, under which threading headers, and with what it leads to.
import { beforeAll, describe, expect, test } from "vitest";
import { threadGuid } from "../../functions/core/signature.ts";
import { config } from "../../functions/runtime/config.ts";
import { answeredThreadIndex, newThreadIndex } from "../../functions/core/mail/thread-index.ts";
import { findConversation } from "../../functions/store/conversations.ts";
import { listInboxes, saveInbox } from "../../functions/store/inboxes.ts";
import { measureCapacity } from "../../functions/store/capacity.ts";
import { findEntry, listEntries } from "../../functions/store/timeline.ts";
import { findAnswered } from "../../functions/actions/find-answered.ts";
import { ana, member, platform } from "../helpers/acme.ts";
import { receivedIn, sentIn } from "../helpers/api.ts";
import { type TextMail, textMail } from "../helpers/text-mail.ts";

let count = 0;

beforeAll(async () => {
  const support = (await listInboxes()).find(({ name }) => name === "Support");
  if (support) await saveInbox({ ...support, addresses: [...support.addresses, "help@acme.test"] });
});

async function asked(mail: TextMail = {}, to = "support@acme.test") {
  const subject = mail.subject ?? `Question ${++count}`;
  await platform.deliver(textMail({ messageId: `asked-${++count}@client.example`, ...mail, subject }), { to });
  return ana.find(subject);
}

async function sentFor(subject: string) {
  await platform.idle();
  return (await platform.outbox()).findLast((mail) => mail.subject === `Re: ${subject}`);
}

async function upload(inboxId: string, filename: string, bytes: Buffer) {
  const ticket = await ana.post<{ id: string; address: string; headers: Record<string, string> }>("/uploads", {
    inboxId,
    filename,
    contentType: "application/octet-stream",
    sizeBytes: bytes.length,
  });
  await fetch(ticket.body.address, { method: "PUT", headers: ticket.body.headers, body: new Uint8Array(bytes) });
  return { uploadId: ticket.body.id, filename };
}

describe("recipients", () => {
  test("are those of the answered mail, also behind sixty notes", async () => {
    const { conversation } = await asked({ cc: "Marco <marco@client.example>" });
    for (let note = 0; note < 60; note++) await ana.post(`/conversations/${conversation.id}/notes`, { text: `note ${note}` });
    const page = await ana.open(conversation.id);
    expect(receivedIn(page)).toEqual([]);
    expect(page.answer).toMatchObject({ to: [{ address: "lucia@client.example" }], cc: [{ address: "marco@client.example" }] });
    await ana.reply(page.conversation, "<p>At last.</p>");
    const mail = await sentFor(conversation.subject);
    expect(mail?.to).toEqual(["lucia@client.example"]);
    expect(await platform.original(mail)).toContain("> It makes a noise.");
    expect(mail?.headers["in-reply-to"]).toMatch(/@client\.example>$/);
  });

  test("cost no more to find when the mail is on the first page, and a bounded number of pages when there is none", async () => {
    const { conversation } = await asked();
    const stored = await findConversation(conversation.id);
    if (!stored) throw new Error("it was just made");
    const newest = await listEntries([stored.id], 50);
    const near = await measureCapacity(() => findAnswered(stored, newest));
    expect(near.used.reads).toBe(0);
    expect(near.result.answered?.conversationId).toBe(stored.id);
    const none = await measureCapacity(() => findAnswered(stored, []));
    expect([none.used.reads, none.result]).toEqual([0, {}]);
  });

  test("may be all or the sender; whoever was added or left out is exactly who was chosen", async () => {
    const { conversation } = await asked({ cc: "marco@client.example, eva@client.example" });
    await ana.reply(conversation, "<p>x</p>", { to: ["Eva <eva@client.example>"], cc: ["boss@client.example"] });
    expect(await sentFor(conversation.subject)).toMatchObject({ to: ["eva@client.example"], cc: ["boss@client.example"] });
  });

  test("T-AD-10: are refused before SES could read them otherwise", async () => {
    const { conversation } = await asked();
    for (const to of [
      "<aaa@bbb.example>ccc@ddd.example",
      "a@b.example, =?utf-8?q?x?=@c.example",
      "\u00fc@x.example",
      "a@b.example\u2028Bcc: x@y.example",
    ])
      expect(await ana.reply(conversation, "<p>x</p>", { to: [to] })).toMatchObject({
        status: 400,
        body: { code: expect.stringMatching(/^reply\.recipient-/) },
      });
    expect(await sentFor(conversation.subject)).toBeUndefined();
  });
});

describe("the sender", () => {
  test("is the alias that was written to", async () => {
    const page = await asked({ to: "Help desk <help@acme.test>" }, "help@acme.test");
    expect(page.answer.from).toEqual({ name: "Acme Support", address: "help@acme.test" });
    expect(page.answer.aliases).toEqual(["support@acme.test", "help@acme.test"]);
    await ana.reply(page.conversation, "<p>x</p>");
    expect((await sentFor(page.conversation.subject))?.from).toContain("help@acme.test");
  });

  test("is another alias on demand, and never an address of another inbox", async () => {
    const { conversation } = await asked();
    expect(await ana.reply(conversation, "<p>x</p>", { from: "sales@acme.test" })).toMatchObject({
      status: 400,
      body: { code: "reply.from" },
    });
    expect((await ana.reply(conversation, "<p>x</p>", { from: "help@acme.test" })).status).toBe(201);
    expect((await sentFor(conversation.subject))?.from).toContain("help@acme.test");
  });
});

test("a mail that a group of ours passed on is its writer's, and answered to them", async () => {
  const { conversation, answer, entries } = await asked({
    from: "'Lucía' via Support <support@acme.test>",
    headers: ["X-Original-From: Lucía <lucia@client.example>", "X-Original-Sender: lucia@client.example"],
  });
  expect(conversation.contact).toEqual({ name: "Lucía", address: "lucia@client.example" });
  expect(answer.to).toEqual([conversation.contact]);
  expect(entries[0]).toMatchObject({ via: { address: "support@acme.test" }, trust: "known-unverified" });
});

test("one mail to two inboxes is a conversation in each, and each leads to the other for who may read it", async () => {
  const beto = await member("beto"); // answers support, is no member of sales
  const mail = textMail({ subject: "To both", messageId: "both@x", to: "support@acme.test, sales@acme.test" });
  await platform.deliver(mail, { to: ["support@acme.test", "sales@acme.test"] });
  const both = (await ana.list()).filter(({ subject }) => subject === "To both");
  expect(new Set(both.map(({ inboxId }) => inboxId)).size).toBe(2);
  for (const [here, there] of [both, both.toReversed()]) {
    const message = receivedIn(await ana.open(here?.id ?? ""))[0];
    const copies = await ana.get(`/conversations/${here?.id}/messages/${message?.id}/copies`);
    expect(copies.body).toMatchObject({ items: [{ inboxId: there?.inboxId, conversationId: there?.id }] });
  }
  const [inSupport] = (await beto.list()).filter(({ subject }) => subject === "To both");
  const message = receivedIn(await beto.open(inSupport?.id ?? ""))[0];
  expect((await beto.get(`/conversations/${inSupport?.id}/messages/${message?.id}/copies`)).body).toEqual({ items: [] });
});

describe("for Outlook", () => {
  test("an answer continues the index of the mail it answers, under the bare subject as topic", async () => {
    const theirs = newThreadIndex({ guid: Buffer.alloc(16, 7), createdAt: "2026-11-20T09:00:00.000Z" });
    const page = await asked({
      subject: "RE: Noise in the grinder",
      headers: [`Thread-Index: ${theirs}`, "Thread-Topic: Noise in the grinder"],
    });
    await ana.reply(page.conversation, "<p>x</p>");
    await platform.idle();
    const mail = (await platform.outbox()).find(({ subject }) => subject === "Re: Noise in the grinder");
    expect(mail?.headers["thread-topic"]).toBe("Noise in the grinder");
    const index = Buffer.from(mail?.headers["thread-index"] ?? "", "base64");
    expect(index).toHaveLength(27);
    expect(index.subarray(0, 22).toString("base64")).toBe(theirs);
  });

  test("a mail without one begins one that every later answer shares", async () => {
    const { conversation } = await asked();
    await ana.reply(conversation, "<p>one</p>");
    const first = (await sentFor(conversation.subject))?.headers["thread-index"];
    await ana.reply((await ana.open(conversation.id)).conversation, "<p>two</p>");
    const second = (await sentFor(conversation.subject))?.headers["thread-index"];
    const thread = { guid: threadGuid(config.signingKeys, conversation.id), createdAt: conversation.createdAt };
    const root = newThreadIndex(thread);
    for (const index of [first, second]) expect(index).toMatch(new RegExp(`^${root.slice(0, 28).replace(/[+/]/g, "\\$&")}`));
    expect(first).toBe(answeredThreadIndex(undefined, thread, sentIn(await ana.open(conversation.id))[0]?.at ?? ""));
  });

  test("a long foreign subject stays one legal header", async () => {
    const subject = `Störung ${"漢字 ".repeat(60)}`.trim();
    const { conversation } = await asked({ subject: `=?utf-8?b?${Buffer.from(subject).toString("base64")}?=` }).catch(async () =>
      ana.find(subject),
    );
    await ana.reply(conversation, "<p>x</p>");
    await platform.idle();
    const [message] = sentIn(await ana.open(conversation.id));
    expect(message?.delivery.state).toBe("delivered");
  });
});

describe("a file as a link", () => {
  const bytes = Buffer.from("film \u0000\u00ff".repeat(1000), "latin1");

  async function linked() {
    const { conversation } = await asked();
    const film = { ...(await upload(conversation.inboxId, "Film für Lucía.mp4", bytes)), as: "link" };
    const small = await upload(conversation.inboxId, "note.txt", Buffer.from("small"));
    expect((await ana.reply(conversation, "<p>Here it is.</p>", { attachments: [film, small] })).status).toBe(201);
    const mail = await sentFor(conversation.subject);
    const raw = (await platform.original(mail)).replaceAll("=\r\n", "").replaceAll("=3D", "=");
    const address = /(http:\/\/[^\s"<]+\/api\/v1\/files\/[\w.-]+)/.exec(raw)?.[1] ?? "";
    return { conversation, raw, address };
  }

  test("is not in the mail: the mail says what it is, how large, until when and where", async () => {
    const { conversation, raw, address } = await linked();
    expect(address).toContain("/api/v1/files/");
    expect(raw).not.toContain(bytes.toString("base64").slice(0, 60));
    expect(raw).toContain("c21hbGw");
    expect(raw).toMatch(/\(6\.8 KB, until \d{1,2} [A-Z][a-z]{2} 20\d\d\)/);
    expect(raw.indexOf("Here it is.")).toBeLessThan(raw.indexOf("Files to download:"));
    expect(raw.indexOf("Files to download:")).toBeLessThan(raw.indexOf("> It makes a noise."));
    const [message] = sentIn(await ana.open(conversation.id));
    expect(message?.attachments.map(({ filename, linkUntil }) => [filename, linkUntil !== undefined])).toEqual([
      ["Film für Lucía.mp4", true],
      ["note.txt", false],
    ]);
    const days = (Date.parse(message?.attachments[0]?.linkUntil ?? "") - Date.parse(message?.at ?? "")) / 86_400_000;
    expect(days).toBe(30);
  });

  test("is downloaded without a session, always as a file", async () => {
    const { address } = await linked();
    const redirect = await fetch(address, { redirect: "manual" });
    expect(redirect.status).toBe(302);
    const download = await fetch(redirect.headers.get("location") ?? "");
    expect(Buffer.from(await download.arrayBuffer())).toEqual(bytes);
    expect(download.headers.get("content-disposition")).toMatch(/^attachment; .*Film%20f%C3%BCr%20Luc%C3%ADa\.mp4/);
    expect(redirect.headers.get("referrer-policy")).toBe("no-referrer");
  });

  test("leads to that file alone: what is changed, cut or of another purpose leads nowhere", async () => {
    const { address } = await linked();
    const token = address.split("/").at(-1) ?? "";
    const [key, body, mac] = token.split(".");
    const payload = JSON.parse(Buffer.from(body ?? "", "base64url").toString()) as { p: { i: number }; e: number };
    const other = Buffer.from(JSON.stringify({ ...payload, p: { ...payload.p, i: 1 } })).toString("base64url");
    for (const changed of [
      `${key}.${other}.${mac}`,
      `${key}.${body}.`,
      `${key}.${body}`,
      "x",
      `${key}.${body}.${mac}x`,
      `k9.${body}.${mac}`,
    ]) {
      const answer = await fetch(address.replace(token, changed), { redirect: "manual" });
      expect(answer.status).toBe(404);
      expect(await answer.text()).toMatch(/^This file is no longer here\./);
    }
    expect((await fetch(address.replace("/files/", "/inline/"))).status).toBe(404);
  });

  test("more than a mail can carry is refused as a file and goes as a link", async () => {
    const { conversation } = await asked();
    const large = await upload(conversation.inboxId, "large.bin", Buffer.alloc(26 * 1024 * 1024, 7));
    const refused = await ana.reply(conversation, "<p>x</p>", { attachments: [large] });
    expect(refused).toMatchObject({ status: 413, body: { code: "reply.attachments-too-large" } });
    expect((await ana.reply(conversation, "<p>x</p>", { attachments: [{ ...large, as: "link" }] })).status).toBe(201);
    const mail = await sentFor(conversation.subject);
    expect((await platform.original(mail)).length).toBeLessThan(10_000);
    const [message] = sentIn(await ana.open(conversation.id));
    const stored = message && (await findEntry(conversation.id, message.id));
    expect(stored).toMatchObject({ attachments: [{ sizeBytes: 26 * 1024 * 1024 }] });
  });

  test("of more than a gigabyte is not asked for", async () => {
    const { conversation } = await asked();
    const ticket = await ana.post<{ code: string }>("/uploads", {
      inboxId: conversation.inboxId,
      filename: "huge.bin",
      contentType: "application/octet-stream",
      sizeBytes: 1024 ** 3 + 1,
    });
    expect(ticket).toMatchObject({ status: 413, body: { code: "reply.attachments-too-large" } });
  });
});
