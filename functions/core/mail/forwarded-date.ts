// When a forwarded mail was sent, as the program that forwarded it wrote that down: in its user's language, mostly without a zone.
import type { Instant } from "../time.ts";
import { readDate } from "./date.ts";

/**
 * Undefined when it cannot be read, or would be after the mail that sends it on.
 * @param zone of the Date header around it, as `+0100`: a program that names none means its user's, and most write their mail there
 */
export function forwardedDate(written: string, zone: string, forwardedAt: Instant | undefined): Instant | undefined {
  const plain = written
    .slice(0, 200)
    .replace(/\([^()]*\)/g, " ")
    .replace(/(\d{4})\s?[年.]\s?(\d{1,2})\s?[月.]\s?(\d{1,2})(?:日|\.)?/u, "$1-$2-$3 ")
    // "Freitag, 20. November 2026"
    .replace(/(?<=\d)\.(?=\s|$)/g, "")
    .trim();
  // The reader of headers takes bytes, one character each.
  const date = readDate(Buffer.from(isZoned.test(plain) ? plain : `${plain} ${zone}`, "utf8").toString("latin1"));
  return date !== undefined && (forwardedAt === undefined || date <= forwardedAt) ? date : undefined;
}

const isZoned = /\b(?:UTC?|GMT|[A-Z]{1,4}T|MSK|Z)\b|(?:\s|GMT|UTC)[+-]\d{1,2}:?\d{2}\b|:\d{2}(?:Z|[+-]\d{2}:?\d{2})\b/;
