// Takes the transfer encoding off one part's bytes as they stream by (RFC 2045 section 6), holding no more than a line of them.
import { Readable } from "node:stream";
import type { PartSpan } from "./mail.ts";

/** The decoded bytes of a part. Characters that do not belong to the encoding are passed over, as RFC 2045 asks. */
export function decodePart(encoded: AsyncIterable<Uint8Array>, encoding: PartSpan["encoding"]): Readable {
  switch (encoding) {
    case "base64":
      return Readable.from(decodeBase64(encoded));
    case "quoted-printable":
      return Readable.from(decodeLines(encoded, decodeQuotedPrintable));
    case "uuencode":
      return Readable.from(decodeLines(encoded, decodeUu));
    case "7bit":
    case "8bit":
    case "binary":
      return Readable.from(encoded);
  }
}

async function* decodeBase64(encoded: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest = "";
  for await (const chunk of encoded) {
    const text = rest + Buffer.from(chunk).toString("latin1").replace(/[^A-Za-z0-9+/]/g, "");
    const whole = text.length - (text.length % 4);
    rest = text.slice(whole);
    if (whole > 0) yield Buffer.from(text.slice(0, whole), "base64");
  }
  if (rest.length > 1) yield Buffer.from(rest, "base64");
}

async function* decodeLines(encoded: AsyncIterable<Uint8Array>, decode: (line: string) => Buffer): AsyncGenerator<Buffer> {
  let rest = "";
  for await (const chunk of encoded) {
    const text = rest + Buffer.from(chunk).toString("latin1");
    const end = text.lastIndexOf("\n") + 1;
    rest = text.slice(end);
    const decoded = text.slice(0, end).split(/(?<=\n)/).map(decode);
    if (decoded.length > 0) yield Buffer.concat(decoded);
  }
  if (rest !== "") yield decode(rest);
}

/** RFC 2045 section 6.7. A soft line break ends in "="; white space before a line's end was added on the way. */
function decodeQuotedPrintable(line: string): Buffer {
  const lineEnd = /\r?\n$/.exec(line)?.[0] ?? "";
  const content = line.slice(0, line.length - lineEnd.length).trimEnd();
  const isSoft = content.endsWith("=");
  const text = (isSoft ? content.slice(0, -1) : content + lineEnd).replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(text, "latin1");
}

/** The uuencode of POSIX: each line begins with its length, each character carries six bits. */
function decodeUu(line: string): Buffer {
  const content = line.trimEnd();
  if (content === "" || content === "end" || /^begin \d{3,4} /.test(content)) return Buffer.alloc(0);
  const bits = (index: number) => ((content.charCodeAt(index) || 32) - 32) & 63;
  const sizeBytes = bits(0);
  const bytes: number[] = [];
  for (let index = 1; bytes.length < sizeBytes; index += 4) {
    const group = (bits(index) << 18) | (bits(index + 1) << 12) | (bits(index + 2) << 6) | bits(index + 3);
    bytes.push((group >> 16) & 255, (group >> 8) & 255, group & 255);
  }
  return Buffer.from(bytes.slice(0, sizeBytes));
}
