// Content-Transfer-Encoding undone piece by piece, so that a file of any size passes through a few kilobytes of memory.
import { withoutComments } from "./header.ts";
import type { PartSpan, TransferEncoding } from "./mail.ts";

export type Encoding = TransferEncoding;

/** Takes encoded bytes in pieces of any size and gives decoded ones. Forgiving: what cannot be decoded is skipped. */
export interface Decoder {
  push(chunk: Uint8Array): Uint8Array;
  end(): Uint8Array;
}

/** The decoder for the bytes of a `PartSpan`, as they are read from the raw mail. */
export function createDecoder(encoding: Encoding): Decoder {
  switch (encoding) {
    case "base64":
      return base64Decoder();
    case "quoted-printable":
      return quotedPrintableDecoder();
    case "uuencode":
      return uuDecoder();
    case "7bit":
    case "8bit":
    case "binary":
      return { push: (chunk) => chunk, end: () => nothing };
  }
}

export function decodeAll(bytes: Uint8Array, encoding: Encoding): Uint8Array {
  const decoder = createDecoder(encoding);
  return Buffer.concat([decoder.push(bytes), decoder.end()]);
}

/** A file's own bytes, out of the bytes of its span. */
export function decodeSpan(bytes: Uint8Array, { encoding, inner }: PartSpan): Uint8Array {
  const outer = decodeAll(bytes, encoding);
  return inner ? decodeAll(outer.subarray(inner.offset, inner.offset + inner.length), inner.encoding) : outer;
}

/** The encoding a Content-Transfer-Encoding header names. What it does not name, or wrongly, is taken as it is. */
export function encodingOf(value: string | undefined): Encoding {
  const token = /[a-z0-9_-]+/.exec(withoutComments((value ?? "").slice(0, 100)).toLowerCase())?.[0] ?? "";
  return encodings.get(token.replace(/^x-|[_-]/g, "")) ?? "7bit";
}

const encodings: ReadonlyMap<string, Encoding> = new Map<string, Encoding>(
  Object.entries({
    base64: "base64",
    quotedprintable: "quoted-printable",
    "8bit": "8bit",
    binary: "binary",
    uuencode: "uuencode",
    uue: "uuencode",
  } as const),
);

/** It says that nothing was encoded (RFC 2045 section 6.2). */
export function isIdentity(encoding: Encoding): boolean {
  return encoding === "7bit" || encoding === "8bit" || encoding === "binary";
}

const nothing = new Uint8Array(0);

const base64Values = new Uint8Array(256).fill(255);
for (const [value, char] of [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].entries()) {
  base64Values[char.charCodeAt(0)] = value;
}
base64Values["-".charCodeAt(0)] = 62;
base64Values["_".charCodeAt(0)] = 63;

function base64Decoder(): Decoder {
  let out = nothing;
  let written = 0;
  let bits = 0;
  let held = 0;
  let isPadded = false;
  /** The line below padding, as far as it has come: another encoding glued to the first, or a footer that a list put there. */
  let below: number[] | undefined;
  let hasEnded = false;
  /** Up to a line end after padding, or everything. Gives where it stopped. */
  const decode = (bytes: Uint8Array, from: number): number => {
    for (let i = from; i < bytes.length; i++) {
      const byte = bytes[i] ?? 0;
      const value = base64Values[byte] ?? 255;
      if (value === 255) {
        // Padding ends a quantum; bodies glued from several encodings carry on after it.
        if (byte === 0x3d) {
          held = bits = 0;
          isPadded = true;
        } else if (byte === 0x0a && isPadded) {
          below = [];
          return i + 1;
        }
        continue;
      }
      isPadded = false;
      bits = ((bits << 6) | value) & 0xffffff;
      held += 6;
      if (held >= 8) {
        held -= 8;
        out[written++] = (bits >> held) & 0xff;
      }
    }
    return bytes.length;
  };
  const decide = (line: Uint8Array) => {
    below = undefined;
    if (isBase64Line(Buffer.from(line).toString("latin1"))) decode(line, 0);
    else hasEnded = true;
    if (isPadded) below = [];
  };
  const push = (chunk: Uint8Array, isLast: boolean) => {
    out = new Uint8Array(((chunk.length + (below?.length ?? 0) + 4) * 3) >> 2);
    written = 0;
    for (let at = 0; at < chunk.length && !hasEnded; ) {
      if (!below) {
        at = decode(chunk, at);
        continue;
      }
      const byte = chunk[at++] ?? 0;
      below.push(byte);
      if (byte === 0x0a || below.length >= longestWaited) decide(Uint8Array.from(below));
    }
    if (isLast && below && !hasEnded) decide(Uint8Array.from(below));
    return out.subarray(0, written);
  };
  return { push: (chunk) => push(chunk, false), end: () => push(nothing, true) };
}

const longestWaited = 1000;

/** A whole line of base64, or nothing. Web-safe letters are in no mail's second encoding, and make up the lines of footers. */
function isBase64Line(line: string): boolean {
  const text = line.trim();
  return text === "" || (/^[A-Za-z0-9+/]+={0,2}$/.test(text) && (text.length % 4 === 0 || text.length >= 60));
}

function quotedPrintableDecoder(): Decoder {
  // The bytes since an "=" whose meaning is not yet known: "=", "=4", "=\r", "= " and so on.
  let pending: number[] = [];
  return {
    push(chunk) {
      const out = new Uint8Array(chunk.length + pending.length + 1);
      let length = 0;
      const giveUp = () => {
        for (const byte of pending) out[length++] = byte;
        pending = [];
      };
      for (const byte of chunk) {
        if (pending.length === 0) {
          if (byte === 0x3d) pending.push(byte);
          else out[length++] = byte;
          continue;
        }
        const last = pending.at(-1) ?? 0;
        if (pending.length === 2 && isHex(last) && isHex(byte)) {
          out[length++] = hexValue(last) * 16 + hexValue(byte);
          pending = [];
        } else if (byte === 0x0a && !isHex(last)) {
          pending = [];
        } else if (pending.length === 1 && (isHex(byte) || byte === 0x0d || byte === 0x20 || byte === 0x09)) {
          pending.push(byte);
        } else if (!isHex(last) && (byte === 0x20 || byte === 0x09 || byte === 0x0d) && pending.length < 16) {
          pending.push(byte);
        } else {
          giveUp();
          if (byte === 0x3d) pending.push(byte);
          else out[length++] = byte;
        }
      }
      return out.subarray(0, length);
    },
    end() {
      // A soft break at the very end joins nothing.
      const rest = pending.slice(1).every((byte) => byte === 0x0d || byte === 0x20) ? [] : pending;
      pending = [];
      return Uint8Array.from(rest);
    },
  };
}

function isHex(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}

function hexValue(byte: number): number {
  return byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57;
}

const longestUuLine = 128;

function uuDecoder(): Decoder {
  let line: number[] = [];
  let state: "before" | "inside" | "after" = "before";
  const finishLine = (out: number[]) => {
    const text = Buffer.from(line).toString("latin1");
    line = [];
    if (state === "before") state = isUuBegin(text) ? "inside" : "before";
    else if (state === "inside" && /^end\s*$/.test(text)) state = "after";
    else if (state === "inside") decodeUuLine(text, out);
  };
  return {
    push(chunk) {
      const out: number[] = [];
      for (const byte of chunk) {
        if (byte === 0x0a) finishLine(out);
        else if (byte !== 0x0d && line.length < longestUuLine) line.push(byte);
      }
      return Uint8Array.from(out);
    },
    end() {
      const out: number[] = [];
      finishLine(out);
      return Uint8Array.from(out);
    },
  };
}

/** `begin 644 photo.jpg` */
export function isUuBegin(line: string): boolean {
  return /^begin [0-7]{3,4} \S/.test(line);
}

/** True when the line says how long it is and is that long. */
export function isUuLine(line: string): boolean {
  const bytes = (line.charCodeAt(0) - 32) & 63;
  const chars = line.trimEnd().length - 1;
  if (line.length === 0 || line.charCodeAt(0) < 32 || line.charCodeAt(0) > 96) return false;
  // Trailing spaces are zeros that some hosts strip; one more character is a checksum.
  return chars <= Math.ceil(bytes / 3) * 4 + 2 && chars >= Math.floor((bytes * 4) / 3) - 8 && /^[ -`]*$/.test(line);
}

function decodeUuLine(line: string, out: number[]): void {
  const count = (line.charCodeAt(0) - 32) & 63;
  const at = (i: number) => (i < line.length ? (line.charCodeAt(i) - 32) & 63 : 0);
  for (let written = 0, i = 1; written < count; i += 4) {
    const group = (at(i) << 18) | (at(i + 1) << 12) | (at(i + 2) << 6) | at(i + 3);
    for (let shift = 16; shift >= 0 && written < count; shift -= 8, written++) out.push((group >> shift) & 0xff);
  }
}
