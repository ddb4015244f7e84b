// Bytes that nobody labelled, or labelled falsely, are read as what they can only be.
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { canonicalCharset, decodeBytes } from "../../../functions/core/mail/charset.ts";
import { decodeHeaderText } from "../../../functions/core/mail/header-text.ts";

describe("without a label", () => {
  test.each([
    ["windows-1251", "Привет"],
    ["windows-1251", "Счёт № 15 от 3 ноября"],
    ["windows-1251", "ЗАКАЗ ОТМЕНЕН"],
    ["koi8-r", "Привет, как дела"],
    ["cp932", "日本語の件名"],
    ["cp932", "お問い合わせ"],
    ["euc-jp", "ご注文の確認"],
    ["gb18030", "你好"],
    ["gb18030", "中文文件"],
    ["gb18030", "关于订单的问题"],
    ["gb18030", "请尽快回复"],
    ["big5", "關於訂單的問題"],
    ["cp949", "안녕하세요"],
    ["windows-1252", "déjà vu"],
    ["windows-1252", "Überprüfung der Größe"],
    ["windows-1252", "Ação não é ÄÖÜ"],
    ["windows-1252", "ÄÖÜ"],
    ["utf-8", "Zażółć gęślą jaźń"],
  ])("%s: %s", (charset, text) => expect(decodeBytes(iconv.encode(text, charset)).text).toBe(text));

  test("the charset of the body comes before any guess", () => {
    expect(decodeBytes(iconv.encode("Żółć", "windows-1250"), undefined, "windows-1250").text).toBe("Żółć");
  });

  test("Japanese escapes in a raw subject", () => {
    expect(decodeHeaderText("\x1b$BF|K\\8l\x1b(B")).toBe("日本語");
  });
});

describe("with a label that lies", () => {
  test.each([
    ["iso-8859-1", Buffer.from("déjà vu “x”"), "déjà vu “x”"],
    ["windows-1252", Buffer.from("Grüße"), "Grüße"],
    ["windows-1251", Buffer.from("Привет"), "Привет"],
    ["utf-8", iconv.encode("“smart” déjà", "windows-1252"), "“smart” déjà"],
    ["us-ascii", iconv.encode("déjà", "windows-1252"), "déjà"],
    ["iso-8859-1", iconv.encode("Ã is a letter", "windows-1252"), "Ã is a letter"],
    ["x-nothing", Buffer.from("café"), "café"],
  ])("%s %#", (label, bytes, text) => expect(decodeBytes(bytes, label).text).toBe(text));
});

describe("by other names", () => {
  test.each([
    ["ISO-2022-JP-MS", "\x1b$BF|K\\\x1b(B", "日本"],
    ["_iso-2022-jp$ESC", "\x1b$BF|K\\\x1b(B", "日本"],
    ["iso-2022-jp", "\x1b(I6@6E\x1b(B", "ｶﾀｶﾅ"],
    ["iso-2022-kr", "\x1b$)C\x0eGQ19>n\x0f ok", "한국어 ok"],
    ["hz-gb-2312", "~{VPND~} ok ~~", "中文 ok ~"],
    ["HZ", "a~\nb", "ab"],
    ["cp-1251", "\xcf\xf0\xe8", "При"],
    ["win-1251", "\xcf\xf0\xe8", "При"],
    ["8859_1", "caf\xe9", "café"],
    ["x-mac-roman", "caf\x8e", "café"],
    ["ucs-2", "\xff\xfeH\0i\0", "Hi"],
    ["cn-big5", "\xa4\xa4\xa4\xe5", "中文"],
    ["x-user-defined", "caf\xe9", "café"],
  ])("%s", (label, bytes, text) => {
    expect(decodeBytes(Buffer.from(bytes, "latin1"), label).text).toBe(text);
  });

  test("what nobody knows is unknown", () => expect(canonicalCharset("x-klingon")).toBeUndefined());
});
