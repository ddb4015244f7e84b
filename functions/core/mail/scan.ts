// Reads a mail once, in pieces and in linear time, and keeps what is needed to understand it: of files at most how they begin.
// A parser sees the mail only after this has found it within the limits.
import { createHash } from "node:crypto";
import { limits } from "../limits.ts";
import {
  canBeginHeader,
  type Delimited,
  delimiterKind,
  endOfContent,
  firstBodyLine,
  headerBelow,
  isDelimiterLine,
  lineEnd,
  unnamedDelimiter,
} from "./boundary.ts";
import { digestOf } from "./digest.ts";
import { readFields } from "./header.ts";
import type { Defect } from "./mail.ts";
import { LineEnds } from "./line-ends.ts";
import { isBodyText, isNamedText, placeIn, readPartHeader } from "./part.ts";
import type { MultipartPart, Part, Skeleton } from "./skeleton.ts";
import { createFileSink, createTee, createTextSink, type Sink } from "./sink.ts";

export interface Scan {
  push(chunk: Uint8Array): void;
  end(): Skeleton;
}

/** A scan of one mail. Push its bytes in any pieces, then end. */
export function createScan(): Scan {
  return new Scanner();
}

interface OpenMultipart extends Delimited {
  readonly part: MultipartPart;
  readonly start: string | undefined;
  alias?: Buffer;
  /** A delimiter of it has come. */
  isBegun?: boolean;
  /** Offset beyond which no other boundary is looked for. */
  readonly lookedForUntil: number;
}

const lf = 0x0a;
const cr = 0x0d;
const longestPreamble = 64 * 1024;

class Scanner implements Scan {
  #rest: Buffer = Buffer.alloc(0);
  /** Offset in the raw mail of the first byte of `#rest`. */
  #offset = 0;
  #rawSize = 0;
  #lineEnds: LineEnds = new LineEnds();
  #state: "header" | "body" = "header";
  #isAtLineStart = true;
  #headerLines: Buffer[] = [];
  #headerSize = 0;
  #allHeadersSize = 0;
  #header: Buffer | undefined;
  #open: OpenMultipart[] = [];
  #sink: Sink | undefined;
  #root: Part | undefined;
  #preambles: { part: MultipartPart; text: Part }[] = [];
  #boundaryLines = 0;
  #textRoom = limits.textPartBytes;
  #reportRoom = limits.reportBytes * 4;
  #bodyHash = createHash("sha256");
  #defects: Defect[] = [];
  #refusal: string | undefined;

  push(chunk: Uint8Array): void {
    this.#rawSize += chunk.length;
    this.#take(this.#lineEnds.mend(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)), false);
  }

  end(): Skeleton {
    this.#take(this.#lineEnds.end(), true);
    if (!this.#refusal) {
      if (this.#state === "header" && !this.#finishUnpartedHeader(this.#offset)) this.#finishHeader(this.#offset);
      this.#finishLeaf(true);
      this.#rescuePreambles();
    }
    const header = this.#header ?? Buffer.concat(this.#headerLines).subarray(0, limits.headerBlockBytes);
    return {
      header,
      root: this.#root ?? { kind: "multipart", subtype: "mixed", children: [] },
      digest: digestOf(header, this.#bodyHash.digest()),
      rawSizeBytes: this.#rawSize,
      defects: this.#defects,
      ...(this.#refusal && { refusal: this.#refusal }),
    };
  }

  #take(bytes: Buffer, isLast: boolean): void {
    const data = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes;
    let at = 0;
    while (!this.#refusal) {
      const state = this.#state;
      const next = state === "header" ? this.#takeHeaderLine(data, at, isLast) : this.#takeBody(data, at, isLast);
      // A header may end before a line that is not its own: nothing was taken, and yet it goes on.
      if (next === at && this.#state === state) break;
      at = next;
    }
    this.#offset += at;
    // Of a refused mail the rest is only hashed, so that its digest does not depend on the pieces it came in.
    if (this.#refusal) this.#bodyHash.update(data.subarray(at));
    // Copied, so that a small remainder does not keep a large chunk alive.
    this.#rest = this.#refusal ? Buffer.alloc(0) : Buffer.from(data.subarray(at));
  }

  /** Takes one header line beginning at `at`; gives where the next begins, or `at` when it must wait for more. */
  #takeHeaderLine(data: Buffer, at: number, isLast: boolean): number {
    const end = lineEnd(data, at);
    if (this.#headerSize + (end ?? data.length) - at > limits.headerBlockBytes) {
      this.#headerLines.push(Buffer.from(data.subarray(at, at + limits.headerBlockBytes)));
      this.#refuse("header.too-long", "A header block is longer than any honest mail's.");
      return at;
    }
    if (end === undefined && !isLast) return at;
    if (at === data.length) return at;
    const next = end ?? data.length;
    const isBlank = data[at] === lf || (data[at] === cr && at + 1 >= next - 1);
    if (isBlank) {
      const isEarly = this.#headerLines.length === 0 && headerBelow(data, next, isLast, this.#header !== undefined);
      if (isEarly === "unknown") return at;
      if (!isEarly && this.#finishUnpartedHeader(this.#offset + at)) return at;
      if (!isEarly) this.#finishHeader(this.#offset + next);
      this.#hash(data, at, next);
      return next;
    }
    if (this.#header && isDelimiterLine(data, at, this.#open)) {
      // A part that ends before its header did.
      if (!this.#finishUnpartedHeader(this.#offset + at)) this.#finishHeader(this.#offset + at);
      return at;
    }
    if (this.#headerLines.length === 0 && !canBeginHeader(data, at, next)) {
      this.#finishHeader(this.#offset + at);
      return at;
    }
    this.#headerLines.push(Buffer.from(data.subarray(at, next)));
    this.#headerSize += next - at;
    this.#hash(data, at, next);
    return next;
  }

  /**
   * A header whose last lines are none at all: the blank line before the body was forgotten, and they are the body.
   * @param end offset after the last line taken
   */
  #finishUnpartedHeader(end: number): boolean {
    const first = firstBodyLine(this.#headerLines);
    if (first === undefined || !this.#headerLines[first]) return false;
    const lines = this.#headerLines.splice(first);
    let offset = end - lines.reduce((sum, line) => sum + line.length, 0);
    const isHashed = this.#header !== undefined;
    this.#finishHeader(offset);
    for (const line of lines) {
      if (!isHashed) this.#bodyHash.update(line);
      this.#sink?.feed(line, offset);
      offset += line.length;
    }
    return true;
  }

  /** Takes body bytes from `at`: a delimiter line if one begins there, or everything before the next. */
  #takeBody(data: Buffer, at: number, isLast: boolean): number {
    const unopened = this.#unopened();
    if (unopened && this.#isAtLineStart && !isDelimiterLine(data, at, this.#open)) {
      const found = unnamedDelimiter(data, at, isLast);
      if (found === "unknown") return at;
      if (found) unopened.alias = found;
    }
    if (this.#isAtLineStart && isDelimiterLine(data, at, this.#open)) {
      const end = lineEnd(data, at);
      if (end !== undefined || isLast) {
        const next = end ?? data.length;
        this.#hash(data, at, next);
        this.#takeDelimiter(data, at, next);
        return next;
      }
    }
    const next = endOfContent(data, at, {
      delimiters: this.#open,
      isAtLineStart: this.#isAtLineStart,
      stopsAtDashes: unopened !== undefined,
      isLast,
    });
    if (next === at) return at;
    this.#hash(data, at, next);
    this.#feed(data, at, next);
    return next;
  }

  /** The multipart that waits for its first part. Its boundary may be missing or false, and what is used instead is then taken. */
  #unopened(): OpenMultipart | undefined {
    const innermost = this.#open.at(-1);
    return innermost && !innermost.isBegun && this.#offset <= innermost.lookedForUntil ? innermost : undefined;
  }

  #feed(data: Buffer, from: number, to: number): void {
    this.#isAtLineStart = data[to - 1] === lf;
    this.#sink?.feed(data.subarray(from, to), this.#offset + from);
  }

  #takeDelimiter(data: Buffer, at: number, next: number): void {
    for (let level = this.#open.length - 1; level >= 0; level--) {
      const open = this.#open[level];
      const kind = open && delimiterKind(data, at, next, open);
      if (!kind) continue;
      // The declared boundary is there after all.
      if (open.alias && delimiterKind(data, at, next, { delimiter: open.delimiter })) delete open.alias;
      open.isBegun = true;
      this.#finishLeaf(false);
      this.#open.length = kind === "close" ? level : level + 1;
      this.#isAtLineStart = true;
      if (++this.#boundaryLines > limits.mimeParts)
        this.#refuse("parts.too-many", "The mail has more parts than any honest one.");
      if (kind === "open") {
        this.#state = "header";
        this.#headerLines = [];
        this.#headerSize = 0;
      }
      return;
    }
  }

  #finishHeader(bodyOffset: number): void {
    const block = Buffer.concat(this.#headerLines);
    this.#header ??= block;
    this.#headerLines = [];
    this.#state = "body";
    this.#isAtLineStart = true;
    this.#allHeadersSize += block.length;
    if (this.#allHeadersSize > limits.partHeaderBytes) {
      this.#refuse("header.too-long", "The headers of the parts are longer than any honest mail's.");
      return;
    }
    const { part: parent, start } = this.#open.at(-1) ?? {};
    const place = placeIn(parent, start);
    const header = readPartHeader(readFields(block), place);
    const add = (part: Part) => {
      if (parent) parent.children.push(part);
      else this.#root = this.#root ? { kind: "multipart", subtype: "mixed", children: [this.#root, part] } : part;
    };
    if (header.contentType.startsWith("multipart/")) {
      if (this.#open.length >= limits.mimeDepth) {
        this.#refuse("parts.too-deep", "Parts are nested deeper than in any honest mail.");
        return;
      }
      const part: MultipartPart = { kind: "multipart", subtype: header.contentType.slice("multipart/".length), children: [] };
      add(part);
      const delimiter = Buffer.from(header.boundary ? `--${header.boundary}` : "", "latin1");
      this.#open.push({ part, delimiter, start: header.start, lookedForUntil: bodyOffset + longestPreamble });
      // What stands before the first part is kept until one comes: some senders announce parts and write none.
      const isKept = !parent || !header.boundary;
      const plain = { ...header, contentType: "text/plain" };
      const keep = (text: Part) => void this.#preambles.push({ part, text });
      this.#sink = isKept ? createTextSink(plain, keep, bodyOffset, Math.min(longestPreamble, this.#textRoom)) : undefined;
      return;
    }
    const isText = isBodyText(header, place);
    const text = () => createTextSink(header, add, bodyOffset, this.#textRoom);
    const rooms = { text: this.#textRoom, report: this.#reportRoom };
    const file = () => createFileSink(header, add, bodyOffset, rooms);
    // A text that the sender also gave a file's name is shown as text and listed as a file.
    if (isText) this.#sink = isNamedText(header, place) ? createTee(text(), file()) : text();
    else this.#sink = file();
  }

  #finishLeaf(isAtEnd: boolean): void {
    const sink = this.#sink;
    if (!sink) return;
    const { collectedBytes, reportBytes } = sink.end(isAtEnd);
    this.#textRoom -= collectedBytes;
    this.#reportRoom -= reportBytes;
    this.#sink = undefined;
    if (isAtEnd && this.#open.length > 0) {
      this.#defects.push({ code: "parts.unfinished", detail: "The mail ends in the middle: its last boundary is missing." });
    }
  }

  /** A multipart without parts: whatever it holds is its text. */
  #rescuePreambles(): void {
    if (this.#root?.kind === "multipart" && this.#root.children.length === 0)
      this.#defects.push({ code: "parts.none", detail: "The mail announces parts and has none; its text is shown." });
    for (const { part, text } of this.#preambles) if (part.children.length === 0) part.children.push(text);
  }

  #hash(data: Buffer, from: number, to: number): void {
    if (this.#header) this.#bodyHash.update(data.subarray(from, to));
  }

  #refuse(code: string, detail: string): void {
    if (this.#refusal) return;
    this.#refusal = code;
    this.#defects.push({ code, detail });
    this.#sink = undefined;
  }
}
