// The Subject header of a mail that came in.
import type { DecodeText } from "./address-list.ts";
import { cleanLine } from "./clean.ts";

/** The subject as a person reads it: decoded, on one line. */
export function readSubject(raw: string, decode: DecodeText, fallbackCharset?: string): string {
  return cleanLine(decode(raw, fallbackCharset)).slice(0, longestSubject);
}

const longestSubject = 2000;
