// Mails as they are built, and broken: boundaries, headers that do not end where they should, parts in places of their own.
import { describe, expect, test } from "vitest";
import { read } from "./read.ts";

const mail = (type: string, body: string) => read(`From: a@b.test\nSubject: S\nContent-Type: ${type}\n\n${body}`);
const files = (attachments: readonly { filename: string; contentType: string }[]) =>
  attachments.map(({ filename, contentType }) => `${filename} ${contentType}`);

describe("boundaries", () => {
  test.each([
    ["with specials", 'multipart/mixed; boundary="=_?:(x)/+,.\'b"', "--=_?:(x)/+,.'b\n\nHi\n--=_?:(x)/+,.'b--", "Hi"],
    ["with an escape", 'multipart/mixed; boundary="a\\"b"', '--a"b\n\nHi\n--a"b--', "Hi"],
    [
      "with spaces after it",
      "multipart/mixed; boundary=b",
      "--b  \t\n\nHi\n--b  \nContent-Type: text/plain\n\nyou\n--b-- ",
      "Hi\nyou",
    ],
    ["with a comment after it", "multipart/mixed; boundary=b (a comment)", "--b\n\nHi\n--b--", "Hi"],
    ["followed by a semicolon", "multipart/mixed; boundary=b;", "--b\n\nHi\n--b--", "Hi"],
    [
      "longer than any may be",
      `multipart/mixed; boundary=${"b".repeat(150)}`,
      `--${"b".repeat(150)}\n\nHi\n--${"b".repeat(150)}--`,
      "Hi",
    ],
    [
      "that looks like an encoded word",
      'multipart/mixed; boundary="=?utf-8?Q?b?="',
      "--=?utf-8?Q?b?=\n\nHi\n--=?utf-8?Q?b?=--",
      "Hi",
    ],
    ["in capitals is another", "multipart/mixed; boundary=b", "--b\n\nHi\n--B\nyou\n--b--", "Hi\n--B\nyou"],
    [
      "within a line is text",
      "multipart/mixed; boundary=b",
      "--b\n\nHi --b\n --b\n--b and more\n--b--",
      "Hi --b\n --b\n--b and more",
    ],
    ["before and after which stands something", "multipart/mixed; boundary=b", "before\n--b\n\nHi\n--b--\nafter\n", "Hi"],
    ["in CRLF and LF by turns", "multipart/mixed; boundary=b", "--b\r\n\r\nHi\n--b\n\nyou\r\n--b--\r\n", "Hi\nyou"],
    ["of nothing", 'multipart/mixed; boundary=""', "--\nContent-Type: text/plain\n\nHi\n----\n", "Hi"],
    [
      "never closed, with one inside never closed",
      "multipart/mixed; boundary=b",
      "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\nHi\n--b\n\nyou",
      "Hi\nyou",
    ],
    [
      "inside another that begins with it",
      "multipart/mixed; boundary=bb",
      "--bb\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nHi\n--b--\n--bb\n\nyou\n--bb--",
      "Hi\nyou",
    ],
    ["on the folded line that was not folded", "multipart/mixed;\nboundary=b", "--b\n\nHi\n--b--", "Hi"],
    ["above a blank line above a header", "multipart/mixed; boundary=b", "--b\n\nContent-Type: text/html\n\n<p>Hi\n--b--", "Hi"],
    ["at the very beginning of an empty part", "multipart/mixed; boundary=b", "--b\n--b\n\nHi\n--b--", "Hi"],
  ])("%s", async (_name, type, body, text) => expect((await mail(type, body)).text.trimEnd()).toBe(text));
});

describe("headers", () => {
  test.each([
    ["blank lines before them", "\n\r\nFrom: a@b.test\nSubject: S\n\nHi", "S", "Hi"],
    ["a blank line that is the header", "\nHello: you\n\nHi", "", "Hello: you\n\nHi"],
    ["a line of spaces as their end", "Subject: S\n \nFrom: a@b.test\n\nHi", "S", "Hi"],
    ["an mbox line and an escaped one", ">From a@b.test Mon Nov 16\nSubject: S\n\nHi", "S", "Hi"],
    ["a space before the colon", "Subject : S\n\nHi", "S", "Hi"],
    ["nothing after the colon", "Subject:\n S\n\nHi", "S", "Hi"],
    ["NULs among them", "From: a@b.test\nSub\0ject: x\nSubject: S\0T\n\nHi", "S T", "Hi"],
    ["two subjects", "Subject: S\nSubject: T\n\nHi", "S", "Hi"],
    ["a type alone: text", "Subject: S\nContent-Type: text\n\nHi", "S", "Hi"],
    ["a type that is none", "Subject: S\nContent-Type: /\n\nHi", "S", "Hi"],
    ["an empty type", "Subject: S\nContent-Type:\n\nHi", "S", "Hi"],
    ["two types", "Subject: S\nContent-Type: text/plain\nContent-Type: image/png\n\nHi", "S", "Hi"],
    ["a type with a comma", "Subject: S\nContent-Type: text/plain, charset=utf-8\n\nHi", "S", "Hi"],
    ...["constructor", "toString", "__proto__", "valueOf"].map((word) => [
      `the word ${word} everywhere`,
      `Subject: S\nDate: Mon, 16 Nov 2026 09:00:00 ${word}\nContent-Type: ${word}; ${word}=${word}; charset=${word}; format=${word}\nContent-Disposition: ${word}\nContent-Transfer-Encoding: ${word}\n\nHi`,
      "S",
      "Hi",
    ]),
    ["a type without its name", "Subject: S\nContent-Type: charset=utf-8\n\nHi", "S", "Hi"],
    ["a charset on a line that was not folded", "Subject: S\nContent-Type: text/plain;\ncharset=koi8-r\nX: y\n\nHi", "S", "Hi"],
  ])("with %s", async (_name, raw, subject, text) => {
    const { subject: read_, text: body } = await read(raw);
    expect([read_, body]).toEqual([subject, text]);
  });

  test("a parameter on a line that was not folded counts", async () => {
    const raw = Buffer.from("Content-Type: text/plain;\ncharset=koi8-r\nX: y\n\n\xf0\xd2\xc9", "latin1");
    expect((await read(raw)).text).toBe("При");
  });
});

describe("alternatives", () => {
  const html = "Content-Type: text/html\n\n<p>H</p>";
  const plain = "Content-Type: text/plain\n\nP";
  const calendar = "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nEND:VCALENDAR";
  const pdf = "Content-Type: application/pdf; name=a.pdf\n\n%PDF";
  const parts = (...all: string[]) => `${all.map((part) => `--b\n${part}\n`).join("")}--b--`;
  test.each<[string, string, string, string[]]>([
    ["page first", parts(html, plain), "P", []],
    ["calendar", parts(plain, html, calendar), "P", ["part-1.ics text/calendar"]],
    ["file among them", parts(plain, pdf, html), "P", ["a.pdf application/pdf"]],
    ["no text, only a page", parts(html), "H", []],
    ["empty text", parts("Content-Type: text/plain\n\n \n", html), "H", []],
    [
      "a type that nobody knows",
      parts(plain, "Content-Type: text/x-watch-html\n\n<b>w</b>", html),
      "P",
      ["part-1.bin text/x-watch-html"],
    ],
    ["markdown", parts(plain, "Content-Type: text/markdown\n\n*m*"), "P", ["part-1.md text/markdown"]],
  ])("%s", async (_name, body, text, names) => {
    const read = await mail("multipart/alternative; boundary=b", body);
    expect([read.text.trim(), files(read.attachments)]).toEqual([text, names]);
  });

  test("related in alternative in mixed", async () => {
    const {
      text,
      html: page,
      attachments,
    } = await mail(
      "multipart/mixed; boundary=m",
      `--m\nContent-Type: multipart/alternative; boundary=a\n\n--a\n\nP\n--a\nContent-Type: multipart/related; boundary=r\n\n--r\nContent-Type: text/html\n\n<p>H<img src="cid:i@b">\n--r\nContent-Type: image/png\nContent-ID: <i@b>\n\npng\n--r--\n--a--\n--m\n${pdf}\n--m--`,
    );
    expect([text.trim(), page?.trim(), attachments.map(({ isInline }) => isInline)]).toEqual([
      "P",
      '<p>H<img src="cid:i@b">',
      [true, false],
    ]);
  });

  test("a related root that `start` names, wherever it stands", async () => {
    const { text, attachments } = await mail(
      'multipart/related; boundary=b; start="<root@b>"; type="text/html"',
      parts(
        "Content-Type: image/png\nContent-ID: <i@b>\n\npng",
        `Content-ID: <root@b>\n${html.replace("H", 'H<img src="cid:i@b">')}`,
      ),
    );
    expect([text.trim(), attachments.map(({ contentType, isInline }) => [contentType, isInline])]).toEqual([
      "H",
      [["image/png", true]],
    ]);
  });

  test("a page with an id that comes after its picture, and the words of an MMS", async () => {
    const picture = "Content-Type: image/png\nContent-ID: <i@b>\n\npng";
    const page = await mail(
      "multipart/related; boundary=b",
      parts(picture, `Content-ID: <p@b>\n${html}`, `Content-ID: <q@b>\n${plain}`),
    );
    expect([page.text.trim(), page.attachments.map(({ contentType }) => contentType)]).toEqual([
      "H",
      ["image/png", "text/plain"],
    ]);
    const words = "Content-Type: text/plain; name=t.txt\nContent-ID: <t@b>\n\nSee you";
    const smil = "Content-Type: application/smil\nContent-ID: <s@b>\n\n<smil/>";
    const mms = await mail('multipart/related; boundary=b; type="application/smil"', parts(smil, words, picture));
    expect([mms.text, mms.attachments.length]).toEqual(["See you", 2]);
  });

  test("a picture known by its location alone", async () => {
    const { attachments } = await mail(
      "multipart/related; boundary=b",
      parts(
        'Content-Type: text/html\n\n<img src="http://b.test/i.png">',
        "Content-Type: image/png\nContent-Location: http://b.test/i.png\n\npng",
      ),
    );
    expect(attachments.map(({ filename, isInline }) => [filename, isInline])).toEqual([["i.png", true]]);
  });

  test("text, file, text, as Apple writes", async () => {
    const read = await mail(
      "multipart/mixed; boundary=b",
      parts(
        plain,
        `${pdf.replace("\n\n", "\nContent-Disposition: inline; filename=a.pdf\n\n")}`,
        "Content-Type: text/plain\n\nQ",
      ),
    );
    expect([read.text, files(read.attachments)]).toEqual(["P\nQ", ["a.pdf application/pdf"]]);
  });

  test("replacing parts and unknown multiparts are read like mixed ones", async () => {
    for (const type of ["multipart/x-mixed-replace", "multipart/parallel", "multipart/whatever"])
      expect((await mail(`${type}; boundary=b`, parts(plain, "Content-Type: text/plain\n\nQ"))).text).toBe("P\nQ");
  });
});

test("a text that quotes parts of a mail, before any other part", async () => {
  const quoted = "Look:\n--c\nContent-Type: image/png\n\npng\n--c--";
  const { text, attachments } = await mail("multipart/mixed; boundary=b", `--b\n\n${quoted}\n--b--`);
  expect([text, attachments]).toEqual([quoted, []]);
});

test("a calendar in the charset that it says", async () => {
  const event = Buffer.from(
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261116T090000Z\nSUMMARY:\xb3\xf3d\xbc\nEND:VEVENT\nEND:VCALENDAR",
    "latin1",
  );
  const { invitation } = await mail(
    "text/calendar; charset=iso-8859-2\nContent-Transfer-Encoding: base64",
    event.toString("base64"),
  );
  expect(invitation?.summary).toBe("łódź");
});

describe("files", () => {
  const one = async (header: string, body = "x") => {
    const { attachments, text } = await mail("multipart/mixed; boundary=b", `--b\n\nHi\n--b\n${header}\n\n${body}\n--b--`);
    return [text, ...files(attachments)];
  };
  test.each([
    ["Content-Type: image/png; name=n.png\nContent-Disposition: attachment; filename=f.png", "f.png image/png"],
    ["Content-Type: image/png; name*=utf-8''caf%C3%A9.png", "café.png image/png"],
    ["Content-Type: image/png; name*0=a; name*1=b.png", "ab.png image/png"],
    ["Content-Type: image/png; name=n.png\nContent-Disposition: attachment; filename=", "n.png image/png"],
    ["Content-Type: image/png\nContent-Disposition: attachment; filename*=utf-8''a%2F..%2Fb.png", "b.png image/png"],
    ['Content-Type: image/png\nContent-Disposition: attachment; filename="C:\\temp\\new.png"', "new.png image/png"],
    ["Content-Type: IMAGE/PNG\nContent-Disposition: ATTACHMENT; FILENAME=A.PNG", "A.PNG image/png"],
    ["Content-Disposition: attachment; filename=a.pdf", "a.pdf text/plain"],
    ["Content-Type: application/pdf\nContent-Disposition: filename=a.pdf", "a.pdf application/pdf"],
    ["Content-Type: application/octet-stream\nContent-Description: plan.pdf", "plan.pdf application/octet-stream"],
    ["Content-Type: text/plain; name=log.txt\nContent-Disposition: attachment", "log.txt text/plain"],
    ["Content-Type: text/rfc822-headers", "part-1.txt text/rfc822-headers"],
    ["Content-Type: application/mac-binhex40; name=a.hqx", "a.hqx application/mac-binhex40"],
    ["Content-Type: message/external-body; access-type=URL; name=x.pdf", "x.pdf message/external-body"],
    ["Content-Type: message/partial; id=a; number=1; total=2", "part-1.bin message/partial"],
    ["Content-Type: application/x-pkcs7-mime; name=smime.p7m", "smime.p7m application/x-pkcs7-mime"],
    [`Content-Type: image/png; name="${"n".repeat(300)}.png"`, `${"n".repeat(146)}.png image/png`],
    ["Content-Type: pdf; name=a.pdf", "a.pdf application/octet-stream"],
    ["Content-Type: image; name=a.png", "a.png application/octet-stream"],
    ["Content-Type: image/png;name=a.png;charset", "a.png image/png"],
    ['Content-Type: image/png;\nname="a.png"', "a.png image/png"],
  ])("%s", async (header, listed) => expect(await one(header)).toEqual(["Hi", listed]));
});

describe("enclosed mails", () => {
  const inner = "From: c@d.test\nSubject: Inner\n\nInside";
  const enclosed = async (header: string, body: string) => {
    const read = await mail("multipart/mixed; boundary=b", `--b\n${header}\n\n${body}\n--b--`);
    return [read.text.trimEnd(), ...files(read.attachments)];
  };
  test.each([
    ["plainly", "Content-Type: message/rfc822", inner],
    [
      "in base64, though it may not",
      "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64",
      Buffer.from(inner).toString("base64"),
    ],
    [
      "in quoted-printable",
      "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable",
      inner.replaceAll("S", "=53"),
    ],
    ["with blank lines before its header", "Content-Type: message/rfc822", `\n\n${inner}`],
    ["with an mbox line", "Content-Type: message/rfc822", `From c@d.test Mon Nov 16\n${inner}`],
    ["by the other name", "Content-Type: Message/RFC822", inner],
  ])("%s", async (_name, header, body) => {
    expect(await enclosed(header, body)).toEqual(["Inside", "Inner.eml message/rfc822"]);
  });

  test("as the first part, with parts of its own", async () => {
    const own =
      "Subject: Inner\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nInside\n--c\nContent-Type: image/png\n\npng\n--c--";
    const read = await mail("multipart/mixed; boundary=b", `--b\nContent-Type: message/rfc822\n\n${own}\n--b--`);
    expect(read.attachments.map(({ filename, sizeBytes }) => [filename, sizeBytes])).toEqual([["Inner.eml", own.length]]);
  });

  test("in UTF-8 throughout", async () => {
    expect(await enclosed("Content-Type: message/global", inner.replace("Inner", "Größe"))).toEqual([
      "Inside",
      "Größe.eml message/global",
    ]);
  });

  test("in a digest, with and without a header of the part", async () => {
    const read = await mail(
      "multipart/digest; boundary=b",
      `--b\n\n${inner}\n--b\nContent-Type: message/rfc822\n\n${inner}\n--b\nContent-Type: text/plain\n\nT\n--b--`,
    );
    expect(files(read.attachments)).toEqual(["Inner.eml message/rfc822", "Inner.eml message/rfc822"]);
  });
});
