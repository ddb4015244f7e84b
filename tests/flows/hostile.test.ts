// Bad mail: each is visible, as unparsed or with its defects noted, and the good mail behind it is not held up.
import { describe, expect, test } from "vitest";
import { ana, platform } from "../helpers/acme.ts";
import { receivedIn } from "../helpers/api.ts";
import { rowsOf } from "../helpers/dump.ts";
import { textMail } from "../helpers/text-mail.ts";

let index = 0;
const seen = new Set<string>();

const header = (subject: string, type = "text/plain; charset=utf-8") =>
  `From: Lucia <lucia@client.example>\r\nTo: support@acme.test\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\n`;
const multipart = (subject: string) => header(subject, 'multipart/mixed; boundary="b"');

/** `reading`: what it must end as; undefined where either is right. */
const mails: { name: string; raw: () => string | Buffer; reading?: "parsed" | "unparsed"; defect?: RegExp }[] = [
  { name: "empty DATA", raw: () => "" },
  { name: "a body without any header", raw: () => "\r\njust words\r\n" },
  { name: "a header without any body", raw: () => header("only a header"), reading: "parsed" },
  { name: "neither colon nor sense", raw: () => "x\r\n".repeat(100) },
  {
    name: "1,000,000 MIME parts",
    raw: () => `${multipart("parts")}\r\n${"--b\r\n\r\n".repeat(1_000_000)}--b--\r\n`,
    reading: "unparsed",
    defect: /part/i,
  },
  {
    name: "200 levels of multipart",
    raw: () =>
      Array.from({ length: 200 }, (_, level) =>
        level === 0
          ? multipart("levels").replaceAll('"b"', '"b0"')
          : `--b${level - 1}\r\nContent-Type: multipart/mixed; boundary="b${level}"\r\n`,
      ).join("\r\n"),
  },
  { name: "a header of 10 MB", raw: () => `${header("long header")}X-Long: ${"y".repeat(10_000_000)}\r\n\r\nbody\r\n` },
  { name: "NUL bytes", raw: () => `${header("n\0u\0l")}\r\nbe\0fore and after\0\r\n`, reading: "parsed" },
  { name: "bare CR", raw: () => `${header("bare cr")}\r\none\rtwo\r\n`.replaceAll("\r\n", "\r") },
  { name: "bare LF", raw: () => `${header("bare lf")}\r\none\ntwo\r\n`.replaceAll("\r\n", "\n"), reading: "parsed" },
  {
    name: "wrong base64",
    raw: () => `${header("base64")}Content-Transfer-Encoding: base64\r\n\r\n!!!! not base64 @@@@ SGVsbG8=\r\n`,
    reading: "parsed",
  },
  {
    name: "a lying charset",
    raw: () =>
      Buffer.concat([
        Buffer.from(`${header("charset", "text/plain; charset=us-ascii")}\r\n`),
        Buffer.from("caf\xe9 \xff\xfe\r\n", "latin1"),
      ]),
    reading: "parsed",
  },
  {
    name: "two From",
    raw: () => `From: ana@acme.test\r\n${header("two from")}\r\nwho am I\r\n`,
    reading: "parsed",
    defect: /from/i,
  },
  {
    name: "100,000 recipients in Cc",
    raw: () =>
      `${header("cc")}Cc: ${Array.from({ length: 100_000 }, (_, at) => `a${at}@x.example`).join(",\r\n ")}\r\n\r\nhello all\r\n`,
  },
  {
    name: "a From of 220,000 characters",
    raw: () => header("long from").replace("lucia@", `${"a".repeat(220_000)}@`) + "\r\nhello\r\n",
  },
  {
    name: "200 attachments with names, types and ids as long as they come",
    raw: () => {
      const file = (index: number) =>
        `--b\r\nContent-Type: application/${"x".repeat(300)}; name*=UTF-8''${encodeURIComponent("咖".repeat(150))}${index}.bin\r\n` +
        `Content-Disposition: attachment\r\nContent-ID: <${"i".repeat(500)}${index}>\r\n\r\nx\r\n`;
      const to = Array.from({ length: 100 }, (_, index) => `${"n".repeat(200)} <${"a".repeat(200)}${index}@x.example>`).join(
        ",\r\n ",
      );
      return `${multipart("many files")}Cc: ${to}\r\n\r\n${Array.from({ length: 200 }, (_, index) => file(index)).join("")}--b--\r\n`;
    },
  },
  { name: "no Message-ID", raw: () => `${header("no id")}\r\nhello\r\n`, reading: "parsed" },
  {
    name: "a date from the end of time",
    raw: () => `${header("date")}Date: Fri, 99 Foo 99999 99:99:99 +9999\r\n\r\nwhen\r\n`,
    reading: "parsed",
    defect: /date/i,
  },
  {
    name: "an unknown charset",
    raw: () => `${header("klingon", "text/plain; charset=x-klingon")}\r\nnuqneH\r\n`,
    reading: "parsed",
  },
  { name: "a boundary that never comes", raw: () => `${multipart("boundary")}\r\npreamble only\r\n` },
  { name: "a message in a message in a message, fifty times", raw: () => "Content-Type: message/rfc822\r\n\r\n".repeat(50) },
  { name: "50,000 nested elements of HTML", raw: () => `${header("nested", "text/html")}\r\n${"<b>".repeat(50_000)}deep\r\n` },
];

test.each(mails)("$name", async ({ raw, reading, defect }) => {
  const ledgerBefore = (await rowsOf("ledger")).length;
  await platform.deliver(raw(), { to: "support@acme.test" });
  const subject = `Good mail ${++index}`;
  await platform.deliver(textMail({ subject, messageId: `good-${index}@x` }), { to: "support@acme.test" });

  expect((await ana.find(subject)).entries).toHaveLength(1);
  const ledger = await rowsOf("ledger");
  expect(ledger).toHaveLength(ledgerBefore + 2);
  // Two are new, and the bad one came first.
  const [bad] = ledger
    .filter(({ pk }) => !seen.has(pk))
    .toSorted((a, b) => (String(a.receivedAt) < String(b.receivedAt) ? -1 : 1));
  for (const { pk } of ledger) seen.add(pk);
  const [message] = receivedIn(await ana.open(String(bad?.conversationId)));
  expect(message).toBeDefined();
  if (reading) expect(message?.reading).toBe(reading);
  if (message?.reading === "unparsed") expect(message.defects[0]?.detail).toMatch(/\w{3,}/);
  if (defect) expect(message?.defects.map(({ code, detail }) => `${code} ${detail}`).join()).toMatch(defect);
  const original = await ana.get(`/conversations/${message?.conversationId}/messages/${message?.id}/original`);
  expect(original.status).toBe(302);
});

describe("afterwards", () => {
  test("nothing waits, and nothing is in a dead-letter folder", async () => {
    await platform.idle();
    expect(await rowsOf("ledger")).toHaveLength(mails.length * 2);
  });

  test("a mail of 40 MB in attachments is read, and its file comes out byte for byte", async () => {
    const file = Buffer.alloc(27 * 1024 * 1024, "0123456789abcdef");
    const body = file.toString("base64").replace(/.{76}/g, "$&\r\n");
    const raw = `${multipart("forty megabytes")}\r\n--b\r\nContent-Type: text/plain\r\n\r\nsee file\r\n--b\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename="big.zip"\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}\r\n--b--\r\n`;
    await platform.deliver(raw, { to: "support@acme.test" });
    const page = await ana.find("forty megabytes");
    const [message] = receivedIn(page);
    expect(message).toMatchObject({
      text: expect.stringContaining("see file"),
      attachments: [{ filename: "big.zip", sizeBytes: file.length }],
    });
    const address = await ana.get(`/conversations/${page.conversation.id}/messages/${message?.id}/attachments/0`);
    const download = await fetch(address.headers.get("location") ?? "");
    expect(Buffer.from(await download.arrayBuffer()).equals(file)).toBe(true);
  });

  test("a mail over 40 MB is refused at the door, as SES would", async () => {
    const raw = `${header("too large")}\r\n${"x".repeat(1000).concat("\r\n").repeat(42_000)}`;
    await expect(platform.deliver(raw, { to: "support@acme.test" })).rejects.toThrow(/552/);
  });
});
