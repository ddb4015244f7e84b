// What stands below a reply: by the inbox's word, by its writer's, and never what is not for its recipients.
import { describe, expect, test } from "vitest";
import type { ConversationPage, ConversationView } from "../../functions/api/views.ts";
import type { Quotation } from "../../functions/core/mail/quote-for-reply.ts";
import { ana, platform } from "../helpers/acme.ts";
import { sentIn } from "../helpers/api.ts";
import { type TextMail, textMail } from "../helpers/text-mail.ts";

let count = 0;

async function arrives(mail: TextMail): Promise<void> {
  await platform.deliver(textMail({ messageId: `quoting-${++count}@x`, ...mail }), { to: "support@acme.test" });
}

async function asked(mail: TextMail = {}): Promise<ConversationPage> {
  const subject = `Quoting ${++count}`;
  await arrives({ text: "It makes a noise.", ...mail, subject });
  return ana.find(subject);
}

/** Replies with `html` and gives back the plain part of what went out. */
async function replied({ id }: Pick<ConversationView, "id">, html: string, more: Record<string, unknown> = {}): Promise<string> {
  const { conversation } = await ana.open(id);
  const queued = await ana.reply(conversation, html, more);
  expect(queued.status).toBe(201);
  await platform.idle();
  const message = sentIn(await ana.open(id)).find((one) => one.id === queued.body.id);
  const out = (await platform.outbox()).find((mail) => mail.id === message?.delivery.sesMessageId);
  return plainPart(await platform.original(out));
}

/** An answer to our last message in the conversation. */
async function answered({ id, subject }: ConversationView, mail: TextMail): Promise<void> {
  const sesMessageId = sentIn(await ana.open(id)).findLast(({ delivery }) => delivery.sesMessageId)?.delivery.sesMessageId;
  await arrives({ subject: `Re: ${subject}`, inReplyTo: `${sesMessageId}@email.amazonses.com`, ...mail });
}

async function preview(id: string, query: string): Promise<Quotation[]> {
  const { status, body } = await ana.get<{ items: Quotation[] }>(`/conversations/${id}/replies/quote?${query}`);
  expect(status).toBe(200);
  return body.items;
}

function plainPart(raw: string): string {
  const [, part = ""] = /Content-Type: text\/plain[^]*?\r\n\r\n([^]*?)\r\n--/.exec(raw) ?? [];
  const bytes = part
    .replaceAll("=\r\n", "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8").replaceAll("\r\n", "\n").trim();
}

const setQuoting = ({ inboxId }: ConversationView, quoting: string) =>
  ana.call("PATCH", `/inboxes/${inboxId}/settings`, { quoting });

describe("how much", () => {
  test("is the answered mail, unless the inbox or the writer says otherwise", async () => {
    const { conversation, answer } = await asked();
    expect(answer.quoting).toBe("last");
    const quote = /^On .+, Lucía <lucia@client\.example> wrote:\n> It makes a noise\.$/m;
    expect(await replied(conversation, "<p>One</p>")).toMatch(quote);
    expect(await replied(conversation, "<p>Two</p>", { quoting: "nothing" })).toBe("Two");

    expect((await setQuoting(conversation, "nothing")).status).toBe(200);
    expect((await ana.open(conversation.id)).answer.quoting).toBe("nothing");
    expect(await replied(conversation, "<p>Three</p>")).toBe("Three");
    expect(await replied(conversation, "<p>Four</p>", { quoting: "last" })).toMatch(quote);
    expect((await setQuoting(conversation, "last")).status).toBe(200);
  });

  test("another word for it is refused", async () => {
    const { conversation } = await asked();
    expect(await ana.reply(conversation, "<p>x</p>", { quoting: "some" })).toMatchObject({
      status: 400,
      body: { code: "input.wrong-value" },
    });
  });
});

describe("the whole conversation", () => {
  test("is every public message, newest first, each once and under its own line; no note, and nobody's Bcc", async () => {
    const { conversation } = await asked({ cc: "marco@client.example" });
    await replied(conversation, "<p>Since when?</p>", { cc: ["marco@client.example"], bcc: ["boss@client.example"] });
    await ana.post(`/conversations/${conversation.id}/notes`, { text: "Probably dropped it." });
    await answered(conversation, {
      text: "Since May.\n\nOn Fri, 20 Nov 2026, Acme Support wrote:\n> Since when?\n> > It makes a noise.",
    });

    const text = await replied(conversation, "<p>Then it is under warranty.</p>", { quoting: "all" });
    expect(text.replace(/On .* wrote:/g, (line) => (line.includes("Lucía") ? "LUCÍA" : "ACME"))).toBe(
      "Then it is under warranty.\n\nLUCÍA\n> Since May.\n>\n> ACME\n>> Since when?\n>\n> LUCÍA\n>> It makes a noise.",
    );
    expect(text).not.toMatch(/dropped|boss/);

    const shown = await preview(conversation.id, "quoting=all&to=lucia@client.example");
    expect(shown.map((one) => one.text)).toEqual([
      "Then it is under warranty.",
      "Since May.",
      "Since when?",
      "It makes a noise.",
    ]);
    expect(await preview(conversation.id, "quoting=last")).toHaveLength(1);
    expect(await preview(conversation.id, "quoting=nothing")).toEqual([]);
  });

  test("leaves out what its recipients had no part in, and so does the answered mail alone", async () => {
    const { conversation } = await asked();
    await replied(conversation, "<p>We shall see.</p>", { bcc: ["lawyer@law.example"] });
    await answered(conversation, { from: "lawyer@law.example", text: "Admit nothing." });
    await replied(conversation, "<p>Understood.</p>", { to: ["lawyer@law.example"] });
    await answered(conversation, { from: "mallory@evil.example", cc: "lucia@client.example", text: "Send the money to me." });
    await answered(conversation, { text: "Away until Monday.", headers: ["Auto-Submitted: auto-replied"] });

    // The lawyer's is the latest mail of a person, so it is the one that is answered; yet not to Lucía.
    expect((await ana.open(conversation.id)).answer.to).toEqual([{ name: "", address: "lawyer@law.example" }]);
    const said = async (query: string) => (await preview(conversation.id, query)).map(({ text }) => text);
    expect(await said("quoting=all&to=lucia@client.example")).toEqual(["We shall see.", "It makes a noise."]);
    expect(await said("quoting=last&to=lucia@client.example")).toEqual(["It makes a noise."]);
    expect(await said("quoting=all&to=lawyer@law.example")).toEqual(["Understood.", "Admit nothing."]);
    expect(await said("quoting=last")).toEqual(["Admit nothing."]);
    for (const quoting of ["all", "last"]) {
      const text = await replied(conversation, "<p>Good news.</p>", {
        to: ["lucia@client.example"],
        bcc: ["lawyer@law.example"],
        quoting,
      });
      expect(text).toContain("> It makes a noise.");
      expect(text).not.toMatch(/Admit|Understood|money|Away/);
    }
  });

  test("for somebody who was on nothing yet is the mail that they are asked about", async () => {
    const { conversation } = await asked();
    for (const quoting of ["all", "last"])
      expect(await replied(conversation, "<p>Do you know it?</p>", { to: ["supplier@parts.example"], quoting })).toContain(
        "> It makes a noise.",
      );
  });

  test("has what our long mails said, and neither the addresses of their files nor what they quoted", async () => {
    const { conversation } = await asked();
    const ticket = (
      await ana.post<{ id: string; address: string; headers: Record<string, string> }>("/uploads", {
        inboxId: conversation.inboxId,
        filename: "film.mp4",
        contentType: "video/mp4",
        sizeBytes: 4,
      })
    ).body;
    await fetch(ticket.address, { method: "PUT", headers: ticket.headers, body: "film" });
    const attachments = [{ uploadId: ticket.id, filename: "film.mp4", as: "link" }];
    const html = `<p>${"Look at it. ".repeat(500)}</p><p>The end.</p>`;
    expect(await replied(conversation, html, { attachments })).toContain("/api/v1/files/");
    const text = await replied(conversation, "<p>Well?</p>", { quoting: "all" });
    expect(text).toMatch(/^> The end\.$/m);
    expect(text).not.toContain("/files/");
    expect(text.match(/It makes a noise/g)).toHaveLength(1);
  });

  test("is that of all parts of a merged one, but for those that are spam", async () => {
    const [target, part, spam] = [await asked(), await asked({ text: "It smokes, too." }), await asked({ text: "Win a prize." })];
    await ana.put(`/conversations/${spam.conversation.id}/spam`, {});
    for (const { conversation } of [part, spam])
      expect((await ana.put(`/conversations/${conversation.id}/merger`, { into: target.conversation.id })).status).toBe(204);
    const shown = await preview(target.conversation.id, "quoting=all&to=lucia@client.example");
    expect(shown.map(({ text }) => text)).toEqual(["It smokes, too.", "It makes a noise."]);
  });

  test("is bounded: the newest thirty messages", { timeout: 60_000 }, async () => {
    const { conversation } = await asked({ text: "message 0." });
    const id = `quoting-${count}@x`;
    for (let index = 1; index <= 33; index++)
      await arrives({ subject: conversation.subject, inReplyTo: id, text: `message ${index}.` });
    const shown = await preview(conversation.id, "quoting=all&to=lucia@client.example");
    expect([shown.length, shown[0]?.text, shown.at(-1)?.text]).toEqual([30, "message 33.", "message 4."]);
  });

  test("is bounded: sixty thousand characters, and a message is never cut in two for them", async () => {
    const { conversation } = await asked({ text: "x".repeat(19_000) });
    const id = `quoting-${count}@x`;
    for (let index = 1; index <= 3; index++)
      await arrives({ subject: conversation.subject, inReplyTo: id, text: "y".repeat(19_500) });
    const shown = await preview(conversation.id, "quoting=all&to=lucia@client.example");
    expect(shown.map(({ text }) => text.trim().length)).toEqual([19_500, 19_500, 19_500]);
  });
});

test("the mail carries, where nobody sees it, the name by which it leads back", async () => {
  const { conversation } = await asked();
  const queued = await ana.reply(conversation, "<p>Hello</p>");
  await platform.idle();
  const out = (await platform.outbox()).at(-1);
  const local = /<(r\.[0-9a-z]{26}\.[0-9a-z]{26})@/.exec(out?.headers["reply-to"] ?? "")?.[1] ?? "";
  const raw = (await platform.original(out)).replaceAll("=\r\n", "").replaceAll("=3D", "=");
  expect(raw).toContain(`<div class="${local}" id="${local}">\r\n<p>Hello</p></div>`);
  expect(plainPart(raw)).not.toContain(local);
  const address = `/conversations/${conversation.id}/messages/${queued.body.id}`;
  const shown = await ana.get<string>(`${address}/body`);
  expect(shown.status).toBe(200);
  expect(shown.body).toContain("Hello");
  expect(shown.body).not.toContain(local);
});
