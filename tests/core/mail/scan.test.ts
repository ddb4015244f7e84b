// The scan keeps what is needed to understand a mail and never a file's bytes, within its limits.
import { describe, expect, test } from "vitest";
import { limits } from "../../../functions/core/limits.ts";
import { createScan } from "../../../functions/core/mail/scan.ts";
import type { FilePart, Part } from "../../../functions/core/mail/skeleton.ts";
import { contentOf, mailWith, read, scanned } from "./read.ts";

const mixed = (...parts: string[]) =>
  `From: kim@example.com\nContent-Type: multipart/mixed; boundary=b\n\n${parts.map((part) => `--b\n${part}`).join("\n")}\n--b--\n`;

describe("where things lie", () => {
  test("a file is found at its offset with its decoded size", async () => {
    const raw = mixed("\nhi", "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\naGVs\nbG8=");
    const [file] = (await read(raw)).attachments;
    expect(file?.span.encoding).toBe("base64");
    expect(raw.slice(file?.span.offset, (file?.span.offset ?? 0) + (file?.span.length ?? 0))).toBe("aGVs\nbG8=");
    expect(file?.sizeBytes).toBe(5);
  });

  test.each([1, 2, 3, 5, 64, 100_000])("in pieces of %i bytes it lies at the same place", async (size) => {
    const raw = mixed(
      "\nhi",
      "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\naGVs\r\nbG8=\r",
      "\nbye",
    ).replaceAll("\n--b", "\r\n--b");
    expect((await read(raw, size)).attachments).toEqual((await read(raw)).attachments);
    expect((await read(raw, size)).text).toBe("hi\nbye");
  });

  test("the line break before a boundary belongs to the boundary", async () => {
    const raw = mixed("Content-Type: application/x-a\n\n\nabc\n");
    const [file] = (await read(raw)).attachments;
    expect(file && contentOf(raw, file).toString()).toBe("\nabc\n");
  });

  test("quoted-printable, 7bit and uuencoded files decode to their size", async () => {
    const raw = mixed(
      "\nhi",
      "Content-Type: text/csv\nContent-Transfer-Encoding: quoted-printable\n\na=3Db=\nc",
      "Content-Type: application/x-plain\n\nas it is",
      "Content-Type: application/x-uu\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n#0V%T\n`\nend",
    );
    const { attachments } = await read(raw);
    expect(attachments.map((file) => contentOf(raw, file).toString())).toEqual(["a=bc", "as it is", "Cat"]);
    for (const file of attachments) expect(contentOf(raw, file).length).toBe(file.sizeBytes);
  });
});

describe("structure", () => {
  test("an enclosed mail is one file, whatever is in it", () => {
    const raw = mixed(
      "\nhi",
      "Content-Type: message/rfc822\n\nSubject: In\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nx\n--c--",
    );
    expect(kinds(scanned(raw).root)).toEqual(["text", "message/rfc822"]);
  });

  test("parts of a digest are mails unless they say otherwise", () => {
    const raw = mixed("Content-Type: multipart/digest; boundary=d\n\n--d\n\nSubject: one\n\nhi\n--d--");
    expect(kinds(scanned(raw).root)).toEqual(["message/rfc822"]);
  });

  test.each(["boundary*=us-ascii''b%20c", 'boundary*0=b; boundary*1=" c"'])("a boundary in pieces: %s", async (written) => {
    const mail = await read(`From: a@b.example\nContent-Type: multipart/mixed; ${written}\n\n--b c\n\nHi.\n--b c--\n`);
    expect(mail.text).toBe("Hi.");
  });

  test("a boundary that is closed with something stuck to it is closed", async () => {
    const mail = await read(
      "From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nHi.\n--b-->\nNot to be seen.\n",
    );
    expect(mail.text).toBe("Hi.");
  });

  test("a header that ends at a boundary, time and again, loses nothing of what follows", async () => {
    const part = (i: number) => `--b\nContent-Type: text/plain\nForgotten line ${i}\n`;
    const raw = `From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n${[1, 2, 3, 4, 5].map(part).join("")}--b--\n`;
    expect((await read(raw)).text.match(/\d/g)).toEqual(["1", "2", "3", "4", "5"]);
  });

  test("a boundary that is the beginning of another is not taken for it", () => {
    const raw = mixed(
      "Content-Type: multipart/alternative; boundary=bb\n\n--bb\n\none\n--bb\nContent-Type: text/html\n\n<p>one\n--bb--",
    );
    expect(kinds(scanned(raw).root)).toEqual(["text", "html"]);
  });

  test("a text beside a text is a file only when it has a name", () => {
    const raw = mixed("\nhi", "Content-Type: text/plain\n\nmore", 'Content-Type: text/plain; name="log.txt"\n\nlog');
    expect(kinds(scanned(raw).root)).toEqual(["text", "text", "text/plain"]);
  });

  test("text with Content-Disposition: attachment is a file", () => {
    expect(kinds(scanned(mixed("\nhi", "Content-Type: text/html\nContent-Disposition: attachment\n\n<p>")).root)).toEqual([
      "text",
      "text/html",
    ]);
  });

  test("a part without a blank line after its header ends at the boundary", () => {
    expect(
      kinds(scanned("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\n--b\n\nhi\n--b--").root),
    ).toEqual(["image/png", "text"]);
  });

  test("a multipart without parts is read as text, with a defect", async () => {
    const mail = await read("Content-Type: multipart/mixed; boundary=b\n\nHello all the same.\n");
    expect(mail.text).toContain("Hello all the same.");
    expect(mail.defects.map(({ code }) => code)).toContain("parts.none");
  });

  test("a missing last boundary is noted", () => {
    expect(scanned("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhi").defects.map(({ code }) => code)).toEqual([
      "parts.unfinished",
    ]);
  });
});

describe("line ends", () => {
  const raw = mailWith("From: kim@example.com\nSubject: Ends", "one\ntwo\n");

  test.each([
    ["LF", "\n"],
    ["CRLF", "\r\n"],
    ["bare CR", "\r"],
  ])("%s", async (_name, end) => {
    for (const size of [1, 3, 1000]) {
      const mail = await read(raw.replaceAll("\n", end), size);
      expect([mail.subject, mail.text]).toEqual(["Ends", "one\ntwo\n"]);
    }
  });

  test("a bare CR in a mail of CRLF begins no header", async () => {
    const mail = await read("Subject: a\rFrom: evil@example.com\r\nFrom: kim@example.com\r\n\r\nhi");
    expect(mail.from?.address).toBe("kim@example.com");
    expect(mail.subject).toBe("a From: evil@example.com");
  });
});

describe("headers", () => {
  test("a mail without a header is all body", async () => {
    expect((await read("Hello there,\n\nno header at all\n")).text).toBe("Hello there,\n\nno header at all\n");
  });

  test("headers only, and nothing at all", async () => {
    expect((await read("Subject: Just this")).subject).toBe("Just this");
    expect(await read("")).toMatchObject({ text: "", subject: "", attachments: [] });
  });

  test("an mbox line, a byte order mark and a leading space are passed over", async () => {
    expect((await read("From kim Mon Nov 16\nSubject: mbox\n\nhi")).subject).toBe("mbox");
    expect((await read("\ufeffSubject: mark\n\nhi")).subject).toBe("mark");
    expect((await read(" Subject: space\n\nhi")).subject).toBe("space");
  });
});

describe("limits", () => {
  test("as many parts as allowed are read, one more is refused", () => {
    const parts = (count: number) => `Content-Type: multipart/mixed; boundary=b\n\n${"--b\n\n\n".repeat(count)}`;
    expect(scanned(parts(limits.mimeParts)).refusal).toBeUndefined();
    expect(scanned(parts(limits.mimeParts + 1)).refusal).toBe("parts.too-many");
  });

  test("as deep as allowed is read, one deeper is refused", () => {
    const nested = (depth: number) =>
      Array.from({ length: depth }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`).join("");
    expect(scanned(`${nested(limits.mimeDepth)}\nhi`).refusal).toBeUndefined();
    expect(scanned(`${nested(limits.mimeDepth + 1)}\nhi`).refusal).toBe("parts.too-deep");
  });

  test("a header block over the limit is refused and its beginning kept", () => {
    const skeleton = scanned(`Subject: Long\nX: ${"y".repeat(limits.headerBlockBytes)}\n\nhi`);
    expect(skeleton.refusal).toBe("header.too-long");
    expect(skeleton.header.length).toBeLessThanOrEqual(limits.headerBlockBytes);
    expect(Buffer.from(skeleton.header).toString()).toContain("Subject: Long");
  });

  test("text over the limit is cut, with a defect, and what follows is still read", async () => {
    const raw = mixed(`\n${"x".repeat(limits.textPartBytes + 10)}`, "Content-Type: image/png\n\npng");
    const mail = await read(raw);
    expect(mail.text.length).toBe(limits.storedTextChars);
    expect(mail.attachments.length).toBe(1);
    expect(mail.defects.map(({ code }) => code)).toContain("text.cut");
  });

  test("of 40 MB of files it holds less than 5 MB", () => {
    const block = Buffer.from(`${"QUJD".repeat(19)}\r\n`.repeat(840));
    const scan = createScan();
    scan.push(Buffer.from("From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhi\n"));
    let most = 0;
    let pushed = 0;
    for (let file = 0; file < 4; file++) {
      scan.push(Buffer.from(`--b\nContent-Type: application/pdf; name=${file}.pdf\nContent-Transfer-Encoding: base64\n\n`));
      for (let piece = 0; piece < 155; piece++) {
        scan.push(Buffer.from(block));
        pushed += block.length;
      }
    }
    scan.push(Buffer.from("--b--\n"));
    const skeleton = scan.end();
    const sizes = JSON.stringify(skeleton, (_, value) =>
      value instanceof Uint8Array ? void (most += value.length) : value,
    ).length;
    expect(pushed).toBeGreaterThan(39_000_000);
    expect(most + sizes).toBeLessThan(20_000);
    expect(kinds(skeleton.root)).toEqual(["text", "application/pdf", "application/pdf", "application/pdf", "application/pdf"]);
  });
});

describe("digest", () => {
  const mail = "Received: by one\nFrom: a@b.example\nDate: x\nSubject: s\n\nbody";

  test("two deliveries of one mail have the same", () => {
    expect(scanned(mail.replace("one", "two")).digest).toBe(scanned(mail, 3).digest);
  });

  test("of a refused mail it does not depend on the pieces either", () => {
    const bomb = `From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n${"--b\n\n".repeat(1500)}`;
    const header = `From: a@b.example\nX: ${"y".repeat(300_000)}\n\nhi`;
    for (const raw of [bomb, header]) {
      expect(scanned(raw).refusal).toBeDefined();
      expect(scanned(raw, 777).digest).toBe(scanned(raw).digest);
    }
  });

  test.each([
    ["subject", mail.replace(": s", ": t")],
    ["sender", mail.replace("a@b", "c@b")],
    ["body", `${mail}!`],
  ])("another %s gives another", (_what, other) => {
    expect(scanned(other).digest).not.toBe(scanned(mail).digest);
  });
});

/** The leaves in order: `text`, `html`, or a file's type. */
function kinds(part: Part): string[] {
  if (part.kind === "multipart") return part.children.flatMap(kinds);
  return [part.kind === "text" ? (part.isHtml ? "html" : "text") : (part satisfies FilePart).contentType];
}
