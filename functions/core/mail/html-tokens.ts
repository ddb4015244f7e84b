// HTML cut into tags and text in one pass, whatever is wrong with it. Not a sanitiser: what comes out is still the sender's.

export type Token =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "open"; readonly name: string; readonly attributes: ReadonlyMap<string, string>; readonly end: number }
  | { readonly kind: "close"; readonly name: string }
  /** The text of a `<style>`, with the media that its tag names. */
  | { readonly kind: "style"; readonly css: string; readonly media: string };

/**
 * Text and attribute values come as written, entities and all. Comments, declarations and elements whose content is not
 * text (script, style, title …) are left out whole. Every character is looked at a bounded number of times.
 */
export function* htmlTokens(html: string): Generator<Token> {
  const lower = asciiLower(html);
  const unclosed = new Set<string>();
  const quotes = { '"': html.lastIndexOf('"'), "'": html.lastIndexOf("'") };
  let textFrom = 0;
  let at = html.indexOf("<");
  const textUpTo = (end: number): Token[] => (end > textFrom ? [{ kind: "text", text: html.slice(textFrom, end) }] : []);
  while (at !== -1) {
    const next = html[at + 1] ?? "";
    if (next === "!" || next === "?") {
      yield* textUpTo(at);
      textFrom = endOfMarkup(html, at);
    } else if (isLetter(next) || (next === "/" && isLetter(html[at + 2] ?? ""))) {
      yield* textUpTo(at);
      const tag = readTag(html, lower, at, quotes);
      textFrom = tag.end;
      if (!tag.isClose && isContentless(tag.name, lower, unclosed, tag.end)) {
        const content = endOfContent(lower, tag.name, tag.end);
        textFrom = content.next;
        if (tag.name === "style") yield { kind: "style", css: html.slice(tag.end, content.end), media: mediaOf(tag) };
      } else if (tag.isClose) yield { kind: "close", name: tag.name };
      else yield { kind: "open", name: tag.name, attributes: tag.attributes, end: tag.end };
    } else {
      at = html.indexOf("<", at + 1);
      continue;
    }
    at = html.indexOf("<", textFrom);
  }
  yield* textUpTo(html.length);
}

/** Elements that never have content, and therefore no end tag. */
export const voidElements: ReadonlySet<string> = new Set([
  "area",
  "base",
  "br",
  "col",
  "embed",
  "frame",
  "hr",
  "img",
  "input",
  "link",
  "meta",
  "param",
  "source",
  "track",
  "wbr",
]);

// What stands in these is not for reading, or would be read as something else by somebody.
const contentless: ReadonlySet<string> = new Set(
  "script style title textarea iframe noembed noframes noscript xmp plaintext template svg math select xml".split(" "),
);
/** Those that do not swallow the rest of a mail when nobody closes them. */
const harmlessUnclosed: ReadonlySet<string> = new Set("noscript template svg math select xml".split(" "));

const mostAttributes = 60;

function asciiLower(html: string): string {
  // String.toLowerCase can change a string's length, and offsets would no longer fit.
  return html.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}

function isLetter(char: string): boolean {
  return (char >= "a" && char <= "z") || (char >= "A" && char <= "Z");
}

/** Where a comment, declaration or conditional comment ends; Outlook's `<![if …]>` hides nothing but itself. */
function endOfMarkup(html: string, at: number): number {
  if (html.startsWith("<!--", at)) {
    if (html.startsWith(">", at + 4)) return at + 5;
    const end = html.indexOf("-->", at + 4);
    return end === -1 ? html.length : end + 3;
  }
  const end = html.indexOf(">", at);
  return end === -1 ? html.length : end + 1;
}

/** `unclosed` remembers what was looked for in vain, so that it is looked for once. */
function isContentless(name: string, lower: string, unclosed: Set<string>, from: number): boolean {
  if (!contentless.has(name)) return false;
  if (!harmlessUnclosed.has(name)) return true;
  if (!unclosed.has(name) && !lower.includes(`</${name}`, from)) unclosed.add(name);
  return !unclosed.has(name);
}

function endOfContent(lower: string, name: string, from: number): { end: number; next: number } {
  const close = name === "plaintext" ? -1 : lower.indexOf(`</${name}`, from);
  if (close === -1) return { end: lower.length, next: lower.length };
  const end = lower.indexOf(">", close);
  return { end: close, next: end === -1 ? lower.length : end + 1 };
}

function mediaOf({ attributes }: Tag): string {
  // Another type than CSS is a style sheet for another program.
  if (!/^(?:text\/css)?$/i.test(attributes.get("type")?.trim() ?? "")) return "not all";
  return (attributes.get("media") ?? "").slice(0, 300);
}

interface Tag {
  readonly name: string;
  readonly isClose: boolean;
  readonly attributes: Map<string, string>;
  readonly end: number;
}

function readTag(html: string, lower: string, start: number, quotes: Readonly<Record<string, number>>): Tag {
  const isClose = html[start + 1] === "/";
  let at = start + (isClose ? 2 : 1);
  const nameEnd = indexWhere(html, at, isNameEnd);
  const name = lower.slice(at, nameEnd);
  const attributes = new Map<string, string>();
  at = nameEnd;
  while (at < html.length && html[at] !== ">") {
    at = indexWhere(html, at, (char) => !isSpace(char) && char !== "/");
    if (at >= html.length || html[at] === ">") break;
    const keyEnd = Math.max(
      indexWhere(html, at + 1, (char) => isNameEnd(char) || char === "="),
      at + 1,
    );
    const key = lower.slice(at, keyEnd);
    at = indexWhere(html, keyEnd, (char) => !isSpace(char));
    let value = "";
    if (html[at] === "=") {
      at = indexWhere(html, at + 1, (char) => !isSpace(char));
      const quote = html[at] ?? "";
      // A quote that is never closed is a character like another; searching for its end each time would be quadratic.
      if ((quote === '"' || quote === "'") && at < (quotes[quote] ?? -1)) {
        const end = html.indexOf(quote, at + 1);
        value = html.slice(at + 1, end);
        at = end + 1;
      } else {
        const end = indexWhere(html, at, (char) => isSpace(char) || char === ">");
        value = html.slice(at, end);
        at = end;
      }
    }
    if (attributes.size < mostAttributes && !attributes.has(key)) attributes.set(key, value);
  }
  return { name, isClose, attributes, end: Math.min(at + 1, html.length) };
}

function isSpace(char: string): boolean {
  return char === " " || char === "\n" || char === "\t" || char === "\r" || char === "\f";
}

function isNameEnd(char: string): boolean {
  return isSpace(char) || char === ">" || char === "/";
}

function indexWhere(html: string, from: number, isFound: (char: string) => boolean): number {
  let at = from;
  while (at < html.length && !isFound(html[at] ?? "")) at++;
  return at;
}
