// Finds the addresses in a text. It gives pieces, never markup: whoever shows them builds text nodes and links.

export interface TextPiece {
  readonly text: string;
  /** Only ever http(s): or mailto:. */
  readonly href?: string;
}

// Bounded repetitions keep it linear on a megabyte of hostile text. Direction marks end an address, so that none can
// be shown in another order than it is.
const pattern =
  /\b(?:https?:\/\/|www\.)[^\s<>"'`\u200e\u200f\u202a-\u202e\u2066-\u2069]{1,2000}|\b[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}\b/giu;

/** The pieces of `text` in order; their texts joined are `text`. */
export function linkify(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const shown = withoutTrailing(match[0]);
    const href = hrefOf(shown);
    if (!href) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: shown, href });
    from = match.index + shown.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** A sentence's full stop is not the address's; a closing bracket is only when it was opened inside. */
function withoutTrailing(address: string): string {
  let end = address.length;
  while (end > 0) {
    const last = address[end - 1] ?? "";
    if (/[.,;:!?*_\]}»”’]/.test(last)) end -= 1;
    else if (last === ")" && count(address, "(", end) < count(address, ")", end)) end -= 1;
    else break;
  }
  return address.slice(0, end);
}

function hrefOf(shown: string): string | undefined {
  if (/^[^/]+@/.test(shown) && !/^(https?:|www\.)/i.test(shown)) return `mailto:${shown}`;
  const address = /^www\./i.test(shown) ? `https://${shown}` : shown;
  return URL.canParse(address) ? address : undefined;
}

function count(text: string, sign: string, end: number): number {
  let found = 0;
  for (let at = 0; at < end; at += 1) if (text[at] === sign) found += 1;
  return found;
}
