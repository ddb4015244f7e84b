// Message ids out of Message-ID, In-Reply-To and References, cleaned of what senders wrap around them.
import { limits } from "../limits.ts";
import { decodeWords, readWestern } from "./encoded-word.ts";

/**
 * All ids of the header values, in the order they stand, without brackets, each once. When there are more than
 * `limits.references`, the first (the root of the thread) and the newest are kept.
 */
export function readIds(values: readonly string[]): string[] {
  const ids = new Set<string>();
  for (const value of values) for (const id of idsIn(value)) ids.add(id);
  return capReferences([...ids], limits.references);
}

/** The one id of a Message-ID header. */
export function readId(value: string | undefined): string | undefined {
  return value === undefined ? undefined : idsIn(value)[0];
}

/** Keeps the first id and the newest, so that both old and new clients find their thread. */
export function capReferences(ids: readonly string[], most: number): string[] {
  if (ids.length <= most) return [...ids];
  return [...ids.slice(0, 1), ...ids.slice(ids.length - (most - 1))];
}

// RFC 5322 allows lines of 998 characters; no honest id comes near.
const longestId = 900;

function idsIn(written: string): string[] {
  // RFC 2047 forbids encoded words here; gateways that fold long ids write them all the same.
  const value = written.includes("=?") ? decodeWords(written, readWestern) : written;
  const bracketed = idsInBrackets(value);
  if (bracketed.length > 0) return bracketed;
  // Without brackets: words that look like ids; prose around them ("Your message of Tuesday") is not one.
  const words = value
    .split(/[\s,;]+/)
    .map(clean)
    .filter((word) => word.length > 0 && word.length <= longestId);
  const ids = words.filter((word) => word.includes("@"));
  return ids.length > 0 ? ids : words.length === 1 ? words : [];
}

function idsInBrackets(value: string): string[] {
  const ids: string[] = [];
  for (let open = value.indexOf("<"); open !== -1; ) {
    const close = value.indexOf(">", open);
    if (close === -1) break;
    // "<<id>" and "<broken <id>": the innermost bracket counts.
    const inner = value.slice(value.lastIndexOf("<", close) + 1, close);
    // White space inside is folding gone wrong, save in a quoted left side.
    const id = /^"[^"]*"@[^\s"]+$/.test(inner) ? inner : clean(inner.replace(/\s+/g, ""));
    if (id.length > 0 && id.length <= longestId) ids.push(id);
    open = value.indexOf("<", close);
  }
  return ids;
}

function clean(id: string): string {
  return id.replace(/[\0-\x20\x7f<>]/g, "").replace(/^[<"']+|[>"']+$/g, "");
}
