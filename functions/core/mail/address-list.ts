// An address header read leniently, by our own linear code: names, comments, groups, routes, and what senders make of them.
// The mail library's address parser is never asked: its readings have been turned into forged senders.
import { limits } from "../limits.ts";
import { isWellFormedAddress } from "./address.ts";
import { endOfComment, splitMailboxes, type Token } from "./address-tokens.ts";
import { mendedMailboxes } from "./mended-mailboxes.ts";
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
  for (const piece of mendedMailboxes(splitMailboxes(raw))) {
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

function readMailbox(
  piece: readonly Token[],
  decode: DecodeText,
  fallback?: string,
): (Address & { isPlain: boolean }) | undefined {
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
  if (!address.includes("@")) {
    // `Kim Lee (kim@example.com)`
    const beside = comments.find((comment) => /^[^\s<>@]+@[^\s<>@]+$/.test(comment)) ?? "";
    return { name: readableName(decode(joinWords(rest), fallback)), address: decodeAddress(beside, decode), isPlain: false };
  }
  const isPlain = isClosed && rest.length === 1 && rest[0]?.kind === "word" && isWellFormedAddress(address);
  const bare = unwrapped(decodeAddress(address, decode));
  return { name: readableName(nameBeside(bare, decode(name, fallback) || commentName)), address: bare, isPlain };
}

/** Some senders encode name, brackets and address as one word. What comes out is shown and never trusted. */
function encodedMailbox(raw: string, decode: DecodeText, fallback?: string): Address | undefined {
  if (!raw.includes("=?")) return undefined;
  const text = decode(raw, fallback);
  const open = text.lastIndexOf("<");
  const address = open === -1 ? "" : stripControls(text.slice(open + 1).replace(/>\s*$/, "")).trim();
  return /^[^\s<>@]+@[^\s<>@]+$/.test(address) ? { name: readableName(text.slice(0, open)), address } : undefined;
}

/** A name without the address said again: `"Kim <kim@example.com>" <kim@example.com>`. */
function nameBeside(address: string, name: string): string {
  const [lower, said] = [name.trim().toLowerCase(), address.toLowerCase()];
  if (said !== "" && lower.endsWith(`<${said}>`)) return name.trim().slice(0, -said.length - 2);
  return lower === said ? "" : name;
}

/** `<@route:user@host>`, `<mailto:user@host>`, `<user(comment)@host . test>`. */
function addressInAngle(text: string, decode: DecodeText): string {
  // `<kim at example.com>`: words are no address.
  if (!text.includes("@") && /\S\s+\S/.test(text.trim())) return "";
  const inner = decodeAddress(withoutSpaces(stripComments(text)), decode);
  const routed = inner.startsWith("@") ? inner.slice(inner.indexOf(":") + 1) : inner;
  const plain = /^mailto:/i.test(routed)
    ? (routed.slice("mailto:".length).split("?", 1)[0] ?? "")
    : routed.replace(/^smtp:/i, "");
  // `<undisclosed-recipients:;>`
  return /^[^@]*:;?$/.test(plain) ? "" : withoutApostrophes(plain.replace(/^[<]+|[>]+$/g, ""));
}

/** What people and programs put around an address. The brackets of `kim@[192.0.2.1]` are its own. */
function unwrapped(address: string): string {
  const bare = address.replace(/>+$/, "").replace(/^\[+/, "");
  // `undisclosed-recipients:@example.com;`
  if (bare.startsWith("@")) return "";
  return withoutApostrophes(bare.includes("[") ? bare : bare.replace(/[>\]]+$/, ""));
}

function withoutApostrophes(address: string): string {
  return /^'.*'$/.test(address) ? address.slice(1, -1) : address;
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
  return stripControls(decode(raw))
    .replace(/[\t\r\n]+/g, " ")
    .trim();
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
