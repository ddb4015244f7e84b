// The Subject header of a mail that came in.
import { cleanLine } from "./clean.ts";
import { decodeHeaderText } from "./header-text.ts";

/** The subject as a person reads it: decoded, on one line. */
export function readSubject(raw: string, fallbackCharset?: string): string {
  return cleanLine(decodeHeaderText(raw, fallbackCharset)).slice(0, longestSubject);
}

const longestSubject = 2000;
