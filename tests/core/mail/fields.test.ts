// Single headers: subjects, dates, ids, parameters, encoded words, file names.
import { describe, expect, test } from "vitest";
import { readDate } from "../../../functions/core/mail/date.ts";
import { decodeHeaderText } from "../../../functions/core/mail/header-text.ts";
import { madeFilename, safeFilename } from "../../../functions/core/mail/filename.ts";
import { readFields } from "../../../functions/core/mail/header.ts";
import { decodedParameter, readStructured } from "../../../functions/core/mail/parameters.ts";
import { capReferences, readId, readIds } from "../../../functions/core/mail/references.ts";
import { readSubject } from "../../../functions/core/mail/read-subject.ts";
import { baseSubject, replySubject } from "../../../functions/core/mail/subject.ts";

describe("dates", () => {
  test.each([
    ["Tue, 1 Jul 2003 10:52:37 +0200", "2003-07-01T08:52:37.000Z"],
    ["1 Jul 2003 (a comment) 10:52:37 +0200", "2003-07-01T08:52:37.000Z"],
    ["Fri, 21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06.000Z"],
    ["Wed, 27 Jun 99 04:11 +0900", "1999-06-26T19:11:00.000Z"],
    ["Mon, 16 Nov 2026 09:00:00 -0330 (Newfoundland)", "2026-11-16T12:30:00.000Z"],
    ["Mon, 16 Nov 2026 09:00:00 PST", "2026-11-16T17:00:00.000Z"],
    ["Mon, 16 Nov 2026 09:00:00 GMT+0100", "2026-11-16T08:00:00.000Z"],
    ["Mon Nov 16 09:00:00 2026", "2026-11-16T09:00:00.000Z"],
    ["Mon Nov 16 09:00:00 CET 2026", "2026-11-16T08:00:00.000Z"],
    ["16-Nov-2026 09:00:00 +0000", "2026-11-16T09:00:00.000Z"],
    ["2026-11-16T09:00:00Z", "2026-11-16T09:00:00.000Z"],
    ["2026-11-16 09:00:00 +0100", "2026-11-16T08:00:00.000Z"],
    ["Mon, 16 Nov 2026 9:00:00 PM +0000", "2026-11-16T21:00:00.000Z"],
    ["Mon, 16 Nov 2026", "2026-11-16T00:00:00.000Z"],
    ["Mon, 16 Nov 2026 09:00:00.125 +0000", "2026-11-16T09:00:00.125Z"],
    ["Mon, 16 Nov 2026 24:00:00 +0000", "2026-11-17T00:00:00.000Z"],
    ["Mon, 16 Nov 2026 23:59:60 +0000", "2026-11-17T00:00:00.000Z"],
    ["11/16/2026 9:00:00 AM", "2026-11-16T09:00:00.000Z"],
    ["16/11/2026 09:00", "2026-11-16T09:00:00.000Z"],
    ["16.11.2026 09:00", "2026-11-16T09:00:00.000Z"],
    ["lun., 16 févr. 2026 09:00:00 +0100", "2026-02-16T08:00:00.000Z"],
    ["Mi, 16 Dez 2026 09:00:00 +0100", "2026-12-16T08:00:00.000Z"],
    ["mar, 16 giu 2026 09:00:00 +0200", "2026-06-16T07:00:00.000Z"],
    ["2026-11-16T09:00:00.5+01:00", "2026-11-16T08:00:00.500Z"],
  ])("%s", (written, instant) => expect(readDate(Buffer.from(written).toString("latin1"))).toBe(instant));

  test.each([
    "",
    "yesterday",
    "Mon, 99 Nov 2026 09:00:00 +0000",
    "16 Foo 2026 09:00",
    "09:00",
    "10/11/2026 09:00",
    "Mon, 16 Nov 2026 25:00:00 +0000",
    "x".repeat(10_000),
    "0".repeat(10_000),
  ])("%.30s is no date, and never now", (written) => expect(readDate(written)).toBeUndefined());
});

describe("ids", () => {
  test.each<[string, string[]]>([
    ["<a@b.example>", ["a@b.example"]],
    ["<a@b.example> <c@d.example>", ["a@b.example", "c@d.example"]],
    ["<a@b.example><c@d.example>,<a@b.example>", ["a@b.example", "c@d.example"]],
    ["<<a@b.example>>", ["a@b.example"]],
    ["a@b.example", ["a@b.example"]],
    ['"<a@b.example>"', ["a@b.example"]],
    ["Your mail of Friday <a@b.example>", ["a@b.example"]],
    ["<a @ b.example>", ["a@b.example"]],
    ["<>", []],
    ["", []],
    ["your message", []],
    [`<${"a".repeat(2000)}@b.example>`, []],
  ])("%.40s", (written, ids) => expect(readIds([written])).toEqual(ids));

  test("the first and the newest are kept when there are too many", () => {
    const ids = Array.from({ length: 500 }, (_, i) => `<${i}@b.example>`).join(" ");
    const kept = readIds([ids]);
    expect([kept.length, kept[0], kept[1], kept.at(-1)]).toEqual([100, "0@b.example", "401@b.example", "499@b.example"]);
    expect(capReferences(["a", "b"], 5)).toEqual(["a", "b"]);
  });

  test("one id of a Message-ID header", () => expect(readId(" <x@y.example> ")).toBe("x@y.example"));
});

describe("subjects", () => {
  test.each([
    ["Re: Invoice", "Invoice", "Re: Invoice"],
    ["RE: re: Re[2]: Invoice", "Invoice", "Re: Invoice"],
    ["AW: WG: Rechnung", "Rechnung", "Re: WG: Rechnung"],
    ["RV: Factura", "Factura", "Re: RV: Factura"],
    ["R: I: Preventivo", "Preventivo", "Re: I: Preventivo"],
    ["Fwd: Fw: Hello", "Hello", "Re: Fwd: Fw: Hello"],
    ["[EXT] Re: Hello", "Hello", "Re: [EXT] Re: Hello"],
    ["[Project] Hello", "[Project] Hello", "Re: [Project] Hello"],
    ["回复：你好", "你好", "Re: 你好"],
    ["Reminder: pay", "Reminder: pay", "Re: Reminder: pay"],
    ["Re:", "", "Re:"],
    ["", "", "Re:"],
    ["Rabbit: a story", "Rabbit: a story", "Re: Rabbit: a story"],
  ])("%j", (subject, base, reply) => {
    expect([baseSubject(subject), replySubject(subject)]).toEqual([base, reply]);
    expect(replySubject(replySubject(subject))).toBe(reply);
  });

  test("controls, line breaks and turned directions go", () => {
    expect(readSubject("=?utf-8?q?a=0D=0ABcc:_x=00_=E2=80=AEevil?=", decodeHeaderText)).toBe(
      "aBcc: x evil".replace("aBcc", "a Bcc"),
    );
  });
});

describe("encoded words", () => {
  test("Japanese over two words has no gap where the escapes meet", () => {
    const raw = "=?ISO-2022-JP?B?GyRCTFpAPSVPJXMlSSVrGyhC?=\r\n =?ISO-2022-JP?B?GyRCJEskRCQkJEYbKEI=?=";
    expect(decodeHeaderText(raw)).toBe("木製ハンドルについて");
  });

  test.each([
    ["=?utf-8?Q?caf=C3=A9?=", "café"],
    ["=?utf-8?B?Y2Fmw6k=?=", "café"],
    ["=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=", "ab"],
    ["=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"],
    ["=?utf-8?q?caf=C3?= =?utf-8?q?=A9?=", "café"],
    ["=?us-ascii*en?q?Keith?=", "Keith"],
    ["=?utf-8?q?=F0=9F=8E=89?=", "🎉"],
    ["=?windows-1252?q?=93hi=94?=", "“hi”"],
    ["=?iso-8859-1?q?=93hi=94?=", "“hi”"],
    ["=?unknown-8bit?q?caf=E9?=", "café"],
    ["=?utf-8?x?nothing?=", "=?utf-8?x?nothing?="],
    ["=?utf-8?q?unfinished", "=?utf-8?q?unfinished"],
    ["= ?= =?", "= ?= =?"],
  ])("%s", (raw, text) => expect(decodeHeaderText(raw)).toBe(text));
});

describe("parameters", () => {
  test.each([
    ['a/b; filename="x y.pdf"', "x y.pdf"],
    ["a/b; filename=x y.pdf", "x y.pdf"],
    ['a/b; filename="a\\"b;c.pdf"', 'a"b;c.pdf'],
    ["a/b; filename*=utf-8''caf%C3%A9.pdf", "café.pdf"],
    ["a/b; filename*0=a; filename*1=b.pdf", "ab.pdf"],
    ["a/b; filename*0*=utf-8''%C3; filename*1*=%A9.pdf", "é.pdf"],
    ["a/b; filename*1=b.pdf; filename*0=a", "ab.pdf"],
    ['a/b; filename="=?utf-8?q?caf=C3=A9?=.pdf"', "café.pdf"],
    ["a/b; filename=plain.pdf; filename*=utf-8''better.pdf", "better.pdf"],
    ["a/b; FILENAME=UP.pdf", "UP.pdf"],
    ["a/b filename=forgotten.pdf", "forgotten.pdf"],
    ["a/b;; ; = ; filename=late.pdf", "late.pdf"],
  ])("%s", (raw, name) => expect(decodedParameter(readStructured(raw), "filename")).toBe(name));

  test.each([
    [" text / plain (comment); charset=x", "text/plain"],
    ["TEXT/HTML", "text/html"],
    ["multipart/mixed boundary=b", "multipart/mixed"],
  ])("the value of %j", (raw, value) => expect(readStructured(raw).value).toBe(value));
});

describe("fields", () => {
  test("folded lines are one, names are lower case, nonsense is left out", () => {
    const fields = readFields(Buffer.from("A: one\r\n two\r\n\tthree\nno colon here\nB :x\n: none\nÄ: y\nA: again"));
    expect(fields).toEqual([
      { name: "a", value: "one two three" },
      { name: "b", value: "x" },
      { name: "a", value: "again" },
    ]);
  });
});

describe("file names", () => {
  test.each([
    ["report.pdf", "report.pdf"],
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\kim\\a.doc", "a.doc"],
    ["a\r\nb\0.txt", "ab.txt"],
    ["invoice\u202efdp.exe", "invoicefdp.exe"],
    ["...hidden", "hidden"],
    ['a<b>"c"|d?.txt', "a_b__c__d_.txt"],
    ["con. . ", "con"],
  ])("%j", (name, safe) => expect(safeFilename(name)).toBe(safe));

  test("nothing remains of nothing", () => {
    expect(["", "/", "..", "\0"].map(safeFilename)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test("a long name keeps its extension", () => {
    const name = safeFilename(`${"x".repeat(500)}.jpeg`) ?? "";
    expect([name.length, name.slice(-5)]).toEqual([150, ".jpeg"]);
  });

  test("nameless parts are named by their type", () => {
    expect([madeFilename("image/png", 2), madeFilename("message/rfc822", 3), madeFilename("application/x-y", 1)]).toEqual([
      "part-2.png",
      "message-3.eml",
      "part-1.bin",
    ]);
  });
});
