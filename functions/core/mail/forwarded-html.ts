// The HTML of a forwarded mail without what stands above it: its forwarder's words, and the header that was copied there.
import { normaliseAddress } from "./address.ts";
import { decodeEntities } from "./entities.ts";
import { findForwarded, type ForwardedHeader } from "./forwarded-header.ts";
import { lineElements, paragraphElements } from "./html-text.ts";
import { htmlTokens, type Token, voidElements } from "./html-tokens.ts";
import { judgedLine } from "./quote.ts";

/**
 * Undefined when the place where the mail begins is not found, or names another writer than the text does. Linear.
 * @param start of the lines, the first that is not the request itself
 */
export function forwardedHtml(html: string, writer: string, start: (lines: readonly string[]) => number): string | undefined {
  const tokens = [...htmlTokens(html)];
  const lines = linesOf(tokens);
  const words = lines.map((line) => line.words);
  const found: ForwardedHeader | undefined = findForwarded(words, start(words));
  const last = found && lines[found.bodyAt - 1];
  if (!last || !found.writer || normaliseAddress(found.writer.address) !== normaliseAddress(writer)) return undefined;
  return after(tokens, last.token);
}

interface Line {
  readonly words: string;
  /** The last token that is part of it. */
  readonly token: number;
}

/** What a reader sees as lines, those in a quotation with a mark. */
function linesOf(tokens: readonly Token[]): Line[] {
  const lines: Line[] = [];
  let words = "";
  let last = 0;
  let depth = 0;
  const push = (line: string, token: number) => {
    if (line !== "" || !/^(?:> )?$/.test(lines.at(-1)?.words ?? "")) lines.push({ words: depth > 0 ? `> ${line}` : line, token });
  };
  const finish = () => {
    if (words.trim() !== "") push(words.trim(), last);
    words = "";
  };
  for (const [index, token] of tokens.entries()) {
    if (token.kind === "text") {
      const more = judgedLine(decodeEntities(token.text)).replace(/\s+/g, " ");
      if (words.length < longestLine) words += more;
      if (more.trim() !== "") last = index;
    } else if (token.kind !== "style") {
      const { name } = token;
      if (name === "td" || name === "th") words += " ";
      else if (name === "br" && words.trim() === "") push("", index);
      else if (name === "br") finish();
      else if (name === "hr" || paragraphElements.has(name) || lineElements.has(name)) {
        finish();
        if (paragraphElements.has(name)) push("", index);
        if (name === "hr" && token.kind === "open") push(rule, index);
        if (name === "blockquote") depth = Math.max(depth + (token.kind === "open" ? 1 : -1), 0);
      }
    }
  }
  finish();
  return lines;
}

const longestLine = 5000;
const rule = "________";

/**
 * What comes after a token, inside the elements that are open there. A mail that began in a quotation is in quotations to its end:
 * what stands outside of them its forwarder wrote.
 */
function after(tokens: readonly Token[], cut: number): string {
  const open: (Token & { kind: "open" })[] = [];
  const sheets: string[] = [];
  for (const token of tokens.slice(0, cut + 1)) {
    if (token.kind === "style") sheets.push(written(token));
    else if (token.kind === "open" && !voidElements.has(token.name) && open.length < deepest) open.push(token);
    else if (token.kind === "close") {
      const index = open.findLastIndex(({ name }) => name === token.name);
      if (index !== -1) open.splice(index);
    }
  }
  const rest: string[] = [];
  let depth = open.filter(({ name }) => name === "blockquote").length;
  const isQuoted = depth > 0;
  for (const token of tokens.slice(cut + 1)) {
    const isOutside = isQuoted && depth === 0;
    if (token.kind !== "text" && token.kind !== "style" && token.name === "blockquote")
      depth = Math.max(depth + (token.kind === "open" ? 1 : -1), 0);
    if (!isOutside || depth > 0) rest.push(written(token));
  }
  return [...sheets, ...open.map(written), ...rest].join("");
}

// Deeper elements change nothing that a reader sees, and closing one looks through the open ones.
const deepest = 200;

function written(token: Token): string {
  switch (token.kind) {
    case "text":
      return token.text;
    case "style":
      return `<style media="${token.media.replaceAll('"', "")}">${token.css}</style>`;
    case "close":
      return `</${token.name}>`;
    case "open":
      return `<${token.name}${[...token.attributes].map(([name, value]) => ` ${name}="${value.replaceAll('"', "&quot;")}"`).join("")}>`;
  }
}
