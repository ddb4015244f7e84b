// RTF as Outlook writes it: the words in it, and the HTML that it wraps. Unpacking is held to the examples of MS-OXRTFCP.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../../../functions/core/limits.ts";
import { expandRtf } from "../../../functions/core/mail/lzfu.ts";
import { readRtf } from "../../../functions/core/mail/rtf.ts";
import { packRtf } from "../../helpers/tnef.ts";

const rtf = (text: string) => readRtf(Buffer.from(text, "latin1"));

describe("unpacked", () => {
  test.each([
    [
      "the specification's first example",
      "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0",
      "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
    ],
    [
      "its second, which refers to what it just wrote",
      "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0",
      "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}",
    ],
    ["what was never packed", "140000000a0000004d454c4100000000" + Buffer.from("{\\rtf1 hi}").toString("hex"), "{\\rtf1 hi}"],
  ])("%s", (_case, hex, text) => {
    expect(expandRtf(Buffer.from(hex, "hex"))?.toString("latin1")).toBe(text);
  });

  test("never gives more than is kept of a text, whatever it claims", () => {
    const bomb = Buffer.alloc(2 * 1024 * 1024, Buffer.from("ff00df".repeat(8), "hex"));
    const head = Buffer.from("00000000ffffffff4c5a467500000000", "hex");
    expect(expandRtf(Buffer.concat([head, bomb]))?.length).toBeLessThanOrEqual(limits.textPartBytes);
  });

  test("gives back any text that was packed, and ends on any bytes", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const latin = Buffer.from(text, "latin1").toString("latin1");
        expect(expandRtf(packRtf(latin))?.toString("latin1")).toBe(latin);
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void readRtf(expandRtf(bytes) ?? bytes)));
  });
});

describe("text", () => {
  test.each([
    ["paragraphs, tabs and lines", "{\\rtf1 one\\par two\\tab three\\line four}", "one\ntwo\tthree\nfour"],
    ["line ends in the file are none", "{\\rtf1 one\r\n two}", "one two"],
    ["escaped signs", "{\\rtf1 a\\{b\\}c\\\\d\\~e\\_f\\-g}", "a{b}c\\d\u00a0e\u2011fg"],
    ["typographic words", "{\\rtf1 \\ldblquote hi\\rdblquote \\emdash \\bullet}", "“hi”—•"],
    ["words that only look like ours", "{\\rtf1 a\\constructor b\\toString c\\valueOf d}", "abcd"],
    ["bytes of the document's code page", "{\\rtf1\\ansi\\ansicpg1251 \\'cf\\'f0\\'e8}", "При"],
    ["bytes of two", "{\\rtf1\\ansi\\ansicpg932 \\'93\\'fa\\'96\\'7b}", "日本"],
    [
      "bytes of a font's charset",
      "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset204 Arial Cyr;}}\\f1 \\'cf\\f0 \\'cf}",
      "ПÏ",
    ],
    ["a font holds to the end of its group", "{\\rtf1\\ansi{\\fonttbl{\\f1\\fcharset161 A;}}{\\f1 \\'e1}\\'e1}", "αá"],
    ["Unicode, and what stands there for older readers is left out", "{\\rtf1 \\u8364?5 \\uc2\\u26085\\'93\\'fa.}", "€5 日."],
    ["Unicode beyond the first plane, as two", "{\\rtf1\\uc0 \\u-10179 \\u-8704 }", "😀"],
    [
      "what is no text",
      "{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red0;}{\\stylesheet{\\s1 Heading;}}{\\info{\\title T}}{\\*\\generator G;}x}",
      "x",
    ],
    [
      "pictures and objects, text or binary",
      "{\\rtf1 a{\\pict\\pngblip 89504e47}{\\object{\\*\\objdata 00}}{\\pict\\bin5 }}}}}}b}",
      "ab",
    ],
    ["a link shows its words", '{\\rtf1{\\field{\\*\\fldinst HYPERLINK "http://x"}{\\fldrslt here}}}', "here"],
    ["cells and rows of a table", "{\\rtf1\\trowd a\\cell b\\cell\\row c}", "a\tb\t\nc"],
    ["an end that never comes", "{\\rtf1 one {two", "one two"],
    ["ends too many", "{\\rtf1 one}} two}", "one two"],
  ])("%s", (_case, source, text) => {
    expect(rtf(source)).toEqual({ text });
  });

  test("is not read from what is no RTF", () => {
    expect([rtf("hello"), rtf(""), rtf("{\\html}")]).toEqual([undefined, undefined, undefined]);
  });

  test("a group in a group a million times is read as far as anybody nests them", () => {
    expect(rtf(`{\\rtf1 before${"{".repeat(1_000_000)}after}`)).toEqual({ text: "before" });
  });
});

describe("HTML inside it", () => {
  const html = (inner: string) => rtf(`{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 ${inner}}`);

  test.each([
    ["tags and words", "{\\*\\htmltag64 <p>}Hello{\\*\\htmltag72 </p>}", "<p>Hello</p>"],
    ["what was added for other readers is left out", "\\htmlrtf {\\b\\htmlrtf0 Hello\\htmlrtf }\\par\\htmlrtf0 .", "Hello."],
    ["line ends and tabs in tags", "{\\*\\htmltag0 \\par }{\\*\\htmltag64 <p\\tab class=a>}", "\n<p\tclass=a>"],
    ["entities as they were", "{\\*\\htmltag84 &lt;}\\htmlrtf <\\htmlrtf0 b", "&lt;b"],
    ["escaped braces of a style sheet", "{\\*\\htmltag241 <style>p \\{color:red\\}</style>}", "<style>p {color:red}</style>"],
    ["signs outside of the code page", "{\\*\\htmltag64 <p>}\\u8364 ?{\\*\\htmltag72 </p>}", "<p>€</p>"],
    ["the other version of an address", "{\\*\\mhtmltag84 <img src=a>}{\\*\\htmltag84 <img src=b>}", "<img src=b>"],
    ["a place of an attachment", "a{\\object\\objattph  }b", "ab"],
  ])("%s", (_case, inner, expected) => {
    expect(html(inner)).toEqual({ html: expected });
  });
});
