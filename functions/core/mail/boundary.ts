// Lines that matter to the structure of a mail: delimiters between parts (RFC 2046 section 5.1.1), and where a header begins.
import { isFieldLine, isUnfolded } from "./header.ts";

/** A multipart that is open. */
export interface Delimited {
  /** `--boundary`; empty when none was declared. */
  readonly delimiter: Buffer;
  /** Another one that is used although it was not declared. */
  readonly alias?: Buffer;
}

const lf = 0x0a;
const cr = 0x0d;
const dash = 0x2d;
// A boundary has at most 70 characters; a line is waited for until it is longer than any we would match.
const longestDelimiter = 1024;
const longestBoundary = 200;
const longestFieldName = 60;

/** Where the line that begins at `at` ends, its line feed included; undefined when it has none yet. */
export function lineEnd(data: Buffer, at: number): number | undefined {
  const found = data.indexOf(lf, at);
  return found === -1 ? undefined : found + 1;
}

/** What the line from `at` to `end` is to a multipart: the beginning of a part, the end of the last, or nothing. */
export function delimiterKind(data: Buffer, at: number, end: number, open: Delimited): "open" | "close" | undefined {
  const kind = kindOf(data, at, end, open.delimiter);
  return kind ?? (open.alias && kindOf(data, at, end, open.alias));
}

function kindOf(data: Buffer, at: number, end: number, delimiter: Buffer): "open" | "close" | undefined {
  if (delimiter.length === 0 || end - at < delimiter.length) return undefined;
  for (let i = 0; i < delimiter.length; i++) if (data[at + i] !== delimiter[i]) return undefined;
  let i = at + delimiter.length;
  const isClose = data[i] === dash && data[i + 1] === dash;
  if (isClose) i += 2;
  // `--b-->`: what no boundary can hold cannot make another boundary of it.
  if (isClose && i < end && !isWhite(data[i]) && !isBoundaryCharacter(data[i])) return "close";
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
  /** Any line that begins with two dashes may matter. */
  readonly stopsAtDashes: boolean;
  /** Nothing comes after these bytes. */
  readonly isLast: boolean;
}

/** Where content that begins at `at` is broken off by a delimiter line, or by one that is not whole yet. */
export function endOfContent(data: Buffer, at: number, { delimiters, isAtLineStart, stopsAtDashes, isLast }: Content): number {
  if (delimiters.length === 0) return data.length;
  for (
    let line = isAtLineStart ? at : nextDashLine(data, at);
    line !== -1 && line < data.length;
    line = nextDashLine(data, line)
  ) {
    if (data[line] !== dash || (data[line + 1] !== dash && line + 1 < data.length)) continue;
    const isWhole = isLast || data.length - line >= longestDelimiter || lineEnd(data, line) !== undefined;
    if (!isWhole || (line > at && (stopsAtDashes || isDelimiterLine(data, line, delimiters)))) return line;
  }
  return data.length;
}

const lineOfDash = Buffer.from("\n-");

function nextDashLine(data: Buffer, from: number): number {
  const found = data.indexOf(lineOfDash, from);
  return found === -1 ? -1 : found + 1;
}

/**
 * The delimiter that a multipart really uses, when the line at `at` can only be one: two dashes, something, and a header of a
 * part below. "unknown" while the line below has not come.
 */
export function unnamedDelimiter(data: Buffer, at: number, isLast: boolean): Buffer | "unknown" | undefined {
  if ((data[at] !== dash && at < data.length) || (data[at + 1] !== dash && at + 1 < data.length)) return undefined;
  const end = lineEnd(data, at);
  if (end === undefined) return isLast || data.length - at >= longestDelimiter ? undefined : "unknown";
  const line = data.toString("latin1", at, Math.min(end, at + longestDelimiter)).trimEnd();
  if (line.length < 2 || line.length > longestBoundary) return undefined;
  const below = data.toString("latin1", end, Math.min(end + longestFieldName, lineEnd(data, end) ?? data.length));
  if (/^content-[a-z-]+[ \t]*:/i.test(below)) return Buffer.from(line, "latin1");
  const isWhole = isLast || data.length - end >= longestFieldName || lineEnd(data, end) !== undefined;
  return isWhole ? undefined : "unknown";
}

/**
 * Of the lines of a header block, the first that is body because nothing after the last field can be header; undefined when
 * the block ends with a field. Junk between fields is junk: a header that somebody wrapped badly.
 */
export function firstBodyLine(lines: readonly Buffer[]): number | undefined {
  let first: number | undefined;
  for (const [index, line] of lines.entries()) {
    const text = line.toString("latin1", 0, 300);
    if (isFieldLine(text) && (first === undefined || usualFields.test(text))) first = undefined;
    else if (index > 0 && first === undefined && !/^[ \t]/.test(text) && !isUnfolded(text, tailOf(lines[index - 1])))
      first = index;
  }
  return first;
}

function tailOf(line: Buffer | undefined): string {
  return line?.toString("latin1", Math.max(line.length - 10, 0)) ?? "";
}

// After junk, a word with a colon is more likely prose than a header that nobody knows.
const usualFields =
  /^(?:from|to|cc|bcc|subject|date|sender|reply-to|message-id|references|in-reply-to|mime-version|received|return-path|delivered-to|importance|priority|user-agent|organi[sz]ation|precedence|status|(?:content|x|list|dkim|arc|auto|thread|authentication|received|resent|envelope|disposition|errors)-[a-z0-9-]+)[ \t]*:/i;

/** Whether a header begins below blank lines that somebody put before it; "unknown" while that has not come. */
export function headerBelow(data: Buffer, at: number, isLast: boolean, isPart: boolean): boolean | "unknown" {
  const start = data.subarray(at, at + mostBlanks).findIndex((byte) => byte !== lf && byte !== cr);
  const text = start === -1 ? "" : data.toString("latin1", at + start, at + start + longestFieldName);
  if (isPart ? /^content-(?:type|transfer-encoding|disposition)[ \t]*:/i.test(text) : usualFields.test(text)) return true;
  const isWhole = isLast || text.includes("\n") || text.length === longestFieldName || data.length - at >= mostBlanks;
  return isWhole ? false : "unknown";
}

const mostBlanks = 64;

/** mbox's "From " line counts: it stands before real headers. */
export function canBeginHeader(data: Buffer, at: number, end: number): boolean {
  const line = data.toString("latin1", at, Math.min(end, at + 300));
  return isFieldLine(line) || /^>?From /.test(line) || line[0] === " " || line[0] === "\t";
}

/** RFC 2046 section 5.1.1. */
function isBoundaryCharacter(byte: number | undefined): boolean {
  return byte !== undefined && /[A-Za-z0-9'()+_,\-./:=?]/.test(String.fromCharCode(byte));
}

function isWhite(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === cr || byte === lf;
}
