// Files that stand in a plain text as uuencode, cut out of it while it passes.
import { limits } from "../limits.ts";
import type { FilePart } from "./skeleton.ts";
import { createDecoder, type Decoder, isUuBegin, isUuLine } from "./transfer.ts";

export interface UuCutter {
  /** @param offset where `bytes` begins in the raw mail */
  feed(bytes: Buffer, offset: number): void;
  end(): FilePart[];
}

/**
 * A file is `begin 644 name` followed by a line of uuencode, up to `end`. Everything else is kept. Linear: every line is
 * looked at once, and texts without "begin " not even that.
 */
export function createUuCutter(keep: (bytes: Buffer) => void): UuCutter {
  return new Cutter(keep);
}

const lf = 0x0a;
const mark = Buffer.from("begin ");
// A line of uuencode has 61 characters and a name rarely more than 200.
const longestLine = 400;

class Cutter implements UuCutter {
  #keep: (bytes: Buffer) => void;
  #files: FilePart[] = [];
  /** A line whose end has not come yet, held because it may matter. */
  #line: Buffer = Buffer.alloc(0);
  #lineOffset = 0;
  /** The line began in an earlier piece and does not matter. */
  #isPassingLine = false;
  /** A begin line that waits for a line of uuencode to prove it. */
  #begin: { line: Buffer; offset: number } | undefined;
  #inside: { name: string; offset: number; decoder: Decoder; sizeBytes: number } | undefined;

  constructor(keep: (bytes: Buffer) => void) {
    this.#keep = keep;
  }

  feed(piece: Buffer, pieceOffset: number): void {
    const isHolding = this.#line.length > 0;
    const bytes = isHolding ? Buffer.concat([this.#line, piece]) : piece;
    const offset = isHolding ? this.#lineOffset : pieceOffset;
    this.#line = Buffer.alloc(0);
    let keptTo = 0;
    for (let at = 0; at < bytes.length; ) {
      const end = bytes.indexOf(lf, at);
      const isIdle = !this.#inside && !this.#begin;
      if (this.#isPassingLine || (isIdle && !canBegin(bytes, at))) {
        // To the next line that can begin a file, in one leap.
        const next = isIdle ? nextBegin(bytes, at) : end === -1 ? bytes.length : end + 1;
        this.#isPassingLine = next === bytes.length && bytes[next - 1] !== lf;
        at = next;
        continue;
      }
      if (end === -1 && bytes.length - at < longestLine) {
        this.#keepRange(bytes, keptTo, at);
        this.#line = Buffer.from(bytes.subarray(at));
        this.#lineOffset = offset + at;
        return;
      }
      const next = end === -1 ? bytes.length : end + 1;
      this.#isPassingLine = end === -1;
      this.#keepRange(bytes, keptTo, at);
      keptTo = this.#takeLine(bytes.subarray(at, next), offset + at) ? next : at;
      at = next;
    }
    this.#keepRange(bytes, keptTo, bytes.length);
  }

  end(): FilePart[] {
    const end = this.#lineOffset + this.#line.length;
    if (this.#line.length > 0 && !this.#takeLine(this.#line, this.#lineOffset)) this.#keep(this.#line);
    if (this.#begin) this.#keep(this.#begin.line);
    this.#finishFile(end);
    return this.#files;
  }

  #keepRange(bytes: Buffer, from: number, to: number): void {
    if (to > from) this.#keep(bytes.subarray(from, to));
  }

  /** True when the line was taken out of the text (for now). */
  #takeLine(line: Buffer, offset: number): boolean {
    const text = line.length < longestLine ? line.toString("latin1").replace(/\r?\n$/, "") : "";
    if (this.#inside) {
      if (!/^end\s*$/.test(text) && !isUuLine(text)) {
        this.#finishFile(offset);
        return false;
      }
      this.#inside.sizeBytes += this.#inside.decoder.push(line).length;
      if (/^end\s*$/.test(text)) this.#finishFile(offset + line.length);
      return true;
    }
    if (this.#begin && text.length > 1 && isUuLine(text)) {
      this.#startFile(this.#begin, line);
      return true;
    }
    if (this.#begin) this.#keep(this.#begin.line);
    this.#begin = undefined;
    if (this.#files.length >= limits.attachments || !isUuBegin(text)) return false;
    this.#begin = { line: Buffer.from(line), offset };
    return true;
  }

  #startFile(begin: { line: Buffer; offset: number }, firstLine: Buffer): void {
    const decoder = createDecoder("uuencode");
    decoder.push(begin.line);
    const name = begin.line
      .toString("latin1")
      .replace(/^begin [0-7]{3,4} /, "")
      .trim();
    this.#inside = { name, offset: begin.offset, decoder, sizeBytes: decoder.push(firstLine).length };
    this.#begin = undefined;
  }

  #finishFile(end: number): void {
    if (!this.#inside) return;
    const { name, offset, decoder } = this.#inside;
    const sizeBytes = this.#inside.sizeBytes + decoder.end().length;
    const span = { offset, length: end - offset, encoding: "uuencode" as const };
    this.#files.push({ kind: "file", contentType: "application/octet-stream", name, span, sizeBytes, head: Buffer.alloc(0) });
    this.#inside = undefined;
  }
}

/** True when the line at `at` begins with "begin ", or with as much of it as there is. */
function canBegin(bytes: Buffer, at: number): boolean {
  for (let i = 0; i < mark.length; i++) {
    if (at + i >= bytes.length) return true;
    if (bytes[at + i] !== mark[i]) return false;
  }
  return true;
}

/** The next line start at which a file can begin; the end of the bytes when there is none. */
function nextBegin(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf("\nb", from, "latin1"); at !== -1; at = bytes.indexOf("\nb", at + 1, "latin1")) {
    if (canBegin(bytes, at + 1)) return at + 1;
  }
  return bytes.length;
}
