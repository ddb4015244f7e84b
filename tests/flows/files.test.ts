// The files of a message through the whole product: all of them in one download, and what of them can be read without one.
import { beforeAll, describe, expect, test } from "vitest";
import type { ReceivedView, SentView } from "../../functions/api/views.ts";
import { bucketsClient } from "../../functions/runtime/clients.ts";
import { type ApiMember, receivedIn, sentIn, signIn } from "../helpers/api.ts";
import { richMail } from "../browser/rich-mail.ts";
import { startTestPlatform, type TestPlatform } from "../helpers/platform.ts";
import { tnef } from "../helpers/tnef.ts";
import { type Unzipped, unzip } from "../helpers/unzip.ts";

let platform: TestPlatform;
let ana: ApiMember;
let count = 0;

beforeAll(async () => {
  platform = await startTestPlatform();
  ana = await signIn(platform.url, "ana@acme.test");
  return () => platform.stop();
});

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
