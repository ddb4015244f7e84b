// A message's HTML as a document of its own, its pictures, its files: what hostile mail gets to do in a browser.
import { buffer } from "node:stream/consumers";
import { describe, expect, test, vi } from "vitest";
import { app } from "../../functions/api/app.ts";
import { signToken } from "../../functions/core/signature.ts";
import { limits } from "../../functions/core/limits.ts";
import { config } from "../../functions/runtime/config.ts";
import { rereadWrite } from "../../functions/store/reread.ts";
import { conversation, received, sent } from "../helpers/mails.ts";
import { unzip } from "../helpers/unzip.ts";
import { readFile, saveBody, saveFile } from "./support/buckets-in-memory.ts";
import { inlineAddress } from "./support/calls.ts";
import { cookie, eachTestAs } from "./support/session.ts";
import { write } from "./support/table-in-memory.ts";
import { arrived, file, mailFile, ourConversation, ourMessage, ours, png, textFile } from "./support/workspace.ts";

vi.mock("../../functions/store/table.ts", () => import("./support/table-in-memory.ts"));
vi.mock("../../functions/store/buckets.ts", () => import("./support/buckets-in-memory.ts"));
vi.spyOn(console, "log").mockReturnValue();

eachTestAs("read");

const message = `/conversations/${ourConversation}/messages/${ourMessage}`;
const get = (path: string) => app.request(`/api/v1${path}`, { headers: { cookie } });

describe("the body document", () => {
  test("may do nothing but show itself, and pictures of its own mail", async () => {
    const { headers } = await get(`${message}/body`);
    expect(headers.get("content-type")).toMatch(/^text\/html; charset=utf-8$/i);
    expect(directives(headers)).toEqual({
      "default-src": "'none'",
      "style-src": "'unsafe-inline'",
      "img-src": "data: http://127.0.0.1:3000/api/v1/inline/",
      "font-src": "'none'",
      "form-action": "'none'",
      "base-uri": "'none'",
      "frame-ancestors": "http://127.0.0.1:3000",
      sandbox: "allow-same-origin allow-popups allow-popups-to-escape-sandbox",
    });
  });

  test("may load pictures from elsewhere once somebody asks for them, by https only", async () => {
    const shown = directives((await get(`${message}/body?images=shown`)).headers);
    expect(shown["img-src"]).toBe("data: http://127.0.0.1:3000/api/v1/inline/ https:");
    expect({ ...shown, "img-src": "" }).toEqual({ ...directives((await get(`${message}/body`)).headers), "img-src": "" });
  });

  test("never runs a script, whatever is asked", async () => {
    for (const query of ["", "?images=held", "?images=shown"]) {
      const policy = (await get(`${message}/body${query}`)).headers.get("content-security-policy");
      expect(policy).not.toMatch(/allow-scripts|script-src|unsafe-eval|allow-forms|allow-top-navigation/);
    }
    expect((await get(`${message}/body?images=all`)).status).toBe(400);
  });

  test("tells nobody where it was read, and stays in no cache", async () => {
    const { headers } = await get(`${message}/body`);
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-dns-prefetch-control")).toBe("off");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-site");
    expect(headers.get("cache-control")).toBe("private, no-store");
    expect(headers.get("permissions-policy")).toContain("camera=()");
  });

  test("shows the text and its own picture by a signed address", async () => {
    const document = await (await get(`${message}/body`)).text();
    expect(document).toContain("<b>a noise</b>");
    expect(document).toContain('src="/api/v1/inline/');
    expect(document).not.toContain("cid:");
  });

  test("of a hostile mail has lost what was hostile", async () => {
    await saveBody("ses1", {
      text: "",
      html: "<script>alert(1)</script><p onclick=alert(1)>Hi</p><img src=https://evil.test/pixel>",
    });
    const held = await (await get(`${message}/body`)).text();
    expect(held).not.toMatch(/<script|onclick|src="?https:\/\/evil\.test/);
    expect(await (await get(`${message}/body?images=shown`)).text()).toContain("https://evil.test/pixel");
  });

  test("is there for what we sent as well", async () => {
    const answer = sent({ id: "msg_01JD0000000000000000000005", conversationId: "con_01JD0000000000000000000005" });
    await arrived(conversation({ id: answer.conversationId, inboxId: ours }), answer);
    await saveBody(answer.id, { text: "Send it.", html: "<p>Send it.</p>" });
    const document = await get(`/conversations/${answer.conversationId}/messages/${answer.id}/body`);
    expect(await document.text()).toContain("<p>Send it.</p>");
  });

  test("is not there for a mail without HTML", async () => {
    const plain = received({ id: "msg_01JD0000000000000000000005", conversationId: "con_01JD0000000000000000000005" });
    await arrived(conversation({ id: plain.conversationId, inboxId: ours }), plain);
    const answer = await get(`/conversations/${plain.conversationId}/messages/${plain.id}/body`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: "body.missing" });
  });
});

describe("a picture inside a mail", () => {
  const kinds: Record<string, string> = {
    "image/png": png.toString("latin1"),
    "image/jpeg": "\xff\xd8\xff\xe0 and so on",
    "image/gif": "GIF89a and so on",
    "image/webp": "RIFF\x00\x00\x00\x00WEBPVP8 ",
  };

  test.each(Object.entries(kinds))("is %s by its own bytes, whatever the mail says", async (type, bytes) => {
    await saveFile("raw/ses1", Buffer.from(bytes.padEnd(file.span.length), "latin1"));
    const answer = await app.request(inlineAddress());
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe(type);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(answer.headers.get("cache-control")).toMatch(/^private/);
  });

  test("arrives whole", async () => {
    const answer = await app.request(inlineAddress());
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(png);
  });

  test.each([
    "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "<!doctype html><script>alert(1)</script>",
    "%PDF-1.7",
    "BM bitmap",
    " \x89PNG\r\n\x1a\n",
    "\x89PNG",
    "RIFF\x00\x00\x00\x00AVI ",
    "",
  ])("is none of the four: %j", async (bytes) => {
    await saveFile("raw/ses1", Buffer.from(bytes, "latin1"));
    const answer = await app.request(inlineAddress());
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toMatch("application/json");
  });

  test("larger than an answer can be is not shown in place", async () => {
    const huge = Buffer.alloc(limits.inlineImageBytes + 1);
    png.copy(huge);
    await saveFile("raw/ses1", huge);
    const whole = { key: "raw/ses1", span: { offset: 0, length: huge.length, encoding: "binary" } };
    const token = signToken(config.signingKeys, "inline image", whole, inAnHour());
    expect((await app.request(`/api/v1/inline/${token}`)).status).toBe(404);
  });

  test("is there only for who holds a token of ours that is still good", async () => {
    const payload = { key: "raw/ses1", span: file.span };
    const tokens = {
      nothing: "x",
      "another key": signToken([{ id: "k1", secret: Buffer.alloc(16, 7) }], "inline image", payload, inAnHour()),
      "another purpose": signToken(config.signingKeys, "cursor", payload, inAnHour()),
      expired: signToken(config.signingKeys, "inline image", payload, 1),
      changed: `${inlineAddress().split("/").at(-1)}A`,
    };
    const good = signToken(config.signingKeys, "inline image", payload, inAnHour());
    expect((await app.request(`/api/v1/inline/${good}`)).status).toBe(200);
    for (const [name, token] of Object.entries(tokens)) {
      expect((await app.request(`/api/v1/inline/${token}`)).status, name).toBe(404);
    }
  });
});

describe("a text file", () => {
  const answerTo = (index: number) => get(`${message}/attachments/${index}/text`);

  test("is plain text, whatever is in it, that nobody runs or opens", async () => {
    const answer = await answerTo(1);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(answer.headers.get("content-disposition")).toBe("attachment");
    expect(answer.headers.get("cache-control")).toMatch(/^private/);
    expect(await answer.text()).toBe("<script>alert(1)</script>\n[U+202E]Zürich");
  });

  test.each([
    ["a picture", () => answerTo(0)],
    ["a file that is not there", () => answerTo(7)],
  ])("is not %s", async (_what, answer) => expect((await answer()).status).toBe(404));

  test("longer than a page shows is not one, whatever was said of its size", async () => {
    const length = limits.textPreviewBytes + 1;
    await saveFile("raw/ses1", Buffer.alloc(length, "a"));
    const long = { ...textFile, index: 0, span: { offset: 0, length, encoding: "binary" as const } };
    const entry = received({ id: "msg_01JD0000000000000000000005", conversationId: "con_01JD0000000000000000000005" });
    await arrived(conversation({ id: entry.conversationId, inboxId: ours }), { ...entry, attachments: [long] });
    const answer = await get(`/conversations/${entry.conversationId}/messages/${entry.id}/attachments/0/text`);
    expect(answer.status).toBe(404);
  });
});

describe("an attached mail", () => {
  const answerTo = (index: number) => get(`${message}/attachments/${index}/mail`);

  test("is told as what it says", async () => {
    const answer = await answerTo(2);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      from: { name: "Kim", address: "kim@example.com" },
      to: [{ name: "", address: "lucia@client.example" }],
      cc: [],
      subject: "Cups",
      text: "Ten cups.\n",
      isTextCut: false,
      folds: [],
      attachments: [],
    });
  });

  test.each([
    ["a picture", 0],
    ["a text without a header", 1],
    ["a file that is not there", 7],
  ])("is not %s", async (_what, index) => expect((await answerTo(index)).status).toBe(404));
});

describe("text and files", () => {
  test("the whole text", async () => {
    expect(await (await get(`${message}/text`)).json()).toEqual({ text: "It makes a noise.", folds: [] });
  });

  test("the original leads to the bucket, not through us", async () => {
    const answer = await get(`${message}/original`);
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toMatch(/^https:\/\/files\.test\/raw\/raw\/ses1\?as=.*\.eml$/);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test("an attachment too", async () => {
    const answer = await get(`${message}/attachments/0`);
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toContain("picture.png");
  });

  test("all of them in one; a message that is read anew and has others is zipped anew", async () => {
    const names = async () => {
      const { headers } = await get(`${message}/attachments.zip`);
      expect(headers.get("location")).toBe(`https://files.test/files/attachment/${ourMessage}/all.zip?as=The%20grinder.zip`);
      return unzip(await buffer(await readFile(`attachment/${ourMessage}/all.zip`))).map(({ name }) => name);
    };
    expect(await names()).toEqual(["note.txt", "cups.eml"]);
    const change = { field: "attachments", before: [file, textFile, mailFile], after: [{ ...textFile, filename: "other.txt" }] };
    await write(rereadWrite(received({ id: ourMessage }), [change]));
    expect(await names()).toEqual(["other.txt"]);
  });

  test.each(["7", "-1", "0x0", "00000", "a", "0.0", "1e0", "%30%30%30%30%30"])("there is no attachment %s", async (index) => {
    expect((await get(`${message}/attachments/${index}`)).status).toBe(404);
  });
});

function directives(headers: Headers): Record<string, string> {
  const parts = (headers.get("content-security-policy") ?? "").split("; ");
  return Object.fromEntries(parts.map((part) => [part.split(" ")[0] ?? "", part.split(" ").slice(1).join(" ")]));
}

function inAnHour(): number {
  return Math.floor(Date.now() / 1000) + 3600;
}
