// Mails made to hurt: each comes back within seconds, read or refused, and nothing is thrown.
import { describe, expect, test } from "vitest";
import { limits } from "../../../functions/core/limits.ts";
import { parseSkeleton } from "../../../functions/core/mail/parse.ts";
import { mailWith, read, scanned } from "./read.ts";

const big = 200_000;

describe("within three seconds", { timeout: 3000 }, () => {
  test.each<[string, () => string | Buffer, string | undefined]>([
    [
      "a million empty parts",
      () => `Content-Type: multipart/mixed; boundary=x\n\n${"--x\n\n".repeat(1_000_000)}`,
      "parts.too-many",
    ],
    [
      "200 levels",
      () => Array.from({ length: 200 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`).join(""),
      "parts.too-deep",
    ],
    ["a header of 10 MB", () => `X: ${"y".repeat(10_000_000)}\n\nhi`, "header.too-long"],
    ["a million header fields", () => `${"X: y\n".repeat(1_000_000)}\nhi`, "header.too-long"],
    ["100,000 recipients in Cc", () => `Cc: a@b.example${",\n a@b.example".repeat(100_000)}\n\nhi`, "header.too-long"],
    [
      "part headers that are long together",
      () => `Content-Type: multipart/mixed; boundary=x\n\n${`--x\nX: ${"y".repeat(100_000)}\n\n\n`.repeat(20)}`,
      "header.too-long",
    ],
    ["nothing but NUL", () => Buffer.alloc(big), undefined],
    ["nothing but CR", () => "\r".repeat(big), undefined],
    ["nothing but LF", () => "\n".repeat(big), undefined],
    ["nothing but dashes", () => `Content-Type: multipart/mixed; boundary=x\n\n--x\n\n${"--\n".repeat(big)}`, undefined],
    [
      "lines that begin like the boundary",
      () => `Content-Type: multipart/mixed; boundary=x\n\n--x\n\n${"--xy\n".repeat(big)}`,
      undefined,
    ],
    ["one line without end", () => `Subject: x\n\n${"x".repeat(5_000_000)}`, undefined],
    ["random bytes", () => randomBytes(500_000), undefined],
    ["wrong base64", () => mailWith("Content-Transfer-Encoding: base64", "!!!! not base64 ====A==\n".repeat(1000)), undefined],
    [
      "wrong quoted-printable",
      () => mailWith("Content-Transfer-Encoding: quoted-printable", "=\r=Z=4=\n==\r\n".repeat(1000)),
      undefined,
    ],
    ["a charset that nobody knows", () => mailWith("Content-Type: text/plain; charset=klingon"), undefined],
    ["an empty boundary", () => 'Content-Type: multipart/mixed; boundary=""\n\n--\n\nhi\n----\n', undefined],
    ["comments without end", () => mailWith(`From: ${"(".repeat(big)}`), undefined],
    ["quotes without end", () => mailWith(`To: ${'"a" '.repeat(40_000)}`), undefined],
    ["brackets without end", () => mailWith(`To: ${"<".repeat(big)}`), undefined],
    ["groups in groups", () => mailWith(`To: ${"a:".repeat(100_000)}`), undefined],
    ["words that dots tie together", () => mailWith(`From: ${"a@ .".repeat(50_000)}`), undefined],
    ["encoded words", () => mailWith(`Subject: ${"=?utf-8?q?a?= ".repeat(15_000)}`), undefined],
    ["encoded words without end", () => mailWith(`Subject: ${"=?x?q?".repeat(30_000)}`), undefined],
    ["references", () => mailWith(`References: ${"<a@b.example> ".repeat(15_000)}`), undefined],
    ["parameters", () => mailWith(`Content-Type: text/plain; ${"a*0=b;".repeat(30_000)}`), undefined],
    ["files that never begin", () => mailWith("From: a@b.example", "begin 644 a\n".repeat(big)), undefined],
    ["HTML nested without end", () => mailWith("Content-Type: text/html", "<div>".repeat(big)), undefined],
    [
      "HTML that closes what is not open",
      () => mailWith("Content-Type: text/html", "<b>".repeat(100_000) + "</i>".repeat(100_000)),
      undefined,
    ],
    ["HTML with quotes left open", () => mailWith("Content-Type: text/html", '<a href="'.repeat(100_000)), undefined],
  ])("%s", async (_name, make, refusal) => {
    const skeleton = scanned(make());
    expect(skeleton.refusal).toBe(refusal);
    if (refusal === undefined) {
      const mail = await parseSkeleton(skeleton);
      expect(mail.text.length).toBeLessThanOrEqual(limits.storedTextChars);
    }
  });
});

test("so many addresses are kept, and a defect says so", async () => {
  const mail = await read(mailWith(`From: a@b.example\nCc: ${"a@b.example,".repeat(limits.addresses + 5)}`));
  expect(mail.cc.length).toBe(limits.addresses);
  expect(mail.defects.map(({ code }) => code)).toContain("cc.too-many");
});

test("so many files are listed, and a defect says so", async () => {
  const part = "--x\nContent-Type: image/png\n\nx\n";
  const mail = await read(
    `From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n${part.repeat(limits.attachments + 5)}--x--`,
  );
  expect(mail.attachments.length).toBe(limits.attachments);
  expect(mail.defects.map(({ code }) => code)).toContain("attachments.too-many");
});

test("a charset that lies does not bring replacement characters", async () => {
  const body = Buffer.concat([Buffer.from("Content-Type: text/plain; charset=utf-8\n\n"), Buffer.from("Grüße, José", "latin1")]);
  expect((await read(body)).text).toBe("Grüße, José");
});

test("a raw 8-bit subject is read by the body's charset", async () => {
  const raw = Buffer.concat([
    Buffer.from("Subject: "),
    Buffer.from([0xd7, 0xc1, 0xd6]),
    Buffer.from("\nContent-Type: text/plain; charset=koi8-r\n\n"),
    Buffer.from([0xd7]),
  ]);
  expect((await read(raw)).subject).toBe("важ");
});

/** The same bytes each time, without randomness. */
function randomBytes(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 12345;
  for (let i = 0; i < length; i++) bytes[i] = (state = (state * 1103515245 + 12345) & 0x7fffffff) >> 16;
  return bytes;
}
