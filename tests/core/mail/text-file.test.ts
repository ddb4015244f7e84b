// Text files as people have them: from any program, in any alphabet, and with what would deceive the eye written out.
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { readTextFile } from "../../../functions/core/mail/text-file.ts";

const russian = "Здравствуйте, кофемолка шумит, пришлите счёт и новую деталь, пожалуйста";
const japanese = "お世話になっております。請求書を添付いたします。よろしくお願いします。";

describe("a text file", () => {
  test.each([
    ["UTF-8", Buffer.from("naïve 見積書 🙂"), "naïve 見積書 🙂"],
    ["UTF-8 with a mark", Buffer.from("\ufeffname;sum"), "name;sum"],
    ["UTF-16 of Windows", Buffer.from("\ufeffZürich", "utf16le"), "Zürich"],
    ["UTF-16, the other way", Buffer.from("\ufeffZürich", "utf16le").swap16(), "Zürich"],
    ["Latin", Buffer.from("Zürich, café", "latin1"), "Zürich, café"],
    ["Windows, with its quotes and its euro", iconv.encode("“Zürich” – 10 €", "win1252"), "“Zürich” – 10 €"],
    ["Cyrillic", iconv.encode(russian, "win1251"), russian],
    ["Japanese of Excel", iconv.encode(japanese, "cp932"), japanese],
    ["nothing", Buffer.alloc(0), ""],
  ])("%s", (_what, bytes, text) => expect(readTextFile(bytes)).toBe(text));

  test("has the same line ends, wherever it was written", () => {
    expect(readTextFile(Buffer.from("a\r\nb\rc\nd\te"))).toBe("a\nb\nc\nd\te");
  });

  test("writes out what would turn the line round, or show nothing", () => {
    expect(readTextFile(Buffer.from("pay \u202e0001\u202c \u2066x\u2069 \x1b[31m \x07"))).toBe(
      "pay [U+202E]0001[U+202C] [U+2066]x[U+2069] [U+001B][31m [U+0007]",
    );
  });

  test("keeps markup as text", () => {
    expect(readTextFile(Buffer.from("<script>alert(1)</script>"))).toBe("<script>alert(1)</script>");
  });

  test.each([
    ["a program", Buffer.from("MZ\x90\0\x03\0\0\0", "latin1")],
    ["a picture", Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1")],
    ["half a character of UTF-16 and more", Buffer.from("\xff\xfea\0\0\0b\0", "latin1")],
  ])("is none: %s", (_what, bytes) => expect(readTextFile(bytes)).toBeUndefined());
});
