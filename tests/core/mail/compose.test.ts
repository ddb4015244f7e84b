// What we write is what we meant, read back; nothing that a field holds can break out of it.
import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { composeMail, envelopeOf, type OutgoingMail, quoteForReply } from "../../../functions/core/mail/compose.ts";
import { decodePart } from "../../../functions/core/mail/decode.ts";
import { contentOf, read } from "./read.ts";

const mail: OutgoingMail = {
  from: { name: "Acme Support", address: "support@acme.test" },
  to: [{ name: "Kim", address: "kim@example.com" }],
  subject: "Re: Hello",
  date: "2026-11-22T09:30:00.000Z",
  html: "<p>Hi <b>Kim</b></p>",
  text: "Hi Kim",
};

describe("composed and read back", () => {
  test("everything is there", async () => {
    const raw = await composeMail({
      ...mail,
      cc: [{ name: "Jörg, Müller", address: "joerg@bücher.example" }],
      replyTo: [{ name: "Acme", address: "r+abc@reply.acme.test" }],
      subject: "Re: ¿Cuándo? 🎉",
      inReplyTo: "asked@example.com",
      references: ["first@example.com", "asked@example.com"],
      attachments: [
        { filename: "año.pdf", contentType: "application/pdf", content: Buffer.from([0, 1, 2, 255]) },
        {
          filename: "notes.txt",
          contentType: "text/plain",
          content: Readable.from([Buffer.from("From here\n"), Buffer.from(".\n")]),
        },
      ],
      headers: { "Auto-Submitted": "auto-generated" },
    });
    const back = await read(raw);
    expect(back).toMatchObject({
      from: mail.from,
      isSenderWellFormed: true,
      to: mail.to,
      cc: [{ name: "Jörg, Müller", address: "joerg@xn--bcher-kva.example" }],
      replyTo: [{ name: "Acme", address: "r+abc@reply.acme.test" }],
      subject: "Re: ¿Cuándo? 🎉",
      date: mail.date,
      inReplyTo: ["asked@example.com"],
      references: ["first@example.com", "asked@example.com"],
      text: "Hi Kim",
      html: mail.html,
      defects: [],
    });
    expect(back.attachments.map(({ filename }) => filename)).toEqual(["año.pdf", "notes.txt"]);
    expect(back.attachments.map((file) => contentOf(raw, file).toString("latin1"))).toEqual(["\0\x01\x02\xff", "From here\n.\n"]);
    expect(raw.toString("latin1")).toContain("Auto-Submitted: auto-generated");
  });

  test("the same input gives the same bytes", async () => {
    expect(await composeMail(mail)).toEqual(await composeMail(mail));
    expect((await composeMail({ ...mail, messageId: "given@acme.test" })).toString()).toContain("Message-ID: <given@acme.test>");
  });

  test("a text alternative is made when none is given", async () => {
    const { text: _, ...htmlOnly } = mail;
    expect((await read(await composeMail({ ...htmlOnly, html: '<p>See <a href="https://x.example/">us</a></p>' }))).text).toBe(
      "See us <https://x.example/>",
    );
  });

  test("lines are legal: CRLF everywhere, none over 998 characters, headers in ASCII", async () => {
    const raw = await composeMail({
      ...mail,
      text: "x".repeat(5000),
      html: `<p>${"ü".repeat(5000)}</p>`,
      subject: "ß".repeat(500),
      references: Array.from({ length: 100 }, (_, i) => `${i}${"x".repeat(60)}@example.com`),
      to: Array.from({ length: 50 }, (_, i) => ({ name: `Näme ${i}`, address: `a${i}@example.com` })),
    });
    const text = raw.toString("latin1");
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(Math.max(...text.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(998);
    expect(text.slice(0, text.indexOf("\r\n\r\n"))).toMatch(/^[\t\r\n -~]*$/);
    const { references } = await read(raw);
    expect([references.length, references[0]?.slice(0, 2), references.at(-1)?.slice(0, 3)]).toEqual([30, "0x", "99x"]);
  });
});

describe("nothing breaks out", () => {
  test.each<[string, Partial<OutgoingMail>]>([
    ["subject", { subject: "Hi\r\nBcc: evil@example.com" }],
    ["subject with LF", { subject: "Hi\nBcc: evil@example.com" }],
    ["subject with NUL", { subject: "Hi\0" }],
    ["from name", { from: { name: "A\r\nBcc: evil@example.com", address: "support@acme.test" } }],
    ["to name", { to: [{ name: "A\nB", address: "kim@example.com" }] }],
    ["to address", { to: [{ name: "", address: "kim@example.com\r\nBcc: evil@example.com" }] }],
    ["cc address", { cc: [{ name: "", address: "kim@example.com, evil@example.com" }] }],
    ["reply-to", { replyTo: [{ name: "", address: "<evil@example.com>kim@example.com" }] }],
    ["in-reply-to", { inReplyTo: "a@b\r\nX: y" }],
    ["references", { references: ["a@b\nX: y"] }],
    ["message id", { messageId: "a@b\nX: y" }],
    ["file name", { attachments: [{ filename: 'a"\r\nX: y', contentType: "text/plain", content: Buffer.from("") }] }],
    ["file type", { attachments: [{ filename: "a", contentType: "text/plain\r\nX: y", content: Buffer.from("") }] }],
    ["header value", { headers: { "X-A": "b\r\nBcc: evil@example.com" } }],
    ["header name", { headers: { "X-A: b\r\nBcc": "evil@example.com" } }],
    ["a header that is ours", { headers: { bcc: "evil@example.com" } }],
    ["no recipient", { to: [] }],
    ["too many recipients", { to: Array.from({ length: 51 }, (_, i) => ({ name: "", address: `a${i}@example.com` })) }],
  ])("%s", async (_field, change) => {
    await expect(composeMail({ ...mail, ...change })).rejects.toMatchObject({ name: "Refused", kind: "invalid" });
  });

  test("a recipient with letters that SES cannot deliver to is refused with a sentence", async () => {
    await expect(composeMail({ ...mail, to: [{ name: "", address: "jörg@example.de" }] })).rejects.toMatchObject({
      code: "reply.recipient-not-ascii",
      message: expect.stringContaining("Amazon SES"),
    });
  });

  test("a file that claims to be a mail or a multipart is a file", async () => {
    const raw = await composeMail({
      ...mail,
      attachments: [{ filename: "x.eml", contentType: "message/rfc822", content: Buffer.from("Subject: in\n\nhi") }],
    });
    expect((await read(raw)).attachments).toMatchObject([{ filename: "x.eml", contentType: "application/octet-stream" }]);
  });
});

describe("any fields at all", () => {
  const word = fc
    .string({ unit: "binary", maxLength: 60 })
    .map((text) => text.replace(/[\n\v\f\r\0\x1c-\x1e\x85\u2028\u2029]/g, ""));
  const name = fc.constantFrom(
    "Kim",
    "Doe, Jane",
    'A "B" C',
    "José",
    "山田",
    "a@b.example",
    "<x@y.example>",
    "a;b:c",
    "=?utf-8?q?x?=",
    "(c)",
    "\\",
    "'q'",
    "🎉",
  );
  const address = fc.constantFrom("kim@example.com", "a.b+c@sub.example.org", "o'neil@example.ie", "x@bücher.example");
  const anyone = fc.record({ name, address });

  test("recipients, subject and files come back, and no header is added", async () => {
    const usual = headerNames(await composeMail({ ...mail, cc: mail.to, inReplyTo: "a@b.example", references: ["a@b.example"] }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyone, { minLength: 1, maxLength: 5 }),
        fc.array(anyone, { minLength: 1, maxLength: 3 }),
        word,
        word,
        async (to, cc, subject, filename) => {
          const raw = await composeMail({
            ...mail,
            to,
            cc,
            subject,
            inReplyTo: "a@b.example",
            references: ["a@b.example"],
            attachments: [{ filename, contentType: "application/pdf", content: Buffer.from("%PDF") }],
          });
          const back = await read(raw);
          expect(back.to.map((one) => one.address)).toEqual(to.map(inAscii));
          expect(back.cc.map((one) => one.address)).toEqual(cc.map(inAscii));
          expect(back.attachments.map((file) => contentOf(raw, file).toString())).toEqual(["%PDF"]);
          for (const header of headerNames(raw)) expect(usual).toContain(header);
        },
      ),
      { seed: 20261122, numRuns: 150 },
    );
  });

  test("a plain subject comes back as it was", async () => {
    const plain = fc
      .string({ unit: fc.constantFrom(..."aZ9 .,!?-_=()[]<>@äñ漢🎉"), minLength: 1, maxLength: 200 })
      .map((text) => text.trim().replace(/ +/g, " "));
    await fc.assert(
      fc.asyncProperty(plain, async (subject) => {
        expect((await read(await composeMail({ ...mail, subject }))).subject).toBe(subject);
      }),
      { seed: 20261122, numRuns: 150 },
    );
  });
});

function inAscii({ address }: { address: string }): string {
  return address.replace("bücher", "xn--bcher-kva");
}

function headerNames(raw: Buffer): string[] {
  const header = raw.toString("latin1").split("\r\n\r\n")[0] ?? "";
  return [...header.matchAll(/^([^\s:]+):/gm)].map(([, name = ""]) => name);
}

describe("the envelope", () => {
  test("is what was given, in ASCII", () => {
    const [cc, bcc] = [[{ name: "", address: "x@Bücher.example" }], [{ name: "", address: "Y@Bücher.example" }]];
    expect(envelopeOf({ ...mail, cc, bcc })).toEqual({
      from: "support@acme.test",
      to: ["kim@example.com"],
      cc: ["x@xn--bcher-kva.example"],
      bcc: ["Y@xn--bcher-kva.example"],
    });
  });
  test("is refused when it cannot be", () => {
    expect(() => envelopeOf({ ...mail, to: [{ name: "", address: "nobody" }] })).toThrow("is not an address");
    expect(() => envelopeOf({ ...mail, bcc: [{ name: "", address: "nobody" }] })).toThrow("is not an address");
  });
});

describe("the quote", () => {
  const from = { name: "Kim <b>", address: "kim@example.com" };
  const quote = quoteForReply([{ from, at: "2026-11-22T09:30:00.000Z", text: "Hello\n> before\n\n<script>alert(1)</script>" }]);

  test("is marked line by line", () => {
    expect(quote.text).toBe(
      "On Sun, 22 Nov 2026 at 09:30 UTC, Kim <b> <kim@example.com> wrote:\n> Hello\n>> before\n>\n> <script>alert(1)</script>",
    );
  });
  test("is text in the HTML too", () => {
    expect(quote.html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(quote.html).not.toContain("<script");
  });
  test("is bounded", () => {
    expect(quoteForReply([{ from, at: "2026-11-22T09:30:00.000Z", text: "x\n".repeat(100_000) }]).text.length).toBeLessThan(
      80_000,
    );
  });
});

describe("a part as a stream", () => {
  test.each(["base64", "quoted-printable", "7bit"] as const)("%s comes out whole from small pieces", async (encoding) => {
    const content = Buffer.from("Grüße, a=b\r\nnext line");
    const encoded = {
      base64: content.toString("base64").replace(/.{10}/g, "$&\r\n"),
      "quoted-printable": "Gr=C3=BC=C3=9Fe, a=3Db=0D=0Anext=\r\n line",
      "7bit": content.toString("latin1"),
    }[encoding];
    const pieces = [...Buffer.from(encoded, "latin1")].map((byte) => Uint8Array.of(byte));
    const chunks: Buffer[] = [];
    for await (const chunk of decodePart(Readable.from(pieces), { offset: 0, length: 0, encoding })) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe(content.toString());
  });
});
