// Bytes to text: by the name they came under when that can be true, else by the best guess. Never a replacement character
// where a guess can be made.
import iconv from "iconv-lite";

export interface Decoded {
  readonly text: string;
  /** What the bytes were read as. */
  readonly charset: string;
  /** True when the declared charset was absent, unknown or could not be true. */
  readonly isGuess: boolean;
}

/** Reads bytes as `declared` if they can be that, else as UTF-8 if valid, else as `fallback`, else as windows-1252. */
export function decodeBytes(bytes: Uint8Array, declared?: string, fallback?: string): Decoded {
  const charset = canonicalCharset(declared);
  if (charset === "utf-8" || charset === "us-ascii" || charset === undefined) {
    const utf8 = decodeUtf8(bytes);
    if (utf8 !== undefined) return { text: utf8, charset: "utf-8", isGuess: charset === undefined };
    const nearly = charset === "utf-8" ? nearlyUtf8(bytes) : undefined;
    if (nearly !== undefined) return { text: nearly, charset: "utf-8", isGuess: false };
    return guess(bytes, fallback);
  }
  return decodeAs(bytes, charset) ?? guess(bytes, fallback);
}

/** The name by which we know a charset, lower case; undefined when we cannot read it. */
export function canonicalCharset(label: string | undefined): string | undefined {
  if (!label) return undefined;
  const name =
    label
      .trim()
      .toLowerCase()
      .replace(/^["']+|["']+$/g, "")
      .split("*")[0] ?? "";
  const known = aliases[name.replace(/[^a-z0-9]/g, "")] ?? name;
  if (known === "utf-8" || known === "us-ascii" || iconv.encodingExists(known) || webDecoder(known)) return known;
  return undefined;
}

// Names that mean something wider in the wild than on paper, or that the libraries spell otherwise.
const aliases: Readonly<Record<string, string>> = {
  utf8: "utf-8",
  unicode11utf8: "utf-8",
  usascii: "us-ascii",
  ascii: "us-ascii",
  ansix341968: "us-ascii",
  iso646us: "us-ascii",
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
};

function decodeAs(bytes: Uint8Array, charset: string): Decoded | undefined {
  const web = iconv.encodingExists(charset) ? undefined : webDecoder(charset);
  const text = web
    ? web.decode(charset.startsWith("iso-2022-") ? withoutIdleEscapes(bytes) : bytes)
    : iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), charset);
  // Latin text labelled Chinese and the like: many unreadable characters mean that the label lies.
  if (text.includes("\ufffd") && isMostlyUnreadable(text)) return undefined;
  return { text, charset, isGuess: false };
}

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
  return (unusual - unreadable) * 20 >= unreadable ? text : undefined;
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

function count(text: string): { unreadable: number; unusual: number } {
  let unreadable = 0;
  let unusual = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) unreadable++;
    if (code > 0x7f) unusual++;
  }
  return { unreadable, unusual };
}
