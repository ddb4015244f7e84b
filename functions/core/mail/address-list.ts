// An address header read leniently, by our own linear code: names, comments, groups, routes, and what senders make of them.
// The mail library's address parser is never asked: its readings have been turned into forged senders.
import { limits } from "../limits.ts";
import { isWellFormedAddress } from "./address.ts";
import type { Address } from "./mail.ts";
import { cleanName, stripControls } from "./clean.ts";

export interface AddressReading {
  readonly addresses: readonly Address[];
  /** More stood there than `limits.addresses`. */
  readonly isCut: boolean;
  /** Every mailbox stood there plainly: a name or none, and one well-formed address, nothing doubtful around it. */
  readonly isPlain: boolean;
}

/**
 * Reads an address header's raw value. Linear.
 * @param raw one character a byte, as `readFields` gives it
 * @param decode what names and addresses are written in
 */
export function readAddressList(raw: string, decode: DecodeText, fallbackCharset?: string): AddressReading {
  const addresses: Address[] = [];
  let isCut = false;
  let isPlain = true;
  for (const piece of splitMailboxes(raw)) {
    const mailbox = readMailbox(piece, decode, fallbackCharset);
    if (!mailbox) continue;
    if (addresses.length >= limits.addresses) {
      isCut = true;
      break;
    }
    addresses.push({ name: mailbox.name, address: mailbox.address });
    isPlain &&= mailbox.isPlain;
  }
  return { addresses, isCut, isPlain };
}

/** Header text as characters; a charset is given for what may stand in the body's. */
export type DecodeText = (raw: string, fallbackCharset?: string) => string;

type Piece = readonly Token[];
interface Token {
  readonly kind: "word" | "quoted" | "comment" | "angle";
  readonly text: string;
  /** False for a quote, comment or bracket that is never closed. */
  readonly isClosed: boolean;
}

/** Cuts the header at commas and semicolons outside quotes, comments and brackets; group names fall away. */
function splitMailboxes(raw: string): Piece[] {
  const pieces: Piece[] = [];
  let tokens: Token[] = [];
  let isInGroup = false;
  const finish = () => {
    if (tokens.length > 0) pieces.push(tokens);
    tokens = [];
  };
  for (let at = 0; at < raw.length && pieces.length <= limits.addresses; ) {
    const char = raw[at] ?? "";
    if (char === "," || char === ";") {
      finish();
      if (char === ";") isInGroup = false;
      at++;
    } else if (char === ":" && !isInGroup && !tokens.some((token) => token.kind === "angle")) {
      tokens = [];
      isInGroup = true;
      at++;
    } else if (char === '"') {
      const end = endOfQuoted(raw, at);
      tokens.push({ kind: "quoted", text: unescape(raw.slice(at + 1, end)), isClosed: end < raw.length });
      at = end + 1;
    } else if (char === "(") {
      const end = endOfComment(raw, at);
      tokens.push({ kind: "comment", text: unescape(raw.slice(at + 1, end)), isClosed: end < raw.length });
      at = end + 1;
    } else if (char === "<") {
      const end = endOfAngle(raw, at);
      tokens.push({ kind: "angle", text: raw.slice(at + 1, end), isClosed: end < raw.length });
      at = end + 1;
    } else if (isSpace(char)) {
      at++;
    } else {
      const end = endOfWord(raw, at);
      tokens.push({ kind: "word", text: raw.slice(at, end), isClosed: true });
      at = end;
    }
  }
  finish();
  return pieces;
}

function endOfQuoted(raw: string, start: number): number {
  for (let i = start + 1; i < raw.length; i++) {
    if (raw[i] === "\\") i++;
    else if (raw[i] === '"') return i;
  }
  return raw.length;
}

function endOfComment(raw: string, start: number): number {
  let depth = 0;
  for (let i = start; i < raw.length; i++) {
    if (raw[i] === "\\") i++;
    else if (raw[i] === "(") depth++;
    else if (raw[i] === ")" && --depth === 0) return i;
  }
  return raw.length;
}

function endOfAngle(raw: string, start: number): number {
  for (let i = start + 1; i < raw.length; i++) {
    if (raw[i] === '"') i = endOfQuoted(raw, i);
    else if (raw[i] === ">") return i;
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

function readMailbox(piece: Piece, decode: DecodeText, fallback?: string): (Address & { isPlain: boolean }) | undefined {
  const angles = piece.filter((token) => token.kind === "angle");
  const rest = piece.filter((token) => token.kind !== "angle" && token.kind !== "comment");
  const comments = piece.filter((token) => token.kind === "comment").map((token) => token.text);
  const commentName = decode(comments.join(" "), fallback);
  const isClosed = piece.every((token) => token.isClosed);
  const angle = angles[0];
  if (angle) {
    const address = addressInAngle(angle.text, decode);
    const name = nameBeside(address, decode(joinWords(rest), fallback)) || commentName;
    if (!address && !name) return undefined;
    const isPlain =
      angles.length === 1 && piece.findLast((token) => token.kind !== "comment") === angle && address === angle.text;
    return { name: readableName(name), address, isPlain: isPlain && isClosed && isWellFormedAddress(address) };
  }
  if (rest.length === 0) return undefined;
  const { address, name } = addressInWords(rest);
  const whole = encodedMailbox(address || joinWords(rest), decode, fallback);
  if (whole) return { ...whole, isPlain: false };
  if (!address.includes("@")) return { name: readableName(decode(joinWords(rest), fallback)), address: "", isPlain: false };
  const isPlain = isClosed && rest.length === 1 && rest[0]?.kind === "word" && isWellFormedAddress(address);
  const bare = decodeAddress(address, decode).replace(/^\[+|[>\]]+$/g, "");
  return { name: readableName(decode(name, fallback) || commentName), address: bare, isPlain };
}

/** Some senders encode name, brackets and address as one word. What comes out is shown and never trusted. */
function encodedMailbox(raw: string, decode: DecodeText, fallback?: string): Address | undefined {
  if (!raw.includes("=?")) return undefined;
  const text = decode(raw, fallback);
  const open = text.lastIndexOf("<");
  const address = open === -1 ? "" : stripControls(text.slice(open + 1).replace(/>\s*$/, "")).trim();
  return /^[^\s<>@]+@[^\s<>@]+$/.test(address) ? { name: readableName(text.slice(0, open)), address } : undefined;
}

/** A name that only says the address again is none. */
function nameBeside(address: string, name: string): string {
  return name.trim().toLowerCase() === address.toLowerCase() ? "" : name;
}

/** `<@route:user@host>`, `<mailto:user@host>`, `<user(comment)@host . test>`. */
function addressInAngle(text: string, decode: DecodeText): string {
  const inner = decodeAddress(withoutSpaces(stripComments(text)), decode);
  const routed = inner.startsWith("@") ? inner.slice(inner.indexOf(":") + 1) : inner;
  return routed.replace(/^mailto:/i, "").replace(/^[<]+|[>]+$/g, "");
}

/** White space in a quoted local part belongs to the address; elsewhere it is folding gone wrong. */
function withoutSpaces(text: string): string {
  const quoteEnd = text.trimStart().startsWith('"') ? text.lastIndexOf('"') + 1 : 0;
  return text.slice(0, quoteEnd).trimStart() + text.slice(quoteEnd).replace(/\s+/g, "");
}

/** Without brackets: the word with "@", joined with neighbours that a dot or "@" ties to it; the others are the name. */
function addressInWords(tokens: readonly Token[]): { address: string; name: string } {
  const groups: { texts: string[]; hasAt: boolean; isQuoted: boolean }[] = [];
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    const last = groups.at(-1);
    const hasAt = token.text.includes("@");
    const isTied = before && last && (/^[.@]/.test(token.text) || before.text.endsWith(".") || before.text.endsWith("@"));
    if (isTied && (last.hasAt || hasAt)) {
      // `"john doe"@example.com`: the quotes belong to the address.
      if (last.isQuoted) last.texts = [`"${last.texts.join("")}"`];
      last.texts.push(token.text);
      last.hasAt = true;
      last.isQuoted = false;
    } else groups.push({ texts: [token.text], hasAt, isQuoted: token.kind === "quoted" });
  }
  const unquoted = groups.findIndex(({ hasAt, isQuoted }) => hasAt && !isQuoted);
  const chosen = unquoted === -1 ? groups.findIndex(({ hasAt }) => hasAt) : unquoted;
  const name = groups
    .filter((_, index) => index !== chosen)
    .map(({ texts }) => texts.join(""))
    .join(" ");
  return { address: groups[chosen]?.texts.join("") ?? "", name };
}

function joinWords(tokens: readonly Token[]): string {
  return tokens.map((token) => token.text).join(" ");
}

/** Some senders encode the address itself; some write it in raw UTF-8 (RFC 6532). */
function decodeAddress(raw: string, decode: DecodeText): string {
  return stripControls(decode(raw)).trim();
}

function stripComments(text: string): string {
  if (!text.includes("(")) return text;
  let out = "";
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "(") i = endOfComment(text, i);
    else out += text[i];
  }
  return out;
}

function readableName(name: string): string {
  return cleanName(name).slice(0, longestName);
}

const longestName = 250;
