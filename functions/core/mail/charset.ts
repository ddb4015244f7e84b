// Bytes to text: by the name they came under when that can be true, else by the best guess. Never a replacement character
// where a guess can be made.
import iconv from "iconv-lite";
import { detectCharset } from "./detect-charset.ts";
import { decodeShifted, isShifted } from "./shifted-charset.ts";

export interface Decoded {
  readonly text: string;
  /** What the bytes were read as. */
  readonly charset: string;
  /** True when the declared charset was absent, unknown or could not be true. */
  readonly isGuess: boolean;
}

/** Reads bytes as `declared` if they can be that, else as UTF-8 if valid, else as `fallback`, else as windows-1252. */
export function decodeBytes(bytes: Uint8Array, declared?: string, fallback?: string): Decoded {
  const charset = markedCharset(bytes) ?? canonicalCharset(declared);
  if (charset === "utf-8" || charset === "us-ascii" || charset === undefined) {
    const utf8 = decodeUtf8(bytes);
    if (utf8 !== undefined) return { text: utf8, charset: "utf-8", isGuess: charset === undefined };
    const nearly = charset === "utf-8" ? nearlyUtf8(bytes) : undefined;
    if (nearly !== undefined) return { text: nearly, charset: "utf-8", isGuess: false };
    return guess(bytes, fallback);
  }
  return mislabelledUtf8(bytes, charset) ?? decodeAs(bytes, charset) ?? guess(bytes, fallback);
}

/** What a byte order mark says, when the bytes do not contradict it. The label may have been put there by somebody who never saw it. */
function markedCharset(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return decodeUtf8(bytes) === undefined ? undefined : "utf-8";
  if (first === 0xff && second === 0xfe && third === 0 && bytes[3] === 0) return "utf-32";
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  // Text in UTF-16 has line ends and spaces; Latin letters that look like a mark have no NUL near them.
  return isMarked && bytes.subarray(2, 2000).includes(0) ? "utf-16" : undefined;
}

/** The name by which we know a charset, lower case; undefined when we cannot read it. */
export function canonicalCharset(label: string | undefined): string | undefined {
  if (!label) return undefined;
  const name =
    label
      .trim()
      .toLowerCase()
      .replace(/^["']+|["']+$/g, "")
      .trim()
      .split(/[*;,\s]/)[0] ?? "";
  const bare = name.replace(/[^a-z0-9]/g, "");
  const known = aliases.get(bare) ?? patternOf(bare) ?? name;
  if (isShifted(known)) return known;
  if (known === "utf-8" || known === "us-ascii" || iconv.encodingExists(known) || webDecoder(known)) return known;
  return undefined;
}

/** Names that many programs have their own variants of: `_iso-2022-jp$ESC`, `x-unicode-2-0-utf-7`, `dos-866`, `x-mac-greek`. */
function patternOf(bare: string): string | undefined {
  if (bare.includes("iso2022jp")) return "iso-2022-jp";
  if (bare.endsWith("utf7")) return "utf-7";
  const page = /^x?(?:dos|ibm|cp)(\d{3,4})$/.exec(bare)?.[1];
  if (page) return `cp${page}`;
  const mac = /^x?(mac[a-z]{2,12})$/.exec(bare)?.[1];
  return mac && iconv.encodingExists(mac) ? mac : undefined;
}

// Names that mean something wider in the wild than on paper, or that the libraries spell otherwise.
const aliases: ReadonlyMap<string, string> = new Map(
  Object.entries({
    utf8: "utf-8",
    unicode11utf8: "utf-8",
    usascii: "us-ascii",
    ascii: "us-ascii",
    ansix341968: "us-ascii",
    iso646us: "us-ascii",
    binary: "us-ascii",
    iso88591: "windows-1252",
    latin1: "windows-1252",
    cp1252: "windows-1252",
    ansi: "windows-1252",
    iso88599: "windows-1254",
    iso885911: "windows-874",
    tis620: "windows-874",
    iso88598i: "iso-8859-8",
    shiftjis: "cp932",
    sjis: "cp932",
    xsjis: "cp932",
    windows31j: "cp932",
    ms932: "cp932",
    gb2312: "gb18030",
    gbk: "gb18030",
    xgbk: "gb18030",
    cp936: "gb18030",
    euckr: "cp949",
    ksc56011987: "cp949",
    ksc5601: "cp949",
    ms949: "cp949",
    unicode: "utf-16",
    ucs2: "utf-16",
    iso10646ucs2: "utf-16",
    csunicode: "utf-16",
    csiso2022jp: "iso-2022-jp",
    csiso2022kr: "iso-2022-kr",
    hz: "hz-gb-2312",
    eucgb2312cn: "gb18030",
    euccn: "gb18030",
    xeuccn: "gb18030",
    csgb2312: "gb18030",
    eucjp: "euc-jp",
    xeucjp: "euc-jp",
    xxbig5: "big5",
    cnbig5: "big5",
    big5: "big5-hkscs",
    big5hkscs: "big5-hkscs",
    xuserdefined: "windows-1252",
    mac: "macintosh",
    xmacroman: "macintosh",
    macroman: "macintosh",
    xmacce: "maccenteuro",
    xmaccentraleurroman: "maccenteuro",
    xmacicelandic: "maciceland",
    xmacromanian: "macromania",
    88591: "windows-1252",
    iso8859: "windows-1252",
    win1250: "windows-1250",
    win1251: "windows-1251",
    win1252: "windows-1252",
    xcp1250: "windows-1250",
    xcp1251: "windows-1251",
    xcp1252: "windows-1252",
    iso88598e: "iso-8859-8",
  }),
);

// Charsets of one byte a character: UTF-8 read as one of them is a row of nonsense, and their own text is next to never UTF-8.
const singleByte = /^(?:windows-125|iso-8859-|koi8-|macintosh|cp(?:437|8\d\d)$|ibm)/;
const doubleByte = /^(?:gb|big5|cp9\d\d$|euc-)/;

/**
 * UTF-8 under the label of a charset of single bytes, or of UTF-16. Short texts in other scripts may be both, so one sign is too
 * few there.
 */
function mislabelledUtf8(bytes: Uint8Array, charset: string): Decoded | undefined {
  // In UTF-16 every space and line end has a NUL.
  if (charset.startsWith("utf-16") && bytes.length >= 8 && !bytes.includes(0) && bytes.includes(0x20)) {
    const text = decodeUtf8(bytes);
    return text === undefined ? undefined : { text, charset: "utf-8", isGuess: false };
  }
  if (!singleByte.test(charset) && !doubleByte.test(charset)) return undefined;
  const text = decodeUtf8(bytes);
  if (text === undefined) return undefined;
  const fewest = charset === "windows-1252" ? 1 : 3;
  const { unusual, far } = count(text);
  // Characters of two bytes may look like the shorter ones of UTF-8, hardly ever like three of the longer ones.
  const isLikely = unusual >= fewest && (singleByte.test(charset) || far * 2 >= unusual);
  return isLikely ? { text, charset: "utf-8", isGuess: false } : undefined;
}

/** As this charset and no other; undefined when the bytes are mostly not of it. */
export function decodeAs(bytes: Uint8Array, charset: string): Decoded | undefined {
  if (isShifted(charset)) return { text: decodeShifted(bytes, charset), charset, isGuess: false };
  const web = iconv.encodingExists(charset) ? undefined : webDecoder(charset);
  const text = web
    ? web.decode(charset.startsWith("iso-2022-") ? withoutIdleEscapes(bytes) : bytes)
    : iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), charset);
  // Latin text labelled Chinese and the like: many unreadable characters mean that the label lies.
  if (text.includes("\ufffd") && isMostlyUnreadable(text)) return undefined;
  return { text: charset.startsWith("iso-8859-") ? withWindowsSigns(text, charset) : text, charset, isGuess: false };
}

/** Where ISO has controls that nobody uses, Windows has quotes, dashes and the euro, and its users have the wrong label. */
function withWindowsSigns(text: string, charset: string): string {
  const page = windowsPages[charset.slice("iso-8859-".length)] ?? 1252;
  return text.replace(/[\x80-\x9f]+/g, (signs) => iconv.decode(Buffer.from(signs, "latin1"), `windows-${page}`));
}

const windowsPages: Readonly<Record<string, number>> = { 2: 1250, 4: 1257, 5: 1251, 6: 1256, 7: 1253, 8: 1255, 13: 1257 };

/**
 * Two escapes with nothing between them, as joined encoded words have: the web's decoder takes that for an attack and puts a
 * replacement character. Only the last one counts.
 */
function withoutIdleEscapes(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString("latin1");
  return Buffer.from(text.replace(/(?:\x1b[($][@-Z])+(?=\x1b[($][@-Z])/g, ""), "latin1");
}

function guess(bytes: Uint8Array, fallback?: string): Decoded {
  const utf8 = decodeUtf8(bytes);
  if (utf8 !== undefined) return { text: utf8, charset: "utf-8", isGuess: true };
  const charset = canonicalCharset(fallback);
  if (charset && charset !== "utf-8" && charset !== "us-ascii") {
    const text = decodeAs(bytes, charset);
    if (text) return { ...text, isGuess: true };
  }
  const detected = detectCharset(bytes);
  const found = detected && decodeAs(bytes, detected);
  if (found) return { ...found, isGuess: true };
  const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), "windows-1252");
  return { text: text.replaceAll("\ufffd", ""), charset: "windows-1252", isGuess: true };
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/**
 * Text labelled UTF-8 of which some characters are broken: the others must not suffer for it. Text of another charset under
 * that label has next to no valid sequences.
 */
function nearlyUtf8(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder("utf-8").decode(bytes);
  const { unreadable, unusual } = count(text);
  const readable = unusual - unreadable;
  // A few sequences of any text in two bytes are valid by chance.
  return readable >= unreadable || (readable * 20 >= unreadable && !detectCharset(bytes)) ? text : undefined;
}

/** A charset that iconv-lite lacks and the platform knows: ISO-2022-JP. */
function webDecoder(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isMostlyUnreadable(text: string): boolean {
  const { unreadable, unusual } = count(text);
  return unreadable * 4 > unusual;
}

/** `far`: beyond the scripts that UTF-8 writes with two bytes. */
function count(text: string): { unreadable: number; unusual: number; far: number } {
  let unreadable = 0;
  let unusual = 0;
  let far = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) unreadable++;
    if (code > 0x7f) unusual++;
    if (code > 0x7ff) far++;
  }
  return { unreadable, unusual, far };
}
