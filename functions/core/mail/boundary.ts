// Lines that matter to the structure of a mail: delimiters between parts (RFC 2046 section 5.1.1), and where a header begins.
import { isFieldLine } from "./header.ts";

/** A multipart that is open. */
export interface Delimited {
  /** `--boundary` */
  readonly delimiter: Buffer;
}

const lf = 0x0a;
const cr = 0x0d;
const dash = 0x2d;
// A boundary has at most 70 characters; a line is waited for until it is longer than any we would match.
const longestDelimiter = 1024;

/** Where the line that begins at `at` ends, its line feed included; undefined when it has none yet. */
export function lineEnd(data: Buffer, at: number): number | undefined {
  const found = data.indexOf(lf, at);
  return found === -1 ? undefined : found + 1;
}

/** What the line from `at` to `end` is to a multipart: the beginning of a part, the end of the last, or nothing. */
export function delimiterKind(data: Buffer, at: number, end: number, { delimiter }: Delimited): "open" | "close" | undefined {
  if (end - at < delimiter.length) return undefined;
  for (let i = 0; i < delimiter.length; i++) if (data[at + i] !== delimiter[i]) return undefined;
  let i = at + delimiter.length;
  const isClose = data[i] === dash && data[i + 1] === dash;
  if (isClose) i += 2;
  for (; i < end; i++) if (!isWhite(data[i])) return undefined;
  return isClose ? "close" : "open";
}

export function isDelimiterLine(data: Buffer, at: number, delimiters: readonly Delimited[]): boolean {
  if (data[at] !== dash || data[at + 1] !== dash) return false;
  const end = lineEnd(data, at) ?? data.length;
  for (const one of delimiters) if (delimiterKind(data, at, end, one)) return true;
  return false;
}

interface Content {
  readonly delimiters: readonly Delimited[];
  readonly isAtLineStart: boolean;
  /** Nothing comes after these bytes. */
  readonly isLast: boolean;
}

/** Where content that begins at `at` is broken off by a delimiter line, or by one that is not whole yet. */
export function endOfContent(data: Buffer, at: number, { delimiters, isAtLineStart, isLast }: Content): number {
  if (delimiters.length === 0) return data.length;
  for (
    let line = isAtLineStart ? at : nextDashLine(data, at);
    line !== -1 && line < data.length;
    line = nextDashLine(data, line)
  ) {
    if (data[line] !== dash || (data[line + 1] !== dash && line + 1 < data.length)) continue;
    const isWhole = isLast || data.length - line >= longestDelimiter || lineEnd(data, line) !== undefined;
    if (!isWhole || (line > at && isDelimiterLine(data, line, delimiters))) return line;
  }
  return data.length;
}

function nextDashLine(data: Buffer, from: number): number {
  const found = data.indexOf("\n-", from, "latin1");
  return found === -1 ? -1 : found + 1;
}

/** mbox's "From " line counts: it stands before real headers. */
export function canBeginHeader(data: Buffer, at: number, end: number): boolean {
  const line = data.toString("latin1", at, Math.min(end, at + 300));
  return isFieldLine(line) || /^>?From /.test(line) || line[0] === " " || line[0] === "\t";
}

function isWhite(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === cr || byte === lf;
}
