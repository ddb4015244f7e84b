// An address header cut into what may be one mailbox each, and these into words, quotes, comments and brackets. Linear.
import { limits } from "../limits.ts";

export interface Piece {
  readonly tokens: readonly Token[];
  /** A comma ends it; not a semicolon, and not the end. */
  readonly isCutByComma: boolean;
}

export interface Token {
  readonly kind: "word" | "quoted" | "comment" | "angle";
  readonly text: string;
  /** False for a quote, comment or bracket that is never closed, and for what was mended. */
  readonly isClosed: boolean;
}

/** Stands in a mailbox that is not written as it should be, and says nothing else. */
export const doubt: Token = { kind: "comment", text: "", isClosed: false };

/** Cuts at commas and semicolons outside quotes, comments and brackets, and where a comma was forgotten; group names fall away. */
export function splitMailboxes(raw: string): Piece[] {
  const pieces: Piece[] = [];
  let tokens: Token[] = [];
  let start = 0;
  let isInGroup = false;
  /** The group may be none: `10:30 News <news@example.com>`. */
  let isColonKept = false;
  let hasAngle = false;
  /** How many tokens the mailbox has up to its address in brackets. */
  let wholeAt = 0;
  const lastSemicolon = raw.lastIndexOf(";");
  const finish = (next: number, isCutByComma: boolean) => {
    if (tokens.length > 0) pieces.push({ tokens, isCutByComma });
    tokens = [];
    start = next;
    wholeAt = 0;
    hasAngle = false;
    isColonKept = false;
  };
  for (const { at, sign, token } of lexemes(raw)) {
    if (pieces.length > limits.addresses) break;
    if (sign === "," || sign === ";") {
      finish(at + 1, sign === ",");
      if (sign === ";") isInGroup = false;
    } else if (sign === ":" && /^\[?(?:mailto|smtp)$/i.test(tokens.at(-1)?.text ?? "")) {
      tokens.splice(-1, 1, doubt);
    } else if (sign === ":" && !isInGroup && !hasAngle) {
      isColonKept = at > lastSemicolon && tokens.every(({ kind }) => kind === "word");
      tokens = [];
      isInGroup = true;
    } else if (token?.kind === "angle") {
      const isAddress = token.text.includes("@");
      if (wholeAt > 0 && isAddress) {
        const rest = tokens.slice(wholeAt);
        tokens = [...tokens.slice(0, wholeAt), doubt];
        finish(at, false);
        tokens = [...rest, doubt];
      }
      if (isColonKept) tokens = [{ kind: "word", text: raw.slice(start, at), isClosed: false }];
      isColonKept = false;
      hasAngle = true;
      tokens.push(token);
      if (isAddress) wholeAt = tokens.length;
    } else {
      tokens.push(token ?? { kind: "word", text: sign ?? "", isClosed: true });
    }
  }
  finish(raw.length, false);
  return pieces;
}

/** A token, or a sign that may separate: `,`, `;` or `:`. */
interface Lexeme {
  readonly at: number;
  readonly sign?: string;
  readonly token?: Token;
}

function* lexemes(raw: string): Generator<Lexeme> {
  let areQuotesOver = false;
  for (let at = 0; at < raw.length; ) {
    const char = raw[at] ?? "";
    const from = at;
    if (isSpace(char)) {
      at++;
    } else if (char === "," || char === ";" || char === ":") {
      at++;
      yield { at: from, sign: char };
    } else if (char === '"') {
      const end: number = areQuotesOver ? raw.length : endOfQuoted(raw, at);
      // A quote that nothing closes quotes nothing; else all that follows were one name.
      areQuotesOver ||= end >= raw.length;
      at = areQuotesOver ? at + 1 : end + 1;
      yield {
        at: from,
        token: areQuotesOver ? doubt : { kind: "quoted", text: unescape(raw.slice(from + 1, end)), isClosed: true },
      };
    } else if (char === "(") {
      const end = endOfComment(raw, at);
      at = end + 1;
      yield { at: from, token: { kind: "comment", text: unescape(raw.slice(from + 1, end)), isClosed: end < raw.length } };
    } else if (char === "<") {
      const end = endOfAngle(raw, at);
      const isClosed = raw[end] === ">";
      at = isClosed ? end + 1 : end;
      yield { at: from, token: { kind: "angle", text: raw.slice(from + 1, end), isClosed } };
    } else {
      at = endOfWord(raw, at);
      const text = raw.slice(from, at);
      yield { at: from, token: text === ">" ? doubt : { kind: "word", text, isClosed: true } };
    }
  }
}

function endOfQuoted(raw: string, start: number): number {
  for (let i = start + 1; i < raw.length; i++) {
    if (raw[i] === "\\") i++;
    else if (raw[i] === '"') return i;
  }
  return raw.length;
}

export function endOfComment(raw: string, start: number): number {
  let depth = 0;
  for (let i = start; i < raw.length; i++) {
    if (raw[i] === "\\") i++;
    else if (raw[i] === "(") depth++;
    else if (raw[i] === ")" && --depth === 0) return i;
  }
  return raw.length;
}

/** Where a bracket is never closed, the next mailbox begins after a separator all the same; only routes hold commas. */
function endOfAngle(raw: string, start: number): number {
  let hasAddress = false;
  for (let i = start + 1; i < raw.length; i++) {
    const char = raw[i] ?? "";
    if (char === '"') i = endOfQuoted(raw, i);
    else if (char === ">") return i;
    else if (char === "@") hasAddress ||= !isSpace(raw[i - 1] ?? "") && i > start + 1 && raw[start + 1] !== "@";
    else if (hasAddress && (char === "," || char === ";" || char === "<")) return i;
  }
  return raw.length;
}

function endOfWord(raw: string, start: number): number {
  let i = start;
  // An encoded word is one word whatever stands in it; senders leave commas and quotes unencoded.
  if (raw.startsWith("=?", i)) {
    const end = raw.slice(i, i + 512).search(/\?[bq]\?[^?]*\?=/i);
    if (end !== -1) {
      const close = raw.indexOf("?=", raw.indexOf("?", i + end + 3) - 1);
      if (close !== -1 && close - i < 1024) return close + 2;
    }
  }
  // After "@" a colon is a route's; elsewhere it ends a group's name.
  let hasAt = false;
  for (; i < raw.length; i++) {
    const char = raw[i] ?? "";
    if (isSpace(char) || char === "," || char === ";" || char === '"' || char === "(" || char === "<") break;
    if (char === "@") hasAt = true;
    if (char === ":" && !hasAt) break;
  }
  return Math.max(i, start + 1);
}

function isSpace(char: string): boolean {
  return char === " " || char === "\t" || char === "\r" || char === "\n";
}

function unescape(text: string): string {
  return text.includes("\\") ? text.replace(/\\([\s\S])/g, "$1") : text;
}
