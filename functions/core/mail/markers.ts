// Our own signed reply addresses in what a mail says and quotes: what is left of a thread when ids and addresses are gone.
import { limits } from "../limits.ts";
import type { ParsedMail } from "./mail.ts";

/**
 * Local parts as `replyLocalPart` makes them, each once, in the order in which they stand; whether they are true is for whoever has
 * the keys. Mail programs that write classes and ids anew put something before them, so nothing is asked of what stands around.
 */
export function markersIn({ text, html = "" }: Pick<ParsedMail, "text" | "html">): string[] {
  const found = new Set<string>();
  for (const source of [text, html]) {
    for (const [marker] of source.matchAll(pattern)) {
      found.add(marker.toLowerCase());
      if (found.size === limits.markers) return [...found];
    }
  }
  return [...found];
}

/** Of a fixed length, so that no text takes longer than its length. */
const pattern = /r\.[0-9a-hjkmnp-tv-z]{26}\.[0-9a-hjkmnp-tv-z]{26}/gi;
