// Encoded words in headers (RFC 2047), raw 8-bit bytes beside them, and everything else that stands in an unstructured header.
import { isUtf8 } from "node:buffer";
import { hasJapaneseEscape } from "./japanese-escape.ts";
import { decodeAll } from "./transfer.ts";

/** Reads bytes that came under the name of a charset, or under none. */
export type ReadBytes = (bytes: Buffer, charset?: string) => string;

/** For what is ASCII save for the odd letter, as dates and message ids are: no tables needed. */
export function readWestern(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? "utf8" : "latin1");
}

/**
 * Decodes a raw header value, one character a byte. Adjacent encoded words are joined before decoding when they share a
 * charset, because many senders cut a character in two. Linear in the length.
 * @param read a parameter, so that who reads UTF-8 alone need not carry the tables of every charset there is
 */
export function decodeWords(raw: string, read: ReadBytes): string {
  if (!raw.includes("=?")) return decodeRaw(raw, read);
  let text = "";
  let run: Word | undefined;
  let plainFrom = 0;
  for (let at = raw.indexOf("=?"); at !== -1; ) {
    const word = readWord(raw, at);
    if (!word) {
      at = raw.indexOf("=?", at + 2);
      continue;
    }
    const between = raw.slice(plainFrom, at);
    const isAdjacent = run !== undefined && isBlank(between);
    if (run && isAdjacent && bareName(run.charset) === bareName(word.charset)) {
      run.bytes.push(...word.bytes);
    } else {
      if (run) text += decodeWord(run, read);
      if (!isAdjacent) text += decodeRaw(between, read);
      run = word;
    }
    plainFrom = word.end;
    at = raw.indexOf("=?", word.end);
  }
  if (run) text += decodeWord(run, read);
  return text + decodeRaw(raw.slice(plainFrom), read);
}

/** Raw header bytes, one character a byte, as text. */
export function decodeRaw(raw: string, read: ReadBytes): string {
  if (isAscii(raw) && !raw.includes("\x1b")) return raw;
  const bytes = Buffer.from(raw, "latin1");
  return read(bytes, hasJapaneseEscape(bytes) ? "iso-2022-jp" : undefined);
}

interface Word {
  readonly charset: string;
  readonly bytes: Buffer[];
  readonly end: number;
}

// An honest word has at most 75 characters; some senders write a whole subject as one.
const longestWord = 4096;

function readWord(raw: string, start: number): Word | undefined {
  const charsetEnd = boundedIndexOf(raw, "?", start + 2, 64);
  if (charsetEnd <= start + 2) return undefined;
  const encoding = raw[charsetEnd + 1]?.toLowerCase();
  if ((encoding !== "q" && encoding !== "b") || raw[charsetEnd + 2] !== "?") return undefined;
  const contentStart = charsetEnd + 3;
  const contentEnd = boundedIndexOf(raw, "?=", contentStart, longestWord);
  if (contentEnd === -1) return undefined;
  const charset = raw.slice(start + 2, charsetEnd);
  if (/[\s"<>()]/.test(charset)) return undefined;
  const content = raw.slice(contentStart, contentEnd);
  const bytes = encoding === "b" ? Buffer.from(decodeAll(Buffer.from(content, "latin1"), "base64")) : decodeQ(content);
  return { charset, bytes: [bytes], end: contentEnd + 2 };
}

/** `UTF-8`, `utf8` and `utf-8*en` (RFC 2231 section 5) are one charset. */
function bareName(charset: string): string {
  return (charset.split("*", 1)[0] ?? "").toLowerCase().replace(/[^a-z0-9]/g, "");
}

function boundedIndexOf(text: string, what: string, from: number, reach: number): number {
  const at = text.slice(from, from + reach).indexOf(what);
  return at === -1 ? -1 : from + at;
}

function decodeQ(content: string): Buffer {
  const bytes: number[] = [];
  for (let i = 0; i < content.length; i++) {
    const code = content.charCodeAt(i);
    const hex = code === 0x3d ? content.slice(i + 1, i + 3) : "";
    if (/^[0-9A-Fa-f]{2}$/.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      i += 2;
    } else {
      bytes.push(code === 0x5f ? 0x20 : code & 0xff);
    }
  }
  return Buffer.from(bytes);
}

function decodeWord(word: Word, read: ReadBytes): string {
  const text = read(Buffer.concat(word.bytes), word.charset);
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

function isBlank(text: string): boolean {
  return text.trim() === "";
}

function isAscii(raw: string): boolean {
  for (let i = 0; i < raw.length; i++) if (raw.charCodeAt(i) > 0x7e) return false;
  return true;
}
