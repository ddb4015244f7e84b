// The charset of a text part: what its label says if that can be true, else what its bytes say.
import { isUtf8 } from "node:buffer";
import { canonicalCharset, decodeBytes } from "./charset.ts";
import type { TextPart } from "./skeleton.ts";
import { decodeAll, isIdentity } from "./transfer.ts";

export interface BodyCharset {
  readonly name: string;
  /** True when it came from a label that proved true. */
  readonly isLabel: boolean;
  /** The part's bytes as UTF-8, when the library would read them wrongly; absent when it may decode them itself. */
  readonly bytes?: Buffer;
}

export function bodyCharset(part: TextPart): BodyCharset {
  const raw = bytesOf(part);
  const meta = part.isHtml ? metaCharset(raw) : undefined;
  const label = canonicalCharset(part.charset) ?? meta;
  // A multi-byte character may be cut where collecting stopped.
  const decoded = decodeBytes(part.isCut ? wholeCharacters(raw) : raw, label, meta);
  const isLabel = !decoded.isGuess && label !== undefined;
  // What our own decoder took off is off, so that a text reads as its file would.
  const isPlainUtf8 = decoded.charset === "utf-8" && isIdentity(part.encoding) && !part.isCut;
  if (isPlainUtf8) return { name: "utf-8", isLabel };
  return { name: decoded.charset, isLabel, bytes: Buffer.from(decoded.text, "utf8") };
}

/** Decoded; or as they are, where base64 is announced and what stands there has the punctuation of text or HTML. */
function bytesOf({ bytes, encoding }: TextPart): Uint8Array {
  const decoded = decodeAll(bytes, encoding);
  if (encoding !== "base64") return decoded;
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 2000)).toString("latin1");
  const signs = start.match(/[<>.,:!?'"]/g)?.length ?? 0;
  const isBegunRight = /^[A-Za-z0-9+/=]*$/.test(start.trimStart().split(/[\r\n]/, 1)[0] ?? "");
  return !isBegunRight && signs * 50 > start.length && !isUtf8(decoded) ? bytes : decoded;
}

/** `<meta charset=…>` or its http-equiv form, in the first kilobytes. */
function metaCharset(html: Uint8Array): string | undefined {
  const start = Buffer.from(html.buffer, html.byteOffset, Math.min(html.length, 4096)).toString("latin1");
  const found = /<(?:meta\b[^>]{0,300}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})/i.exec(
    start,
  )?.[1];
  const name = canonicalCharset(found);
  // A page that can be read as ASCII up to its meta tag is not UTF-16.
  return name?.startsWith("utf-16") ? undefined : name;
}

function wholeCharacters(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes.length - end < 3 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80) end--;
  return ((bytes[end - 1] ?? 0) & 0x80) !== 0 ? bytes.subarray(0, end - 1) : bytes;
}
