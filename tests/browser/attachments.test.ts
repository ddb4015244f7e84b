// Files in both directions: sent with a reply, refused when too large, downloaded as they came, shown where the mail shows them.
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { unzip } from "../helpers/unzip.ts";
import { textMail } from "../helpers/text-mail.ts";
import { openStage, type Stage } from "./page.ts";
import { button, conversation, editor, eventually, gone, hold, mailFrame, message, open, send, startReply } from "./parts.ts";
import { redPng, richMail } from "./rich-mail.ts";

let stage: Stage;
let page: Page;
let subject: string;
let count = 0;

beforeAll(async () => {
  stage = await openStage();
  return () => stage.stop();
});

beforeEach(async () => {
  subject = `Files ${++count}`;
  page = await stage.openAs("ana@acme.test");
  return () => page.context().close();
});

async function received(mail: string | Buffer): Promise<void> {
  await stage.platform.deliver(mail, { to: "support@acme.test" });
  await open(page, subject);
}

const choose = (...files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  page.getByLabel("Attach files", { exact: true }).setInputFiles(files);

describe("with a reply", () => {
  beforeEach(() => received(textMail({ subject })));

  test("a file shows how far it has come, and goes out with the mail as it was", async () => {
    const buffer = randomBytes(300_000);
    await startReply(page, "Here it is.");
    const release = await hold(page, `${stage.platform.s3Endpoint}/**`);
    await choose({ name: "Rechnung für Lucía.pdf", mimeType: "application/pdf", buffer });
    const tile = conversation(page).getByRole("listitem").filter({ hasText: "Rechnung für Lucía.pdf" });
    await tile.getByRole("progressbar").waitFor();
    await tile.getByText("% of 293 KB").waitFor();
    await page.getByText("Files are still uploading").waitFor();
    expect(await button(page, "Send").isDisabled()).toBe(true);

    release();
    await gone(tile.getByRole("progressbar"));
    await send(page);
    await gone(editor(page));
    const sent = page.getByRole("article", { name: /^Message from Ana/ });
    await sent.getByRole("link", { name: /Rechnung für Lucía\.pdf/ }).waitFor();
    await stage.platform.idle();
    const mail = (await stage.platform.outbox()).find((one) => one.subject === `Re: ${subject}`);
    const original = await stage.platform.original(mail);
    expect(original.replace(/\s+/g, "")).toContain(buffer.toString("base64"));
  });

  test("26 MB go as a link, which is said before sending, and the customer can fetch them", async () => {
    await startReply(page, "The film.");
    await page.getByLabel("Attach files", { exact: true }).setInputFiles(await hugeFile(26 * 1024 * 1024));
    await page.getByRole("status").getByText("26 MB do not fit into the mail and go as links that work for 30 days.").waitFor();
    await conversation(page).getByRole("listitem").filter({ hasText: "huge.bin" }).getByText("as a link").waitFor();
    await send(page);
    await gone(editor(page));
    await page
      .getByRole("link", { name: /huge\.bin/ })
      .getByText("link until")
      .waitFor();
    await stage.platform.idle();
    const mail = (await stage.platform.outbox()).find((one) => one.subject === `Re: ${subject}`);
    const raw = (await stage.platform.original(mail)).replaceAll("=\r\n", "");
    const address = /http:\/\/[^\s"<]+\/api\/v1\/files\/[\w.-]+/.exec(raw)?.[0] ?? "";
    expect((await (await fetch(address)).arrayBuffer()).byteLength).toBe(26 * 1024 * 1024);
  });

  test("more than a gigabyte is refused before anything is uploaded; the rest of the reply is untouched", async () => {
    const asked: string[] = [];
    page.on("request", (request) => {
      if (request.method() !== "GET") asked.push(request.url());
    });
    await startReply(page, "Too much.");
    await page.getByLabel("Attach files", { exact: true }).setInputFiles(await hugeFile(1025 * 1024 * 1024));
    await page.getByRole("alert").getByText("Not everything fits").waitFor();
    expect(await page.getByText("huge.bin").count()).toBe(0);
    expect(asked.filter((address) => address.includes("/uploads") || address.startsWith(stage.platform.s3Endpoint))).toEqual([]);
    expect(await editor(page).innerText()).toBe("Too much.");
  });

  test("an upload that fails says so and can be tried again", async () => {
    await startReply(page, "Twice.");
    await page.route(`${stage.platform.s3Endpoint}/**`, (route) => route.abort());
    await choose({ name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("twice") });
    await page.getByText("Upload failed").waitFor();
    expect(await button(page, "Send").isDisabled()).toBe(true);
    await page.unroute(`${stage.platform.s3Endpoint}/**`);
    await button(page, "Try note.txt again").click();
    await gone(page.getByText("Upload failed"));
    await send(page);
    await gone(editor(page));
  });

  test("files survive a reload with the draft", async () => {
    await startReply(page, "Still here.");
    await choose({ name: "kept.txt", mimeType: "text/plain", buffer: Buffer.from("kept") });
    await eventually(() => button(page, "Send").isEnabled()).toBe(true);
    await page.reload();
    await button(page, "Remove kept.txt").waitFor();
    await send(page);
    await gone(editor(page));
    await page.getByRole("link", { name: /kept\.txt/ }).waitFor();
  });
});

describe("that came with a mail", () => {
  test.each([
    { name: "plan.pdf", contentType: "application/pdf" },
    { name: "page.html", contentType: "text/html" },
    { name: "picture.svg", contentType: "image/svg+xml" },
  ])("$name is downloaded, never opened, with the bytes that came", async ({ name, contentType }) => {
    const content = Buffer.concat([Buffer.from("<script>top.document.title='open'</script>"), randomBytes(2000)]);
    await received(await richMail({ subject, text: "Look.", attachments: [{ filename: name, contentType, content }] }));
    const answered = page.waitForResponse((response) => response.url().startsWith(stage.platform.s3Endpoint));
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: new RegExp(name.replace(".", "\\.")) }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(name);
    expect(await readFile(await file.path())).toEqual(content);
    expect((await (await answered).allHeaders())["content-disposition"]).toMatch(/^attachment;/);
    expect(await page.title()).toContain(subject);
  });

  test("the original mail is downloaded byte for byte, below what the receiving server wrote over it", async () => {
    const mail = textMail({ subject });
    await received(mail);
    await message(page, "It makes a noise.").getByRole("button", { name: "More about this message" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: "Download .eml" }).click();
    const original = await readFile(await (await download).path(), "utf8");
    expect(original.slice(-mail.length)).toBe(mail);
  });

  test("a picture of the mail itself stands where the mail shows it", async () => {
    await received(
      await richMail({
        subject,
        html: '<p>Before <img src="cid:red@client" alt="red"> after</p>',
        attachments: [{ filename: "red.png", contentType: "image/png", cid: "red@client", content: redPng }],
      }),
    );
    const picture = mailFrame(page).getByRole("img", { name: "red" });
    await picture.waitFor();
    await eventually(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(2);
    expect(await page.getByRole("link", { name: /red\.png/ }).count()).toBe(0);
  });
});

describe("shown without a download", () => {
  const dialog = (name: string) => page.getByRole("dialog", { name });
  const files = [
    { filename: "red.png", contentType: "image/png", content: redPng },
    { filename: "plan.pdf", contentType: "application/pdf", content: "%PDF" },
    { filename: "server.log", contentType: "text/plain", content: "<script>top.document.title='open'</script>\n\u202eline" },
  ];

  test("a picture by the keyboard: opened, left for the next file, closed, with the focus back where it was", async () => {
    await received(await richMail({ subject, text: "Look.", attachments: files }));
    await button(page, /^red\.png/).focus();
    await page.keyboard.press("Enter");
    const picture = dialog("red.png").getByRole("img", { name: "red.png" });
    await eventually(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(2);
    await page.keyboard.press("ArrowRight");
    await dialog("server.log").getByText("2 of 2").waitFor();
    await page.keyboard.press("ArrowRight");
    await dialog("red.png").getByText("1 of 2").waitFor();
    await page.keyboard.press("Escape");
    await gone(page.getByRole("dialog"));
    await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toContain("red.png");
    expect(new URL(page.url()).pathname).toContain("/con_");
  });

  test("a text as text: nothing in it runs, and nothing in it turns round", async () => {
    await received(await richMail({ subject, text: "Look.", attachments: files }));
    await button(page, /^server\.log/).click();
    const text = dialog("server.log").locator("pre");
    await text.waitFor();
    expect(await text.innerText()).toBe("<script>top.document.title='open'</script>\n[U+202E]line");
    expect(await page.title()).toContain(subject);
  });

  test("a mail with what it says, its HTML as text", async () => {
    const inner = await richMail({
      subject: "Cups",
      html: "<p>Ten <b>cups</b>.</p><img src=x onerror=\"top.document.title='open'\">",
    });
    const mail = { filename: "cups.eml", contentType: "message/rfc822", content: inner };
    await received(await richMail({ subject, text: "Look.", attachments: [mail] }));
    await button(page, /^cups\.eml/).click();
    await dialog("cups.eml").getByRole("heading", { name: "Cups" }).waitFor();
    await dialog("cups.eml").getByText("Ten cups.").waitFor();
    await dialog("cups.eml").getByText("Lucía <lucia@client.example>").waitFor();
    expect(await page.title()).toContain(subject);
  });

  test("all of them in one download, and each by itself beside its tile", async () => {
    await received(await richMail({ subject, text: "Look.", attachments: files }));
    const all = page.waitForEvent("download");
    await page.getByRole("link", { name: /^Download all \(3 · / }).click();
    expect((await all).suggestedFilename()).toBe(`${subject}.zip`);
    const unzipped = unzip(await readFile(await (await all).path()));
    expect(unzipped.map(({ name }) => name)).toEqual(["red.png", "plan.pdf", "server.log"]);
    expect(unzipped[0]?.content).toEqual(redPng);
    const one = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download red.png" }).click();
    expect(await readFile(await (await one).path())).toEqual(redPng);
  });

  test("what nobody has checked for viruses is said to be that", async () => {
    await stage.platform.verdicts({ virus: "PROCESSING_FAILED" });
    await received(await richMail({ subject, text: "Look.", attachments: files }));
    await page.getByText(/^Not checked for viruses/).waitFor();
  });
});

async function hugeFile(bytes: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "inbox-huge-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "huge.bin");
  await writeFile(path, "");
  await truncate(path, bytes);
  return path;
}
