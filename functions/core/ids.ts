// Ids are prefixed ULIDs: `con_01J…`. The time part is the instant of the thing, so ids of one kind sort by time.
import { createHash } from "node:crypto";
import type { Instant } from "./time.ts";

/** Every kind of id and its prefix. */
export const idPrefixes = {
  conversation: "con",
  message: "msg",
  note: "not",
  change: "chg",
  inbox: "inb",
  member: "mem",
  team: "tea",
  upload: "upl",
} as const;

export type IdKind = keyof typeof idPrefixes;

const ulidPattern = "[0-9A-HJKMNP-TV-Z]{26}";

/** True when `value` is a well-formed id of that kind. Ids from outside pass here before they reach a key. */
export function isId(kind: IdKind, value: string): boolean {
  return new RegExp(`^${idPrefixes[kind]}_${ulidPattern}$`).test(value);
}

/** The ULID without its prefix: the sortable part that timeline keys are made of. */
export function ulidOf(id: string): string {
  return id.slice(id.indexOf("_") + 1);
}

/** The instant in an id, ms since 1970: its first ten characters, five bits each. */
export function timeMsOf(id: string): number {
  return [...ulidOf(id).slice(0, 10)].reduce((ms, char) => ms * 32 + alphabet.indexOf(char), 0);
}

const dayMs = 24 * 3600 * 1000;
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The id of what a received mail makes: the same whenever the mail is filed again, so that links and signed reply addresses
 * stay true when the table was lost. Its time is the day's, for the two places where SES tells the time differ by seconds.
 * @param seed what tells this thing from all others
 */
export function idFrom(kind: IdKind, at: Instant, seed: string): string {
  const day = BigInt(Math.floor(Date.parse(at) / dayMs) * dayMs);
  const random = createHash("sha256").update(seed).digest("hex").slice(0, 20);
  return `${idPrefixes[kind]}_${crockford((day << 80n) + BigInt(`0x${random}`))}`;
}

/** 130 bits as 26 characters. */
function crockford(value: bigint): string {
  const digits = Array.from({ length: 26 }, (_, index) => Number((value >> BigInt(5 * (25 - index))) & 31n));
  return digits.map((digit) => alphabet.charAt(digit)).join("");
}
