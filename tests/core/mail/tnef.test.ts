// Outlook's winmail.dat: the files in it can be had, and whatever its lengths claim, reading it ends.
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { limits } from "../../../functions/core/limits.ts";
import { decodePart } from "../../../functions/core/mail/decode.ts";
import type { Attachment } from "../../../functions/core/mail/mail.ts";
import { createTnefReader, type TnefReading } from "../../../functions/core/mail/tnef.ts";
import {
  attribute,
  codePageTag,
  htmlTag,
  packRtf,
  plainTag,
  properties,
  rtfTag,
  tnef,
  widePlainTag,
} from "../../helpers/tnef.ts";
import { contentOf, read } from "./read.ts";
import { fastest } from "../../helpers/fastest.ts";

const picture = Buffer.from(Array.from({ length: 1000 }, (_, i) => i & 0xff));
const files = [
  { title: "REPORT~1.DOC", longName: "Report für März.docx", content: Buffer.from("the report") },
  { title: "photo.png", content: picture },
];

function mailWith(data: Buffer, type = 'application/ms-tnef; name="winmail.dat"'): string {
  const encoded = data.toString("base64").replace(/.{76}/g, "$&\n");
  return `From: kim@example.com\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nPlain text.\n--b\nContent-Type: ${type}\nContent-Transfer-Encoding: base64\n\n${encoded}\n--b--\n`;
}

function reading(data: Buffer, pieceSize = data.length || 1): TnefReading {
  const reader = createTnefReader(limits.textPartBytes);
  for (let at = 0; at < data.length; at += pieceSize) reader.push(data.subarray(at, at + pieceSize));
  return reader.end();
}

describe("a winmail.dat", () => {
  test("is listed, and so are the files in it", async () => {
    const raw = mailWith(tnef({ files }));
    const mail = await read(raw);
    expect(mail.attachments.map(({ filename, contentType, sizeBytes }) => [filename, contentType, sizeBytes])).toEqual([
      ["winmail.dat", "application/ms-tnef", expect.any(Number)],
      ["Report für März.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 10],
      ["photo.png", "image/png", 1000],
    ]);
    expect(mail.attachments.slice(1).map((file) => contentOf(raw, file))).toEqual(files.map(({ content }) => content));
    expect([mail.text, mail.defects.map(({ code }) => code)]).toEqual(["Plain text.", ["date.missing", "message-id.missing"]]);
  });

  test("gives its files as streams, whatever pieces the mail comes in", async () => {
    const raw = Buffer.from(mailWith(tnef({ files })));
    const { span } = (await read(raw)).attachments[2] as Attachment;
    const encoded = raw.subarray(span.offset, span.offset + span.length);
    const pieces = Array.from({ length: Math.ceil(encoded.length / 7) }, (_, i) => encoded.subarray(i * 7, i * 7 + 7));
    expect(await buffer(decodePart(Readable.from(pieces), span))).toEqual(picture);
  });

  test("under another type is known by its name", async () => {
    const mail = await read(mailWith(tnef({ files }), "application/octet-stream; name=WINMAIL.DAT"));
    expect(mail.attachments).toHaveLength(3);
  });

  test("is read the same in pieces of one byte", () => {
    const data = tnef({ files, said: [[rtfTag, packRtf("{\\rtf1 hello}")]] });
    expect(reading(data, 1)).toEqual(reading(data));
  });

  test("never gives a path", async () => {
    const mail = await read(mailWith(tnef({ files: [{ title: "..\\..\\evil.exe", content: picture }] })));
    expect(mail.attachments[1]?.filename).toBe("evil.exe");
  });
});

describe("the words in it", () => {
  const wordless = (data: Buffer) =>
    `From: kim@example.com\nMessage-ID: <a@b>\nDate: Mon, 16 Nov 2026 10:15:00 +0000\nContent-Type: application/ms-tnef; name="winmail.dat"\nContent-Transfer-Encoding: base64\n\n${data.toString("base64").replace(/.{76}/g, "$&\n")}\n`;
  const said = (tag: number, value: Buffer) => [tag, value] as const;
  const pageOf = (page: number) => said(codePageTag, Buffer.from([page & 0xff, page >> 8, 0, 0]));
  const fromHtml =
    "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fswiss Arial;}}{\\*\\htmltag64 <p>}\\htmlrtf {\\b \\htmlrtf0 " +
    "Gr\\'fc\\'dfe {\\*\\htmltag84 <b>}\\htmlrtf {\\htmlrtf0 heute{\\*\\htmltag92 </b>}\\htmlrtf }\\htmlrtf0 {\\*\\htmltag84 &amp;} morgen\\htmlrtf\\par}\\htmlrtf0{\\*\\htmltag72 </p>}}";

  test.each<[string, readonly (readonly [number, Buffer])[], string, string | undefined]>([
    ["plain", [said(plainTag, Buffer.from("Hello\r\nyou\0"))], "Hello\nyou", undefined],
    ["plain, of a code page", [said(plainTag, Buffer.from("cff0e8e2e5f20d0a00", "hex")), pageOf(1251)], "Привет\n", undefined],
    ["plain, as UTF-16", [said(widePlainTag, Buffer.from("Grüße\0", "utf16le"))], "Grüße", undefined],
    ["HTML", [said(htmlTag, Buffer.from("<p>Gr\u00fc\u00dfe</p>")), pageOf(65001)], "Grüße", "<p>Grüße</p>"],
    ["RTF", [said(rtfTag, packRtf("{\\rtf1\\ansi\\ansicpg1252 Gr\\'fc\\'dfe\\par Kim}"))], "Grüße\nKim", undefined],
    ["HTML inside RTF", [said(rtfTag, packRtf(fromHtml))], "Grüße heute& morgen", "<p>Grüße <b>heute</b>&amp; morgen</p>"],
    [
      "HTML, where there are several",
      [said(plainTag, Buffer.from("plain")), said(htmlTag, Buffer.from("<p>rich</p>"))],
      "rich",
      "<p>rich</p>",
    ],
  ])("%s are the mail's, when it has no others", async (_case, words, text, html) => {
    const mail = await read(wordless(tnef({ files, said: words })));
    expect([mail.text, mail.html, mail.defects]).toEqual([text, html, []]);
    expect(mail.attachments).toHaveLength(3);
  });

  test("of an older Outlook are an attribute of their own, in the code page of its machine", async () => {
    const before = [
      attribute(1, 0x00069007, Buffer.from("e3040000e3040000", "hex")),
      attribute(1, 0x0002800c, Buffer.from("cff0e8e2e5f200", "hex")),
    ];
    expect((await read(wordless(tnef({ files: [], before })))).text).toBe("Привет");
  });

  test("stand behind the plain text beside them, and the message says so", async () => {
    const mail = await read(mailWith(tnef({ files: [], said: [said(htmlTag, Buffer.from("<b>rich</b>"))] })));
    expect([mail.text, mail.html]).toEqual(["Plain text.", undefined]);
    expect(mail.defects.find(({ code }) => code === "tnef.body")?.detail).toMatch(/plain text is shown/);
  });

  test.each([
    ["packed in another way", Buffer.from("0000000000000000ffffffff00000000", "hex")],
    ["not RTF", packRtf("hello")],
    ["empty", Buffer.alloc(0)],
    ["cut", packRtf("{\\rtf1 x}").subarray(0, 15)],
  ])("that cannot be read (%s) are in the original, and the message says so", async (_case, rtf) => {
    const mail = await read(wordless(tnef({ files, said: [said(rtfTag, rtf)] })));
    expect(mail.text).toBe("");
    expect(mail.attachments).toHaveLength(3);
    if (rtf.length > 0) expect(mail.defects.find(({ code }) => code === "tnef.body")?.detail).toMatch(/The original mail has it/);
  });

  test("longer than what is collected of a mail are not read", async () => {
    const { files: found, body } = (() => {
      const reader = createTnefReader(1000);
      reader.push(tnef({ files, said: [said(plainTag, Buffer.alloc(2000, "a"))] }));
      return reader.end();
    })();
    expect(body).toEqual({ isTooLong: true });
    expect(found).toHaveLength(2);
  });
});

describe("a broken one is one file and a defect", () => {
  const whole = tnef({ files });

  test.each([
    ["cut in the middle", whole.subarray(0, whole.length - 500)],
    ["of another kind", Buffer.from("PK\u0003\u0004 not TNEF at all, but long enough to look at")],
    ["empty", Buffer.alloc(0)],
    ["with a length beyond its end", Buffer.concat([whole.subarray(0, 6), attribute(2, 0x0006800f, picture, 0x7fffffff)])],
    ["with a negative length", Buffer.concat([whole.subarray(0, 6), attribute(2, 0x0006800f, picture, -1)])],
    ["with a level that does not exist", Buffer.concat([whole.subarray(0, 6), attribute(7, 0x0006800f, picture)])],
  ])("%s", async (_case, data) => {
    const mail = await read(mailWith(data));
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(["winmail.dat"]);
    expect(mail.defects.map(({ code }) => code)).toContain("tnef.broken");
  });

  test("every length in it, made anything, ends at once", () => {
    const lies = [0, 1, 0xff, 0xffff, 0x7fffffff, 0xffffffff];
    for (let at = 0; at + 4 <= whole.length; at++) {
      for (const lie of lies) {
        const data = Buffer.from(whole);
        data.writeUInt32LE(lie, at);
        const { files: found } = reading(data);
        for (const { offset, length } of found) expect(offset + length).toBeLessThanOrEqual(data.length);
      }
    }
  });

  test.each([0, 1, 0xffff, 0xffffffff])("properties that claim %d of themselves", (claim) => {
    const data = properties([[0x3707001f, Buffer.from("a\0", "utf16le")]]);
    for (let at = 0; at + 4 <= data.length; at += 4) {
      const broken = Buffer.from(data);
      broken.writeUInt32LE(claim, at);
      const head = tnef({ files: [] }).subarray(0, 6);
      expect(
        reading(Buffer.concat([head, attribute(2, 0x00069002, Buffer.alloc(14)), attribute(2, 0x00069005, broken)])).isWhole,
      ).toBe(true);
    }
  });

  test("a million empty attributes take a moment", () => {
    const one = attribute(2, 0x00069002, Buffer.alloc(0));
    const data = Buffer.concat([tnef({ files: [] }).subarray(0, 6), Buffer.alloc(one.length * 1_000_000, one)]);
    expect(fastest(() => reading(data, 65_536))).toBeLessThan(5000);
  });
});
