// Header fields as they come: encoded words, parameters, dates, ids and prefixes that no grammar foresees.
import { describe, expect, test } from "vitest";
import { readDate } from "../../../functions/core/mail/date.ts";
import { decodeHeaderText } from "../../../functions/core/mail/header-text.ts";
import { decodedParameter, readStructured } from "../../../functions/core/mail/parameters.ts";
import { readIds } from "../../../functions/core/mail/references.ts";
import { baseSubject, replySubject } from "../../../functions/core/mail/subject.ts";

describe("encoded words", () => {
  test.each([
    // A character cut in two, whatever else differs between the two words.
    ["=?UTF-8?B?4oI=?= =?utf-8?B?rA==?=", "€"],
    ["=?utf-8?B?4oI=?=\t=?utf-8?Q?=AC?=", "€"],
    ["=?utf-8*en?Q?caf=C3?= =?utf-8?Q?=A9?=", "café"],
    ["=?utf8?Q?caf=C3?= =?UTF-8?Q?=A9?=", "café"],
    ["=?gb2312?B?xA==?= =?gb2312?B?47rD?=", "你好"],
    // Spaces between words go, spaces in them stay.
    ["=?utf-8?Q?a_?= =?utf-8?Q?_b?=", "a  b"],
    ["=?utf-8?Q?a?==?utf-8?Q?b?=", "ab"],
    ["=?iso-8859-1?Q?=E9?=   =?utf-8?Q?=C3=A9?=", "éé"],
    ["=?utf-8?Q?a?= =?utf-8?Q?b?= c =?utf-8?Q?d?=", "ab c d"],
    ["=?utf-8?Q?a b=C3=A9?=", "a bé"],
    // Glued to plain text.
    ["Re:=?utf-8?Q?_caf=C3=A9?=", "Re: café"],
    ["(=?utf-8?Q?caf=C3=A9?=)", "(café)"],
    ["=?utf-8?Q?caf=C3=A9?=s", "cafés"],
    ["[EXT]=?utf-8?Q?caf=C3=A9?=", "[EXT]café"],
    // Base64 without its padding, with too much, with noise, twice, for addresses of the web.
    ["=?utf-8?B?Y2Fmw6k?=", "café"],
    ["=?utf-8?B?Y2Fm=?=", "caf"],
    ["=?utf-8?B?Y2Fm====?=", "caf"],
    ["=?utf-8?B?Y2Fm w6k=?=", "café"],
    ["=?utf-8?B?YQ==Yg==?=", "ab"],
    ["=?utf-8?B?8J-OiQ==?=", "🎉"],
    ["=?utf-8?B??= x", " x"],
    // Quoted-printable that is none.
    ["=?utf-8?Q?what?_now?=", "what? now"],
    ["=?utf-8?q?=c3=a9?=", "é"],
    ["=?utf-8?Q?100=?=", "100="],
    ["=?utf-8?Q?a=ZZb?=", "a=ZZb"],
    ["=?utf-8?Q?50=25=20off?=", "50% off"],
    // Charsets.
    ["=?us-ascii?Q?caf=C3=A9?=", "café"],
    ["=?windows-1252?Q?caf=C3=A9?=", "café"],
    ["=?unicode-1-1-utf-7?Q?caf+AOk-?=", "café"],
    ["=?utf-16?B?/v8AYQBi?=", "ab"],
    ["=?UTF-8?B?77u/YWI=?=", "ab"],
    ["=?iso-8859-15?Q?=A4?=", "€"],
    ["=?ks_c_5601-1987?B?vsiz5w==?=", "안녕"],
    ["caf\xe9 =?utf-8?Q?=C3=A9?=", "café é"],
    // What comes out is not read again.
    ["=?utf-8?Q?=3D=3Futf-8=3FQ=3Fa=3F=3D?=", "=?utf-8?Q?a?="],
    ["=?utf-8?Q?=3D=3Futf-8=3FQ=3Fa?= =?utf-8?Q?=3F=3D?=", "=?utf-8?Q?a?="],
    ["=?utf-8?Q?a?= =?utf-8?X?b?= =?utf-8?Q?c?=", "a =?utf-8?X?b?= c"],
  ])("%s", (raw, text) => expect(decodeHeaderText(raw)).toBe(text));
});

describe("names in parameters", () => {
  test.each([
    ['x; filename*0="long na"; filename*1="me.pdf"', "long name.pdf"],
    ["x; filename*2=\".pdf\"; filename*1*=%20x; filename*0*=utf-8'en'caf%C3%A9", "café x.pdf"],
    ["x; filename*1=a; filename*2=b.pdf", "ab.pdf"],
    ["x; filename=fallback.pdf; filename*0*=utf-8''r%C3%A9el; filename*1=.pdf", "réel.pdf"],
    ["x; filename*=iso-8859-1'de'%A3.txt", "£.txt"],
    ["x; filename*=''a%20b.txt", "a b.txt"],
    ["x; filename*=a%20b.txt", "a b.txt"],
    ["x; filename*=utf-8''100%.txt", "100%.txt"],
    ["x; filename*=\"utf-8''caf%c3%a9.pdf\"", "café.pdf"],
    ["x; filename*=x-nobody''caf%E9.pdf", "café.pdf"],
    ["x; FILENAME*0*=UTF-8''caf; filename*1*=%C3%A9.pdf", "café.pdf"],
    ["x; filename*0*=utf-8''a; filename*1=50%25.pdf", "a50%25.pdf"],
    ['x; filename="=?utf-8?B?Y2Fm?= =?utf-8?B?w6kucGRm?="', "café.pdf"],
    ['x; filename*0="=?utf-8?B?Y2Fm"; filename*1="w6kucGRm?="', "café.pdf"],
    ["x; filename==?utf-8?Q?caf=C3=A9.pdf?=", "café.pdf"],
    ["x; filename=report (1).pdf", "report (1).pdf"],
    ['x; filename="report (1);v2.pdf"', "report (1);v2.pdf"],
    ['x; filename="open.pdf', "open.pdf"],
    ['x; filename="a "very" good one.pdf"', 'a "very" good one.pdf'],
    ['x; filename="a.pdf" (a comment)', "a.pdf"],
    ['x; filename="a.pdf" size=12', "a.pdf"],
    ['x; filename="a.pdf" name="b.pdf"', "a.pdf"],
    ["x; filename=Smith; John.pdf; size=12", "Smith; John.pdf"],
    ["x; filename=a.pdf; inline", "a.pdf"],
    ['x; filename="C:\\temp\\new.txt"', "C:\\temp\\new.txt"],
    ['x; filename="a\\\\b.txt"', "a\\b.txt"],
    ['x; filename = "a.pdf" ;', "a.pdf"],
    ["x; filename=a.pdf; filename=b.pdf", "a.pdf"],
    ['x; filename="caf\xe9.pdf"', "café.pdf"],
    ['x; filename="caf\xc3\xa9.pdf"', "café.pdf"],
    ['x; filename=""', ""],
    ['filename="a.pdf"', "a.pdf"],
    ["x; filename*=UTF-8''\"a b.pdf\"", "a b.pdf"],
    ["x; filename=UTF-8''caf%C3%A9.pdf", "café.pdf"],
    ["x; filename=it's%20here.pdf", "it's%20here.pdf"],
    ["x; filename=a.pdf; filename*=utf-8''", "a.pdf"],
    ["x; filename*0*=iso-2022-jp''%1B$B%3BE; filename*1*=MM%1B%28B.pdf", "仕様.pdf"],
    ['x; filename*0="=?utf-8?Q?caf=C3?="; filename*1="=?utf-8?Q?=A9.pdf?="', "café.pdf"],
  ])("%s", (raw, name) => expect(decodedParameter(readStructured(raw), "filename")).toBe(name));

  test("a backslash that is half a Japanese character is none", () => {
    expect(decodedParameter(readStructured('x; filename="\x95\x5c.txt"'), "filename", "shift_jis")).toBe("表.txt");
  });

  test.each([
    ["text/plain; charset=koi8-r (Russian)", "koi8-r"],
    ['text/plain; charset="koi8-r" (Russian)', "koi8-r"],
    ["text/plain; (Russian) charset=koi8-r", "koi8-r"],
    ["text/plain; charset=koi8-r; format", "koi8-r"],
  ])("the charset of %s", (raw, charset) => expect(readStructured(raw).parameters.get("charset")).toBe(charset));
});

describe("dates", () => {
  test.each([
    ["TUE, 01 JUL 2003 10:52:37 +0200", "2003-07-01T08:52:37.000Z"],
    ["Tue,1 Jul 2003 1:2:3 +0000", "2003-07-01T01:02:03.000Z"],
    ["  Tue ,  1   Jul 2003\t10:52:37   +0200 ", "2003-07-01T08:52:37.000Z"],
    ["1 Jan 00 00:00:00 -0000", "2000-01-01T00:00:00.000Z"],
    ["1 Jan 49 00:00:00 UT", "2049-01-01T00:00:00.000Z"],
    ["1 Jan 50 00:00:00 Z", "1950-01-01T00:00:00.000Z"],
    ["1 Jul 103 10:52:37 +0000", "2003-07-01T10:52:37.000Z"],
    ["Tue, 1 Jul 2003 10:52:37 N", "2003-07-01T10:52:37.000Z"],
    ["Tuesday, 01-Jul-03 10:52:37 GMT", "2003-07-01T10:52:37.000Z"],
    ["Tue Jul  1 10:52:37 2003 +0200", "2003-07-01T08:52:37.000Z"],
    ["Tue, 1 Jul 2003 10:52:37 GMT+02:00", "2003-07-01T08:52:37.000Z"],
    ["Tue, 1 Jul 2003 10:52:37 UTC+2", "2003-07-01T08:52:37.000Z"],
    ["Tue, 1 Jul 2003 10:52:37PM +0000", "2003-07-01T22:52:37.000Z"],
    ["Tue, 1 Jul 2003 12:05:00 AM +0000", "2003-07-01T00:05:00.000Z"],
    ["July 1st, 2003 1:05 p.m. GMT", "2003-07-01T13:05:00.000Z"],
    ["Di, 1. Juli 2003 10:52:37 +0200", "2003-07-01T08:52:37.000Z"],
    ["Mon, 1 Jul 2003 10:52:37 +0200", "2003-07-01T08:52:37.000Z"],
    ["Tue, 1 (first (of)) Jul 2003 10:52 (am) +0200 (CEST)", "2003-07-01T08:52:00.000Z"],
    ["Tue, 1 Jul 2003 10:52:37 +0200 (CEST", "2003-07-01T08:52:37.000Z"],
    ["Tue, 1 Jul 2003 10:52:37", "2003-07-01T10:52:37.000Z"],
    ["Tue, 1 Jul 2003 10:52:37 AEST", "2003-07-01T00:52:37.000Z"],
    ["2003/07/01 10:52:37 +0900", "2003-07-01T01:52:37.000Z"],
    ["2003-07-01t10:52:37z", "2003-07-01T10:52:37.000Z"],
    ["2003-07-01 10:52", "2003-07-01T10:52:00.000Z"],
    ["2003-07-01", "2003-07-01T00:00:00.000Z"],
    ["2003.07.01 10:52:37", "2003-07-01T10:52:37.000Z"],
    ["2003-07-01T10:52:37+02:00[Europe/Madrid]", "2003-07-01T08:52:37.000Z"],
    ["Tue, 1 Jul 2003 10:52:37 MET DST", "2003-07-01T08:52:37.000Z"],
    ["Tue, 1 Jul 2003 10:52:37 CEST (GMT+2)", "2003-07-01T08:52:37.000Z"],
    ["Tue, 1 Jul 2003 at 10:52 PM", "2003-07-01T22:52:00.000Z"],
    ["Tue, 1 Jul 2003 00:30:00 +0100", "2003-06-30T23:30:00.000Z"],
  ])("%j", (written, instant) => expect(readDate(written)).toBe(instant));

  test.each([
    "Tue, 0 Jul 2003 10:52:37",
    "Tue, 1 Jul 2003 10:60:00",
    "2003-13-01 10:00",
    "2003/13/01 10:00",
    "2003-07-01Tnoon",
    "Jul 2003",
  ])("%j is no date", (written) => expect(readDate(written)).toBeUndefined());
});

describe("ids", () => {
  test.each<[string, string[]]>([
    ["<abc\t def@b.test>", ["abcdef@b.test"]],
    ['<"a b"@c.test>', ['"a b"@c.test']],
    ["<a@[192.0.2.1]>", ["a@[192.0.2.1]"]],
    ["<a@[IPv6:2001:db8::1]>", ["a@[IPv6:2001:db8::1]"]],
    ["<abc>", ["abc"]],
    ["<a@b.test", ["a@b.test"]],
    ["a@b.test>", ["a@b.test"]],
    ["<a@b.test>;<c@d.test>", ["a@b.test", "c@d.test"]],
    ["(first) <a@b.test> (second) <c@d.test>", ["a@b.test", "c@d.test"]],
    ["a@b.test c@d.test", ["a@b.test", "c@d.test"]],
    ["=?utf-8?q?=3Ca=40b=2Etest=3E?=", ["a@b.test"]],
    ["<a+b/c=$d%e@f.test>", ["a+b/c=$d%e@f.test"]],
    // As others will quote it, who take it for one word.
    ["<1(x)@local(y).test>", ["1(x)@local(y).test"]],
    ["<A@B.Test>", ["A@B.Test"]],
  ])("%s", (written, ids) => expect(readIds([written])).toEqual(ids));
});

describe("prefixes", () => {
  test.each([
    ["RE:Cups", "Cups"],
    ["re : Cups", "Cups"],
    ["Re (2): Cups", "Cups"],
    ["Re^2: Cups", "Cups"],
    ["RE：Cups", "Cups"],
    ["SV: VS: Cups", "Cups"],
    ["回覆: 答复：回复: Cups", "Cups"],
    ["返信: 転送: Cups", "Cups"],
    ["회신: 전달: Cups", "Cups"],
    ["Ответ: Отв: Cups", "Cups"],
    ["ΑΠ: ΣΧΕΤ: Cups", "Cups"],
    ["YNT: İLT: Cups", "Cups"],
    ["Bls: Trs: Cups", "Cups"],
    ["Re:Fwd:Re: Cups", "Cups"],
    ["[list] Re: [list] Cups", "[list] Cups"],
    ["Cups (fwd)", "Cups"],
    ["Return: Cups", "Return: Cups"],
    ["Re-use of cups", "Re-use of cups"],
    ["I am: here", "I am: here"],
  ])("%s", (subject, base) => {
    expect(baseSubject(subject)).toBe(base);
    expect(replySubject(replySubject(subject))).toBe(replySubject(subject));
  });
});
