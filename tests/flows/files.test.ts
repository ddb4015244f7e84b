// The files of a message through the whole product: all of them in one download, and what of them can be read without one.
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import type { ReceivedView, SentView } from "../../functions/api/views.ts";
import type { OpenedMail } from "../../functions/core/mail/opened-mail.ts";
import { bucketsClient } from "../../functions/runtime/clients.ts";
import { ana, platform } from "../helpers/acme.ts";
import { receivedIn, sentIn } from "../helpers/api.ts";
import { richMail } from "../browser/rich-mail.ts";
import { tnef } from "../helpers/tnef.ts";
import { type Unzipped, unzip } from "../helpers/unzip.ts";

let count = 0;

type Files = NonNullable<Parameters<typeof richMail>[0]["attachments"]>;

async function arrived(attachments: Files, { html, subject = `Files ${++count}` }: { html?: string; subject?: string } = {}) {
  const mail = await richMail({ subject, text: "See files.", ...(html ? { html } : {}), attachments });
  return delivered(mail, subject);
}

async function delivered(raw: string | Buffer, subject: string): Promise<ReceivedView> {
  await platform.deliver(raw, { to: "support@acme.test" });
  const [message] = receivedIn(await ana.find(subject));
  if (!message) throw new Error(`no message ${subject}`);
  return message;
}

const at = ({ conversationId, id }: Pick<ReceivedView | SentView, "conversationId" | "id">) =>
  `/conversations/${conversationId}/messages/${id}`;

async function downloaded(message: ReceivedView | SentView, query = ""): Promise<{ files: Unzipped[]; headers: Headers }> {
  const redirect = await ana.get(`${at(message)}/attachments.zip${query}`);
  expect(redirect.status).toBe(302);
  const answer = await fetch(redirect.headers.get("location") ?? "");
  expect(answer.status).toBe(200);
  return { files: unzip(Buffer.from(await answer.arrayBuffer())), headers: answer.headers };
}

const text = (files: readonly Unzipped[]) => files.map(({ name, content }) => [name, content.toString()]);

describe("all files in one", () => {
  test("are as they came, under their names, in an archive named after the subject", async () => {
    const message = await arrived(
      [
        { filename: "Rechnung für Lucía.txt", content: "one" },
        { filename: "scan.bin", content: Buffer.alloc(100_000, "ab") },
        { filename: "empty.log", content: "" },
      ],
      { subject: "Re: Grinder 10/2026" },
    );
    const { files, headers } = await downloaded(message);
    expect(files.map(({ name }) => name)).toEqual(["Rechnung für Lucía.txt", "scan.bin", "empty.log"]);
    expect(files[0]?.content.toString()).toBe("one");
    expect(files[1]?.content).toEqual(Buffer.alloc(100_000, "ab"));
    expect(headers.get("content-type")).toBe("application/zip");
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename="Grinder 10-2026\.zip";/);
  });

  test("are unlike one another, and unpack to nowhere else", async () => {
    const message = await arrived([
      { filename: "a.txt", content: "1" },
      { filename: "a.txt", content: "2" },
      { filename: "../../etc/passwd", content: "3" },
      { filename: "con.txt", content: "4" },
      { filename: "invoice\u202Efdp.exe", content: "5" },
      { filename: `${"見".repeat(300)}.pdf`, content: "6" },
      { filename: false, contentType: "application/pdf", content: "7" },
    ]);
    const { files } = await downloaded(message);
    const names = files.map(({ name }) => name);
    expect(names.slice(0, 5)).toEqual(["a.txt", "a (2).txt", "passwd", "_con.txt", "invoicefdp.exe"]);
    expect(names[5]).toMatch(/^見{20,80}\.pdf$/);
    expect(names[6]).toMatch(/^part-\d\.pdf$/);
    expect(files.map(({ content }) => content.toString())).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
  });

  test("are those of a winmail.dat as well", async () => {
    const message = await delivered("outlook-winmail-dat.eml", "Angebot");
    const { files } = await downloaded(message);
    expect(files.map(({ name }) => name)).toEqual(["winmail.dat", "Angebot für Acme.txt"]);
    expect(files[1]?.content.toString()).toBe("Zehn Tassen, 50 Euro.\n");
  });

  test("leave out the pictures in the text, unless they are asked for, and what a program signed with", async () => {
    const png = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
    const message = await arrived(
      [
        { filename: "logo.png", contentType: "image/png", cid: "logo@x", content: png },
        { filename: "signature.asc", contentType: "application/pgp-signature", content: "sig" },
        { filename: "a.txt", content: "a" },
      ],
      { html: '<p>Hi <img src="cid:logo@x"></p>' },
    );
    const names = async (query: string) => (await downloaded(message, query)).files.map(({ name }) => name);
    expect(await names("")).toEqual(["a.txt"]);
    expect((await names("?inline=included")).toSorted()).toEqual(["a.txt", "logo.png"]);
    expect((await ana.get(`${at(message)}/attachments.zip?inline=yes`)).status).toBe(400);
  });

  test("of what we sent are what is in the mail, without what it only leads to", async () => {
    const { conversationId } = await arrived([]);
    const upload = async (filename: string, content: string) => {
      const ticket = await ana.post<{ id: string; address: string; headers: Record<string, string> }>("/uploads", {
        inboxId: (await ana.open(conversationId)).conversation.inboxId,
        filename,
        contentType: "text/plain",
        sizeBytes: content.length,
      });
      await fetch(ticket.body.address, { method: "PUT", headers: ticket.body.headers, body: content });
      return { uploadId: ticket.body.id, filename };
    };
    const attachments = [
      await upload("a/b.txt", "one"),
      { ...(await upload("film.mp4", "two")), as: "link" as const },
      await upload("b.txt", "three"),
    ];
    const { conversation } = await ana.open(conversationId);
    expect((await ana.reply(conversation, "<p>Here.</p>", { attachments })).status).toBe(201);
    await platform.idle();
    const [message] = sentIn(await ana.open(conversationId));
    if (!message) throw new Error("nothing was sent");
    expect(text((await downloaded(message)).files)).toEqual([
      ["b.txt", "one"],
      ["b (2).txt", "three"],
    ]);
  });

  test("of a mail without any are not there", async () => {
    expect((await ana.get(`${at(await arrived([]))}/attachments.zip`)).status).toBe(404);
  });

  test("are written once, and found there by whoever asks next", async () => {
    const message = await arrived([{ filename: "a.txt", content: "a" }]);
    const asked: string[] = [];
    const listening = { step: "initialize", name: "listening" } as const;
    bucketsClient().middlewareStack.add(
      (next, { commandName = "" }) =>
        (args) => (asked.push(commandName), next(args)),
      listening,
    );
    const first = await downloaded(message);
    expect(asked.splice(0)).toEqual(["HeadObjectCommand", "GetObjectCommand", "PutObjectCommand", "GetObjectCommand"]);
    expect((await downloaded(message)).files).toEqual(first.files);
    expect(asked).toEqual(["HeadObjectCommand", "GetObjectCommand"]);
    bucketsClient().middlewareStack.remove(listening.name);
  });

  test("of forty megabytes come out byte for byte", async () => {
    const halves = ["x", "y"].map((char) => Buffer.alloc(13 * 1024 * 1024, `0123456789${char}`));
    const message = await arrived(halves.map((content, n) => ({ filename: `half-${n}.bin`, content })));
    const { files } = await downloaded(message);
    expect(files.map(({ content }, n) => content.equals(halves[n] ?? Buffer.alloc(0)))).toEqual([true, true]);
  });

  test("of a hostile winmail.dat are refused before they are read a hundred times over", async () => {
    const large = Buffer.alloc(12 * 1024 * 1024);
    const small = Array.from({ length: 60 }, (_, n) => ({ title: `s${n}.txt`, content: Buffer.from("x") }));
    const content = tnef({ files: [{ title: "large.bin", content: large }, ...small] });
    const message = await arrived([{ filename: "winmail.dat", contentType: "application/ms-tnef", content }]);
    expect(message.attachments).toHaveLength(62);
    const refused = await ana.get(`${at(message)}/attachments.zip`);
    expect(refused).toMatchObject({ status: 413, body: { code: "attachments.too-large" } });
  });
});

describe("a text file", () => {
  const read = (message: ReceivedView, index = 0) => ana.get<string>(`${at(message)}/attachments/${index}/text`);

  test("is read in its own alphabet, as text and as nothing else", async () => {
    const message = await arrived([
      { filename: "übersicht.csv", contentType: "text/csv", content: iconv.encode("Größe;“10 €”\r\n1;2", "win1252") },
      { filename: "請求書.txt", contentType: "text/plain; charset=shift_jis", content: iconv.encode(japanese, "shift_jis") },
      { filename: "server.log", contentType: "application/octet-stream", content: "<script>alert(1)</script>\u202e" },
    ]);
    expect(message.attachments.map(({ preview }) => preview)).toEqual(["text", "text", "text"]);
    expect((await read(message)).body).toBe("Größe;“10 €”\n1;2");
    expect((await read(message, 1)).body).toBe(japanese);
    const log = await read(message, 2);
    expect(log).toMatchObject({ status: 200, body: "<script>alert(1)</script>[U+202E]" });
    expect(log.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  });

  test("that is none is not shown, whatever it is called", async () => {
    const message = await arrived([
      { filename: "a.txt", contentType: "text/plain", content: Buffer.from("MZ\0\0\x90", "latin1") },
      { filename: "b.txt", contentType: "text/plain", content: "x".repeat(300_000) },
    ]);
    expect(message.attachments.map(({ preview }) => preview)).toEqual(["text", undefined]);
    expect((await read(message)).status).toBe(404);
    expect((await read(message, 1)).status).toBe(404);
  });
});

describe("an attached mail", () => {
  const open = (message: ReceivedView) => ana.get<OpenedMail>(`${at(message)}/attachments/0/mail`);
  const attached = (content: string | Buffer, filename = "forwarded.eml") =>
    arrived([{ filename, contentType: "message/rfc822", content }], { subject: `Forwarded ${++count}` });

  test("says who wrote when to whom, what, and with which files", async () => {
    const inner = await richMail({
      from: "Kim Ödegård <kim@example.com>",
      to: "lucia@client.example",
      cc: "marco@client.example",
      subject: "Größe der Tassen",
      date: "Tue, 17 Nov 2026 09:00:00 +0100",
      text: "Ten cups.\n\n-- \nKim",
      attachments: [{ filename: "plan.pdf", contentType: "application/pdf", content: "%PDF" }],
    });
    const { status, body } = await open(await attached(inner));
    expect(status).toBe(200);
    expect(body).toEqual({
      from: { name: "Kim Ödegård", address: "kim@example.com" },
      to: [{ name: "", address: "lucia@client.example" }],
      cc: [{ name: "", address: "marco@client.example" }],
      subject: "Größe der Tassen",
      date: "2026-11-17T08:00:00.000Z",
      text: "Ten cups.\n\n-- \nKim",
      isTextCut: false,
      folds: [{ kind: "signature", from: 11, to: 18 }],
      attachments: [{ filename: "plan.pdf", contentType: "application/pdf", sizeBytes: 4 }],
    });
  });

  test("in a charset of its own and with HTML alone is text all the same", async () => {
    const head = "From: a@b.example\r\nSubject: Hi\r\nContent-Type: text/html; charset=shift_jis\r\n\r\n";
    const sjis = Buffer.concat([Buffer.from(head), iconv.encode(`<p>${japanese}</p><script>alert(1)</script>`, "shift_jis")]);
    const { body } = await open(await attached(sjis));
    expect(body.text.trim()).toBe(japanese);
  });

  test("that is hostile gets an answer, and the next is read", async () => {
    const bomb = `From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n${"--x\r\n\r\n".repeat(100_000)}`;
    const message = await attached(Buffer.from(bomb));
    expect((await open(message)).status).toBe(404);
    const long = `From: a@b.example\r\nSubject: ${"s".repeat(5000)}\r\nTo: ${"x@y.example, ".repeat(400)}z@y.example\r\n\r\n${"word ".repeat(100_000)}`;
    const { body } = await open(await attached(Buffer.from(long)));
    expect(body).toMatchObject({ isTextCut: true, subject: "s".repeat(250) });
    expect([body.text.length, body.to.length]).toEqual([200_000, 50]);
  });

  test("that is none is not shown", async () => {
    expect((await open(await attached("just a line"))).status).toBe(404);
    expect((await open(await attached(""))).status).toBe(404);
  });
});

const japanese = "お世話になっております。請求書を添付いたします。よろしくお願いします。";
