// A person answers: what goes out, what stops them, and what others see.
import { beforeAll, describe, expect, test } from "vitest";
import { ana, member, platform } from "../helpers/acme.ts";
import { type ApiMember, sentIn } from "../helpers/api.ts";
import { textMail } from "../helpers/text-mail.ts";

let beto: ApiMember;
let index = 0;

beforeAll(async () => {
  beto = await member("beto");
});

async function asked(mail: Parameters<typeof textMail>[0] = {}) {
  const subject = mail.subject ?? `Question ${++index}`;
  await platform.deliver(textMail({ messageId: `question-${index}-${subject.length}@client.example`, ...mail, subject }), {
    to: "support@acme.test",
  });
  return ana.find(subject);
}

async function sentFor(subject: string) {
  await platform.idle();
  return (await platform.outbox()).filter((mail) => mail.subject === `Re: ${subject}`);
}

describe("what goes out", () => {
  test("one mail, to the customer, from the inbox, with threading headers and the quoted original", async () => {
    const { conversation } = await asked({ text: "It makes a noise.\nWhat now?" });
    const queued = await ana.reply(conversation, "<p>Send us a <strong>recording</strong>.</p>");
    expect(queued.status).toBe(201);
    const [mail, ...more] = await sentFor(conversation.subject);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ to: ["lucia@client.example"], cc: [], subject: `Re: ${conversation.subject}` });
    expect(mail?.from).toContain("support@acme.test");
    expect(mail?.headers["in-reply-to"]).toContain("@client.example>");
    expect(mail?.headers["reply-to"]).toMatch(/<r\.[0-9a-z]{26}\.[0-9a-z]{26}@reply\.acme\.test>/);
    expect(mail?.headers.references).toMatch(/@client\.example>\s+<r\..*@reply\.acme\.test>$/);
    const raw = await platform.original(mail);
    expect(raw).toContain("text/plain");
    expect(raw).toContain("> It makes a noise.");
    expect(raw).toContain("<strong>recording</strong>");
  });

  test("an empty text beside HTML is no text: the plain part comes of the HTML", async () => {
    const { conversation } = await asked();
    expect((await ana.reply(conversation, "<p>Send it back.</p>", { text: " " })).status).toBe(201);
    const [mail] = await sentFor(conversation.subject);
    expect((await platform.original(mail)).match(/Send it back\./g)).toHaveLength(2);
  });

  test("its state is shown until it is delivered", async () => {
    const { conversation } = await asked();
    await ana.reply(conversation, "<p>Hello</p>");
    expect(["queued", "sending", "sent", "delivered"]).toContain(sentIn(await ana.open(conversation.id))[0]?.delivery.state);
    await platform.idle();
    const [message] = sentIn(await ana.open(conversation.id));
    expect(message).toMatchObject({
      hasOriginal: true,
      delivery: { state: "delivered", recipients: [{ address: "lucia@client.example" }] },
    });
  });

  test("Cc goes out as chosen, once each, and nobody else", async () => {
    const { conversation, answer } = await asked({ cc: "Marco <marco@client.example>, sales@acme.test" });
    expect(answer.cc).toEqual([{ name: "Marco", address: "marco@client.example" }]);
    await ana.reply(conversation, "<p>x</p>", { cc: ["Eva <eva@client.example>", { address: "eva@client.example" }] });
    const [mail] = await sentFor(conversation.subject);
    expect(mail).toMatchObject({ to: ["lucia@client.example"], cc: ["eva@client.example"] });
  });

  test("script in a reply never leaves", async () => {
    const { conversation } = await asked();
    await ana.reply(conversation, '<p onclick="x()">Hi<script>alert(1)</script><img src=x onerror=alert(1)></p>');
    const [mail] = await sentFor(conversation.subject);
    expect(await platform.original(mail)).not.toMatch(/<script|onclick|onerror/);
  });

  test("a file goes by presigned upload, and comes out as it was", async () => {
    const { conversation } = await asked();
    const bytes = Buffer.from("%PDF-1.4 invoice \u0000\u00ff", "latin1");
    const ticket = await ana.post<{ id: string; address: string; headers: Record<string, string> }>("/uploads", {
      inboxId: conversation.inboxId,
      filename: "Rechnung ü.pdf",
      contentType: "application/pdf",
      sizeBytes: bytes.length,
    });
    expect(ticket.status).toBe(201);
    const put = await fetch(ticket.body.address, { method: "PUT", headers: ticket.body.headers, body: bytes });
    expect(put.ok).toBe(true);
    const attachments = [{ uploadId: ticket.body.id, filename: "Rechnung ü.pdf", contentType: "application/pdf" }];
    expect((await ana.reply(conversation, "<p>Here</p>", { attachments })).status).toBe(201);
    const [mail] = await sentFor(conversation.subject);
    const raw = await platform.original(mail);
    expect(raw).toContain(bytes.toString("base64"));

    const [message] = sentIn(await ana.open(conversation.id));
    const redirect = await ana.get(`/conversations/${conversation.id}/messages/${message?.id}/attachments/0`);
    const download = await fetch(redirect.headers.get("location") ?? "");
    expect(Buffer.from(await download.arrayBuffer())).toEqual(bytes);
    expect(download.headers.get("content-disposition")).toContain("attachment");
  });
});

describe("what stops a reply", () => {
  test("the customer wrote in the meantime", async () => {
    const { conversation } = await asked({ subject: "Stale", messageId: "stale@x" });
    await platform.deliver(textMail({ subject: "Re: Stale", messageId: "stale-2@x", inReplyTo: "stale@x" }), {
      to: "support@acme.test",
    });
    const refused = await ana.reply(conversation, "<p>x</p>");
    expect(refused).toMatchObject({ status: 409, body: { code: "reply.stale" } });
    expect(await sentFor("Stale")).toEqual([]);
    const fresh = await ana.open(conversation.id);
    expect((await ana.reply(fresh.conversation, "<p>x</p>")).status).toBe(201);
  });

  test("two people send at the same moment: one mail goes out", async () => {
    const { conversation } = await asked();
    const answers = await Promise.all([ana.reply(conversation, "<p>from Ana</p>"), beto.reply(conversation, "<p>from Beto</p>")]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(await sentFor(conversation.subject)).toHaveLength(1);
  });

  test("the same request twice is one mail and one answer; the key for another text is refused", async () => {
    const { conversation } = await asked();
    const send = (html: string) =>
      ana.post<{ id: string; code?: string }>(
        `/conversations/${conversation.id}/replies`,
        { html, version: conversation.version },
        { "idempotency-key": "k-1" },
      );
    const both = await Promise.all([send("<p>x</p>"), send("<p>x</p>")]);
    const third = await send("<p>x</p>");
    expect([...both, third].map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set([...both, third].map(({ body }) => body.id)).size).toBe(1);
    expect(await sentFor(conversation.subject)).toHaveLength(1);
    expect((await send("<p>y</p>")).body.code).toBe("idempotency-key.reused");
  });

  test.each([
    ["an empty reply", { html: "<p> </p>" }, "reply.empty"],
    ["an address that is none", { html: "x", cc: ["not an address"] }, "reply.recipient-malformed"],
    ["a line break in an address", { html: "x", cc: ["a@b.example\r\nBcc: c@d.example"] }, "reply.recipient-malformed"],
    ["an address that SES reads otherwise", { html: "x", to: ["<a@b.example>c@d.example"] }, "reply.recipient-malformed"],
    ["a local part that needs SMTPUTF8", { html: "x", to: ["jörg@b.example"] }, "reply.recipient-not-ascii"],
    ["one of our own addresses", { html: "x", cc: ["sales@acme.test"] }, "reply.recipient-own"],
    [
      "a file that nobody uploaded",
      { html: "x", attachments: [{ uploadId: `upl_${"0".repeat(26)}`, filename: "a" }] },
      "upload.missing",
    ],
    [
      "a line break in a filename",
      { html: "x", attachments: [{ uploadId: `upl_${"0".repeat(26)}`, filename: "a\nb" }] },
      "input.wrong-value",
    ],
    ["an unknown field", { html: "x", replyTo: ["a@b.example"] }, "input.unknown-field"],
  ])("%s", async (_, body, code) => {
    const { conversation } = await asked();
    const { html, ...more } = body;
    expect(await ana.reply(conversation, html, more)).toMatchObject({ status: 400, body: { code } });
    expect(await sentFor(conversation.subject)).toEqual([]);
  });

  test("a file that is replaced after the reply was queued goes out as it was", async () => {
    const { conversation } = await asked();
    const file = { inboxId: conversation.inboxId, filename: "a.txt", contentType: "text/plain", sizeBytes: 5 };
    const ticket = (await ana.post<{ id: string; address: string; headers: Record<string, string> }>("/uploads", file)).body;
    const put = (body: string) => fetch(ticket.address, { method: "PUT", headers: ticket.headers, body });
    await put("first");
    const queued = await ana.reply(conversation, "<p>x</p>", { attachments: [{ uploadId: ticket.id, filename: "a.txt" }] });
    await put("other");
    const redirect = await ana.get(`/conversations/${conversation.id}/messages/${queued.body.id}/attachments/0`);
    expect(await (await fetch(redirect.headers.get("location") ?? "")).text()).toBe("first");
    const [mail] = await sentFor(conversation.subject);
    expect(await platform.original(mail)).toContain(Buffer.from("first").toString("base64"));
  });

  test("another member's upload cannot be attached", async () => {
    const { conversation } = await asked();
    const ticket = await beto.post<{ id: string; address: string; headers: Record<string, string> }>("/uploads", {
      inboxId: conversation.inboxId,
      filename: "a.txt",
      contentType: "text/plain",
      sizeBytes: 1,
    });
    await fetch(ticket.body.address, { method: "PUT", headers: ticket.body.headers, body: "x" });
    const stolen = await ana.reply(conversation, "<p>x</p>", { attachments: [{ uploadId: ticket.body.id, filename: "a.txt" }] });
    expect(stolen.body.code).toBe("upload.missing");
  });
});

describe("the rest of the work", () => {
  test("a note is for the team: no mail, unread for the others", async () => {
    const { conversation } = await asked();
    const note = await beto.post(`/conversations/${conversation.id}/notes`, { text: "Warranty ended in May." });
    expect(note.status).toBe(201);
    expect(await sentFor(conversation.subject)).toEqual([]);
    const page = await ana.open(conversation.id);
    expect(page.entries.at(-1)).toMatchObject({
      kind: "note",
      text: "Warranty ended in May.",
      by: { name: expect.stringMatching(/^Beto/) },
    });
    const fresh = page.conversation;
    await ana.reply(fresh, "<p>Hello</p>");
    const [mail] = await sentFor(conversation.subject);
    expect(await platform.original(mail)).not.toContain("Warranty");
  });

  test("taking what somebody else just took is refused", async () => {
    const { conversation } = await asked();
    const me = async (member: ApiMember) => (await member.get<{ id: string }>("/me")).body.id;
    const take = async (member: ApiMember) =>
      member.put(`/conversations/${conversation.id}/assignment`, { memberId: await me(member), expectedOwner: null });
    const answers = await Promise.all([take(ana), take(beto)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
  });

  test("folders and counts follow", async () => {
    const { conversation } = await asked();
    const counts = async () => {
      const { items } = (await ana.get<{ items: { id: string; counts: Record<string, number> }[] }>("/inboxes")).body;
      return items.find(({ id }) => id === conversation.inboxId)?.counts ?? {};
    };
    const before = await counts();
    const me = (await ana.get<{ id: string }>("/me")).body.id;
    await ana.put(`/conversations/${conversation.id}/assignment`, { memberId: me });
    expect(await counts()).toMatchObject({ unassigned: (before.unassigned ?? 0) - 1, mine: (before.mine ?? 0) + 1 });
    expect((await ana.list("mine")).map(({ id }) => id)).toContain(conversation.id);
    await ana.put(`/conversations/${conversation.id}/closure`);
    expect(await counts()).toMatchObject({ open: (before.open ?? 0) - 1, mine: before.mine ?? 0 });
    expect((await ana.list("closed")).map(({ id }) => id)).toContain(conversation.id);
    expect((await ana.list("open")).map(({ id }) => id)).not.toContain(conversation.id);
  });

  test("read is mine, unread again is mine too", async () => {
    const { conversation } = await asked();
    await ana.put(`/conversations/${conversation.id}/read`);
    expect((await ana.open(conversation.id)).conversation.isUnread).toBe(false);
    expect((await beto.open(conversation.id)).conversation.isUnread).toBe(true);
    await ana.remove(`/conversations/${conversation.id}/read`);
    expect((await ana.open(conversation.id)).conversation.isUnread).toBe(true);
  });

  test("a conversation of long notes opens page by page, down to the customer's mail", async () => {
    const { conversation } = await asked();
    for (let one = 0; one < 30; one++) await ana.post(`/conversations/${conversation.id}/notes`, { text: "咖".repeat(10_000) });
    let page = (await ana.get<{ entries: { kind: string }[]; nextCursor: string | null }>(`/conversations/${conversation.id}`))
      .body;
    const kinds = page.entries.map(({ kind }) => kind);
    while (page.nextCursor) {
      const cursor = encodeURIComponent(page.nextCursor);
      page = (await ana.get<typeof page>(`/conversations/${conversation.id}/timeline?cursor=${cursor}`)).body;
      kinds.unshift(...page.entries.map(({ kind }) => kind));
    }
    expect(kinds).toEqual(["received", ...Array.from({ length: 30 }, () => "note")]);
  });

  test("an international domain goes to SES as DNS knows it, and its delivery is recognised", async () => {
    const { conversation } = await asked();
    await ana.reply(conversation, "<p>x</p>", { to: [{ address: "ana@españa.example" }] });
    const [mail] = await sentFor(conversation.subject);
    expect(mail?.destinations).toEqual(["ana@xn--espaa-rta.example"]);
    expect(sentIn(await ana.open(conversation.id))[0]?.delivery.state).toBe("delivered");
  });

  test("a list continues by its cursor, without gaps or repeats", async () => {
    for (let one = 0; one < 5; one++) await asked();
    const all = (await ana.list()).map(({ id }) => id);
    const seen: string[] = [];
    let cursor: string | null = "";
    do {
      const query: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
      const page = await ana.get<{ items: { id: string }[]; nextCursor: string | null }>(
        `/conversations?folder=all&limit=3${query}`,
      );
      seen.push(...page.body.items.map(({ id }) => id));
      cursor = page.body.nextCursor;
    } while (cursor);
    expect(seen).toEqual(all);
  });

  test("a cursor of somebody else, or of another list, is refused", async () => {
    const page = await ana.get<{ nextCursor: string }>("/conversations?folder=all&limit=1");
    const cursor = encodeURIComponent(page.body.nextCursor);
    for (const answer of [
      await beto.get(`/conversations?folder=all&cursor=${cursor}`),
      await ana.get(`/conversations?folder=open&cursor=${cursor}`),
    ]) {
      expect(answer).toMatchObject({ status: 400, body: { code: "cursor.invalid" } });
    }
  });
});
