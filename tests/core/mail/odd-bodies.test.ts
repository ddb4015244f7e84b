// Text as it comes: charsets by any name or a wrong one, transfer encodings written or done badly, lines that flow.
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { decodeBytes } from "../../../functions/core/mail/charset.ts";
import { contentOf, read } from "./read.ts";

const mailOf = (header: string, body: string | Buffer) =>
  Buffer.concat([
    Buffer.from(`From: a@b.test\n${header}\n\n`, "latin1"),
    typeof body === "string" ? Buffer.from(body, "latin1") : body,
  ]);
const textOf = async (header: string, body: string | Buffer) => (await read(mailOf(header, body))).text.trimEnd();

describe("charsets by other names", () => {
  test.each([
    ["utf8", "utf-8", "żółć €"],
    ["UTF_8", "utf-8", "żółć €"],
    ["utf-8;", "utf-8", "żółć €"],
    ['" utf-8 "', "utf-8", "żółć €"],
    ["unicode-1-1-utf-8", "utf-8", "żółć €"],
    ["cp65001", "utf-8", "żółć €"],
    ["binary", "utf-8", "żółć €"],
    ["x-gbk", "gbk", "中文邮件"],
    ["gb_2312-80", "gbk", "中文邮件"],
    ["chinese", "gbk", "中文邮件"],
    ["windows-936", "gbk", "中文邮件"],
    ["gb18030-2000", "gb18030", "中文邮件"],
    ["x-x-big5", "big5", "中文郵件"],
    ["big5-eten", "big5", "中文郵件"],
    ["cp950", "big5", "中文郵件"],
    ["ks_c_5601-1987", "cp949", "한글 메일"],
    ["ks_c_5601", "cp949", "한글 메일"],
    ["x-windows-949", "cp949", "한글 메일"],
    ["uhc", "cp949", "한글 메일"],
    ["korean", "cp949", "한글 메일"],
    ["x-sjis", "cp932", "日本語のメール"],
    ["Shift-JIS", "cp932", "日本語のメール"],
    ["MS_Kanji", "cp932", "日本語のメール"],
    ["csShiftJIS", "cp932", "日本語のメール"],
    ["windows-932", "cp932", "日本語のメール"],
    ["x-euc-jp", "euc-jp", "日本語のメール"],
    ["cp-850", "cp850", "Überprüfung Größe"],
    ["ibm850", "cp850", "Überprüfung Größe"],
    ["ibm-850", "cp850", "Überprüfung Größe"],
    ["cp437", "cp437", "Überprüfung Größe"],
    ["dos-866", "cp866", "Привет, как дела"],
    ["ibm866", "cp866", "Привет, как дела"],
    ["koi8", "koi8-r", "Привет, как дела"],
    ["koi", "koi8-r", "Привет, как дела"],
    ["koi8-ru", "koi8-u", "Привіт, як справи"],
    ["x-mac-cyrillic", "maccyrillic", "Привет, как дела"],
    ["x-mac-ce", "maccenteuro", "Zażółć gęślą jaźń"],
    ["x-mac-greek", "macgreek", "Καλημέρα σας"],
    ["x-mac-turkish", "macturkish", "Günaydın, iş"],
    ["macintosh", "macroman", "déjà vu"],
    ["iso-8859-8-i", "iso-8859-8", "שלום לך"],
    ["visual", "iso-8859-8", "שלום לך"],
    ["iso-8859-6-i", "iso-8859-6", "مرحبا بكم"],
    ["windows-874", "windows-874", "สวัสดีครับ"],
    ["iso-8859-15", "iso-8859-15", "5 € Œuvre"],
    ["latin-9", "iso-8859-15", "5 € Œuvre"],
    ["ISO_8859-1:1987", "latin1", "déjà vu"],
    ["iso-ir-100", "latin1", "déjà vu"],
    ["l1", "latin1", "déjà vu"],
    ["latin2", "iso-8859-2", "Zażółć gęślą jaźń"],
    ["iso8859-2", "iso-8859-2", "Zażółć gęślą jaźń"],
    ["iso_8859_2", "iso-8859-2", "Zażółć gęślą jaźń"],
    ["windows1250", "windows-1250", "Zażółć gęślą jaźń"],
    ["windows_1251", "windows-1251", "Привет, как дела"],
    ["MS-ANSI", "windows-1252", "déjà vu"],
    ["iso-8859-1, utf-8", "latin1", "déjà vu"],
    ['"koi8-r; format=flowed', "koi8-r", "Привет, как дела"],
  ])("%s", async (label, charset, words) => {
    expect(await textOf(`Content-Type: text/plain; charset=${label}`, iconv.encode(words, charset))).toBe(words);
  });

  test.each([
    ["unicode-1-1-utf-7", "Hi +AOk-t+AOk-", "Hi été"],
    ["x-unicode-2-0-utf-7", "Hi +AOk-t+AOk-", "Hi été"],
    ["iso-2022-jp-2", "\x1b$BF|K\\\x1b(B ok", "日本 ok"],
    ["x-iso-2022-jp", "\x1b$BF|K\\\x1b(B ok", "日本 ok"],
  ])("%s", async (label, bytes, words) => {
    expect(await textOf(`Content-Type: text/plain; charset=${label}`, bytes)).toBe(words);
  });
});

describe("charsets that contradict the bytes", () => {
  const bom = "\xef\xbb\xbf";
  test.each([
    ["a mark of UTF-8 under windows-1251", "text/plain; charset=windows-1251", `${bom}caf\xc3\xa9`, "café"],
    ["a mark of UTF-8 under gb2312", "text/plain; charset=gb2312", `${bom}caf\xc3\xa9`, "café"],
    ["a mark of UTF-8 and nothing said", "text/plain", `${bom}caf\xc3\xa9`, "café"],
    ["a mark of UTF-16 under utf-8", "text/plain; charset=utf-8", "\xff\xfeH\0i\0\xe9\0", "Hié"],
    ["a mark of UTF-16 and nothing said", "text/plain", "\xfe\xff\0H\0i\0\xe9", "Hié"],
    ["UTF-16 without a mark, big end first", "text/plain; charset=utf-16", "\0H\0i\0 \0y\0o\0u", "Hi you"],
    ["UTF-16 without a mark, little end first", "text/plain; charset=utf-16", "H\0i\0 \0y\0o\0u\0", "Hi you"],
    [
      "UTF-16 by name and UTF-8 in truth",
      "text/plain; charset=utf-16",
      "Hello there, plain as can be",
      "Hello there, plain as can be",
    ],
    ["UTF-7 by name and none in truth", "text/plain; charset=utf-7", "caf\xc3\xa9", "café"],
    ["ASCII by name and UTF-8 in truth", "text/plain; charset=us-ascii", "caf\xc3\xa9", "café"],
    [
      "KOI8-R by name and windows-1251 in truth is not told apart",
      "text/plain; charset=koi8-r",
      "\xf0\xd2\xc9\xd7\xc5\xd4",
      "Привет",
    ],
    ["GB2312 by name and Latin in truth", "text/plain; charset=gb2312", "d\xe9j\xe0 vu", "déjà vu"],
    ["the page's own word where nothing is said", "text/html", '<meta charset="koi8-r"><p>\xf0\xd2\xc9\xd7\xc5\xd4', "Привет"],
    ["the header before the page", "text/html; charset=koi8-r", '<meta charset="gb2312"><p>\xf0\xd2\xc9\xd7\xc5\xd4', "Привет"],
    ["a page that says UTF-16 in ASCII", "text/html", '<meta charset="utf-16"><p>Hi', "Hi"],
    ["an XML declaration", "text/html", '<?xml version="1.0" encoding="koi8-r"?><p>\xf0\xd2\xc9\xd7\xc5\xd4</p>', "Привет"],
  ])("%s", async (_name, type, body, words) => {
    const coded = Buffer.from(body, "latin1").toString("base64");
    expect((await textOf(`Content-Type: ${type}\nContent-Transfer-Encoding: base64`, coded)).trim()).toBe(words);
  });
});

describe("text of one charset under the name of another", () => {
  test.each([
    ["shift_jis", "utf-8", "日本語のメールです"],
    ["gb2312", "utf-8", "关于订单的问题，请回复"],
    ["big5", "utf-8", "關於訂單的問題"],
    ["euc-kr", "utf-8", "안녕하세요 여러분"],
    ["euc-jp", "utf-8", "日本語のメールです"],
    ["iso-2022-jp", "cp932", "日本語のメールです"],
    ["iso-2022-jp", "utf-8", "日本語のメールです"],
    ["euc-jp", "cp932", "日本語のメールです"],
    ["utf-8", "gbk", "关于订单的问题，请回复"],
    ["utf-8", "windows-1251", "Привет, как дела у вас"],
    ["big5", "windows-1252", "déjà vu, Ünal"],
    ["shift_jis", "windows-1252", "déjà vu, Ünal geht"],
    ["euc-kr", "windows-1252", "Überprüfung der Größe"],
    ["iso-8859-1", "windows-1252", "“hi” – 5 €"],
    ["iso-8859-2", "windows-1250", "“cześć” – „łódź” 5 €"],
    ["iso-8859-7", "windows-1253", "Καλημέρα “σας”"],
    ["iso-8859-15", "windows-1252", "“hi” – it’s"],
    ["utf-32", "utf-32", "hello ż"],
  ])("%s: %s", async (label, charset, words) => {
    expect(await textOf(`Content-Type: text/plain; charset=${label}`, iconv.encode(words, charset))).toBe(words);
  });

  test("a page that says what its header says wrongly", async () => {
    for (const label of ["us-ascii", "utf-8"]) {
      const page = Buffer.concat([
        Buffer.from('<meta charset="iso-8859-2"><p>'),
        iconv.encode("Zażółć gęślą jaźń", "iso-8859-2"),
      ]);
      expect(await textOf(`Content-Type: text/html; charset=${label}`, page)).toBe("Zażółć gęślą jaźń");
    }
  });

  test("short words of the Far East under their own name are never taken for UTF-8", () => {
    const words = {
      gb2312: "的一是不了在人有我他这中大来上个国到说们联通公司订单邮件发票测试",
      big5: "的一是不了在人有我他這中大來上個國到說們聯通公司訂單郵件發票測試",
      shift_jis: "日本語件名注文確認発送連絡お問い合わせカタカナひらがなメール",
      "euc-kr": "안녕하세요주문확인배송메일제목회신감사합니다한국어시험",
    };
    for (const [label, letters] of Object.entries(words)) {
      for (let size = 1; size <= 6; size++) {
        for (let at = 0; at + size <= letters.length; at++) {
          const word = letters.slice(at, at + size);
          expect(decodeBytes(iconv.encode(word, label === "shift_jis" ? "cp932" : label), label).text).toBe(word);
        }
      }
    }
  });
});

describe("transfer encodings", () => {
  const coded = Buffer.from("Grüße, Käthe").toString("base64");
  test.each([
    ["7-bit", "Hi =41", "Hi =41"],
    ["8BIT ", "Hi =41", "Hi =41"],
    ["8bit;", "Hi =41", "Hi =41"],
    ["none", "Hi =41", "Hi =41"],
    ["utf-8", "Hi =41", "Hi =41"],
    ["Quoted-Printable", "Hi =41", "Hi A"],
    ['"quoted-printable"', "Hi =41", "Hi A"],
    ["quoted-printable (as ever)", "Hi =41", "Hi A"],
    ["(as ever) quoted-printable", "Hi =41", "Hi A"],
    ["quoted_printable", "Hi =41", "Hi A"],
    ["quotedprintable", "Hi =41", "Hi A"],
    ["quoted-printable", "caf=c3=a9", "café"],
    ["quoted-printable", "one =\ntwo", "one two"],
    ["quoted-printable", "one = \t\ntwo", "one two"],
    ["quoted-printable", "one=\r\n two", "one two"],
    ["quoted-printable", "the end=", "the end"],
    ["quoted-printable", "the end=\n", "the end"],
    ["quoted-printable", "50=% =XY a=b ==41", "50=% =XY a=b =A"],
    ["quoted-printable", "a=3D3D", "a=3D"],
    ["quoted-printable", "caf\xc3\xa9 =C3=A9", "café é"],
    ["BASE64", coded, "Grüße, Käthe"],
    ["base64 (as ever)", coded, "Grüße, Käthe"],
    ["base-64", coded, "Grüße, Käthe"],
    ["base64", coded.replace(/(.{5})/g, "$1\r\n "), "Grüße, Käthe"],
    ["base64", coded.replace(/(.{5})/g, "$1*!\0"), "Grüße, Käthe"],
    ["base64", coded.replace(/=+$/, ""), "Grüße, Käthe"],
    ["base64", `${coded}====`, "Grüße, Käthe"],
    ["base64", "SGkg\neW91Lg==\nSGkg\nYWdhaW4u", "Hi you.Hi again."],
    ["base64", "SGkgeW91Lg==SGkgYWdhaW4u", "Hi you.Hi again."],
    ["base64", "SGkgeW91Lg==\n\n_______________________________________________\nList mailing list\nList@b.test\n", "Hi you."],
    ["base64", "SGkgeW91Lg==\n-- \nA footer that somebody added\n", "Hi you."],
    ["base64", "SGkgeW91Lg==\nfooter\n", "Hi you."],
    ["base64", "This is not base64 at all, friend.", "This is not base64 at all, friend."],
    ["base64", "Grüße, Käthe. Das ist kein base64.", "Grüße, Käthe. Das ist kein base64."],
    ["base64", "SGkgeW91Lg==\n--=_part_of_something--\n", "Hi you."],
    ["x-uuencode", "begin 644 x\n#0V%T\n`\nend", "Cat"],
    ["x-uue", "begin 644 x\n#0V%T\n`\nend", "Cat"],
  ])("%s: %j", async (encoding, body, words) => {
    expect(await textOf(`Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: ${encoding}`, body)).toBe(words);
  });

  test("a footer below base64 that needs no padding does not take the text with it", async () => {
    const header = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64";
    expect(await textOf(header, "SGkgeW91ISEh\nMore, and more: http://b.test.\n")).toMatch(/^Hi you!!!/);
  });

  test("a multipart has none, whatever it says", async () => {
    for (const encoding of ["base64", "quoted-printable"]) {
      const header = `Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: ${encoding}`;
      expect(await textOf(header, "--b\n\na=3Db\n--b--")).toBe("a=3Db");
    }
  });

  test("a file's size is that of what comes out, with a footer below it too", async () => {
    const body = "SGkgeW91Lg==\n_____________________________________________\nThe list\n";
    const raw = mailOf("Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64", body);
    for (const size of [1, 5, 1000]) {
      const [file] = (await read(raw, size)).attachments;
      expect([file?.sizeBytes, file && contentOf(raw, file).toString()]).toEqual([7, "Hi you."]);
    }
  });

  test("files in a text are cut out of it, and what only looks like one stays", async () => {
    const mail = await read(
      mailOf(
        "Content-Type: text/plain",
        "One\nbegin 644 a.txt\n#0V%T\n`\nend\nTwo\nbegin 644 b.txt\n#0V%T\n`\nend\nbegin 644 the day\nwell",
      ),
    );
    expect(mail.text.trimEnd()).toBe("One\nTwo\nbegin 644 the day\nwell");
    expect(mail.attachments.map(({ filename, sizeBytes }) => [filename, sizeBytes])).toEqual([
      ["a.txt", 3],
      ["b.txt", 3],
    ]);
  });
});

describe("lines that flow", () => {
  test.each([
    ["format=flowed", "one \ntwo\n\nthree", "one two\n\nthree"],
    ["format=flowed; delsp=yes", "one \ntwo", "onetwo"],
    ['FORMAT="Flowed"; DelSp="YES"', "one \ntwo", "onetwo"],
    ["format=fixed", "one \ntwo", "one \ntwo"],
    ["format=flowed", " >not quoted\n From here", ">not quoted\nFrom here"],
    ["format=flowed", "> one \n> two\n>> three\nfour", "> one two\n>> three\nfour"],
    ["format=flowed", "> one \nmine", "> one \nmine"],
    ["format=flowed", "end\n-- \nKim", "end\n-- \nKim"],
  ])("%s: %j", async (format, body, words) => {
    const text = await textOf(`Content-Type: text/plain; charset=utf-8; ${format}`, body.replaceAll("\n", "\r\n"));
    expect(text.replace(/^(>+) ?/gm, "$1 ").replace(/ +$/gm, " ")).toBe(words.replace(/^(>+) ?/gm, "$1 "));
  });
});
