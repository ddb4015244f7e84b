// HTML as text a person can read: paragraphs, lists and line breaks kept, hidden text left out. Linear.
import { decodeEntities } from "./entities.ts";
import { htmlTokens, type Token, voidElements } from "./html-tokens.ts";

export interface TextOptions {
  /** `shown`: the address of a link stands behind its words, as in `our page <https://…>`. */
  readonly links?: "shown" | "left-out";
  /** `left-out`: without what `balanceHtml` has folded. */
  readonly quotes?: "shown" | "left-out";
  /** `shown`: also what the HTML hides, as the line that a list shows beside the subject. */
  readonly hidden?: "shown" | "left-out";
}

export function htmlToText(html: string, { links = "shown", quotes = "shown", hidden = "left-out" }: TextOptions = {}): string {
  if (hidden === "shown") return textOf(html, links, () => false);
  const visible = textOf(html, links, (token) => hides(token) || (quotes === "left-out" && isFold(token)));
  // A mail whose every word is hidden is still better read than empty.
  return visible === "" ? textOf(html, links, () => false) : visible;
}

function textOf(html: string, links: "shown" | "left-out", isLeftOut: (token: Token & { kind: "open" }) => boolean): string {
  const page = new Page();
  const open: Open[] = [];
  let hiddenDepth = 0;
  for (const token of htmlTokens(html)) {
    if (token.kind === "text") {
      if (hiddenDepth === 0) page.write(decodeEntities(token.text), open.some(isPre));
    } else if (token.kind === "open") {
      const isHidden = isLeftOut(token);
      if (voidElements.has(token.name)) {
        if (hiddenDepth === 0 && !isHidden) writeVoid(page, token);
        continue;
      }
      if (open.length >= deepest) continue;
      open.push({
        name: token.name,
        isHidden,
        isPre: token.name === "pre" || keepsBreaks(token),
        ...(token.name === "ol" && { count: startOf(token) }),
        ...(token.name === "a" && links === "shown" && { href: hrefOf(token), from: page.mark() }),
      });
      if (isHidden) hiddenDepth++;
      if (hiddenDepth === 0) begin(page, token, open);
    } else if (token.kind === "close") {
      const index = open.findLastIndex(({ name }) => name === token.name);
      if (index === -1) continue;
      for (const closed of open.splice(index).reverse()) {
        if (hiddenDepth === 0) finish(page, closed, open);
        if (closed.isHidden) hiddenDepth--;
      }
    }
  }
  return page.text();
}

interface Open {
  readonly name: string;
  readonly isHidden: boolean;
  readonly isPre: boolean;
  readonly href?: string;
  readonly from?: number;
  /** Of a numbered list: the number its last item got. */
  count?: number;
}

// Deeper tags add nothing to a text, and closing one looks through the open ones.
const deepest = 200;

/** Elements with a blank line around them … */
export const paragraphElements: ReadonlySet<string> = new Set([
  "p",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "blockquote",
  "pre",
  "ul",
  "ol",
  "dl",
  "table",
]);
/** … and those with a line of their own. */
export const lineElements: ReadonlySet<string> = new Set([
  "div",
  "li",
  "tr",
  "dt",
  "dd",
  "section",
  "article",
  "header",
  "footer",
  "center",
  "address",
  "caption",
  "figure",
  "form",
  "body",
  "main",
  "nav",
  "aside",
  "fieldset",
  "details",
  "summary",
]);

function begin(page: Page, { name }: Token & { kind: "open" }, open: Open[]): void {
  if (paragraphElements.has(name)) page.breakLine(open.some(isListItem) ? 1 : 2);
  else if (lineElements.has(name)) page.breakLine(1);
  else if (name === "td" || name === "th") page.gap();
  if (name === "blockquote") page.quoteDepth++;
  if (name === "li") page.write(bullet(open), true);
}

function bullet(open: Open[]): string {
  const lists = open.filter(({ name }) => name === "ul" || name === "ol").slice(-deepestList);
  const indent = "  ".repeat(Math.max(lists.length - 1, 0));
  const list = lists.at(-1);
  if (list?.name !== "ol") return `${indent}- `;
  list.count = (list.count ?? 0) + 1;
  return `${indent}${list.count}. `;
}

const deepestList = 8;

/** What stands before the first number. */
function startOf({ attributes }: Token & { kind: "open" }): number {
  const start = attributes.get("start")?.trim() ?? "";
  return /^-?\d{1,6}$/.test(start) ? Number(start) - 1 : 0;
}

function keepsBreaks({ attributes }: Token & { kind: "open" }): boolean {
  const style = attributes.get("style");
  return style !== undefined && /white-space\s*:\s*(?:pre|break-spaces)/i.test(style.slice(0, 2000));
}

function finish(page: Page, { name, href, from }: Open, around: readonly Open[]): void {
  if (href && from !== undefined) page.writeLink(href, from);
  if (name === "blockquote") page.endQuote();
  if (paragraphElements.has(name)) page.breakLine(around.some(isListItem) ? 1 : 2);
  else if (lineElements.has(name)) page.breakLine(1);
}

function writeVoid(page: Page, { name, attributes }: Token & { kind: "open" }): void {
  if (name === "br") page.newLine();
  else if (name === "hr") page.breakLine(1);
  else if (name === "img") {
    const alt = decodeEntities(attributes.get("alt") ?? "").trim();
    if (alt) page.write(`[${alt}]`, false);
  }
}

function hides({ attributes }: Token & { kind: "open" }): boolean {
  const style = attributes.get("style");
  return attributes.has("hidden") || (style !== undefined && /display\s*:\s*none|mso-hide\s*:\s*all/i.test(style.slice(0, 2000)));
}

function isFold({ name, attributes }: Token & { kind: "open" }): boolean {
  return name === "details" && attributes.get("class") === "quote";
}

function hrefOf({ attributes }: Token & { kind: "open" }): string {
  const href = decodeEntities(attributes.get("href") ?? "").trim();
  return /^https?:\/\/\S+$/i.test(href) ? href : "";
}

function isPre(open: Open): boolean {
  return open.isPre;
}

function isListItem({ name }: Open): boolean {
  return name === "li";
}

const deepestQuote = 8;

/** Collects lines; white space is folded as a browser folds it. */
class Page {
  quoteDepth = 0;
  #done: string[] = [];
  #linePieces: string[] = [];
  #written = 0;
  #blankLines: 0 | 1 = 0;
  #blankDepth = 0;
  #endsInSpace = true;

  write(text: string, isPre: boolean): void {
    if (isPre) {
      const [first = "", ...rest] = text.replace(/\r\n?/g, "\n").split("\n");
      this.#append(first);
      for (const line of rest) {
        this.newLine();
        this.#append(line);
      }
      return;
    }
    const folded = text
      .replace(/[ \t\r\n\f]+/g, " ")
      .replaceAll("\u00a0", " ")
      .replace(/[\u00ad\u034f\u200b-\u200d\u2060\ufeff]/g, "");
    this.#append(this.#endsInSpace && folded.startsWith(" ") ? folded.slice(1) : folded);
  }

  /** Where we are, for a link that wants to know what was written since. */
  mark(): number {
    return this.#written;
  }

  writeLink(href: string, from: number): void {
    const written = this.#linePieces.slice(-8).join("");
    if (this.#written === from || written.includes(href.replace(/^https?:\/\//i, "").replace(/\/$/, ""))) return;
    this.#append(`${this.#endsInSpace ? "" : " "}<${href}>`);
  }

  gap(): void {
    if (!this.#endsInSpace) this.#append(" ");
  }

  newLine(): void {
    this.#finishLine();
  }

  /** Ends the line if it has begun, and sees to blank lines: 2 means one blank line between. */
  breakLine(breaks: 1 | 2): void {
    if (this.#linePieces.length > 0) this.#finishLine();
    if (breaks === 1 || this.#done.length === 0) return;
    // The blank line belongs to the shallower of the two that it parts.
    this.#blankDepth = this.#blankLines === 0 ? this.quoteDepth : Math.min(this.#blankDepth, this.quoteDepth);
    this.#blankLines = 1;
  }

  endQuote(): void {
    this.breakLine(1);
    this.quoteDepth--;
  }

  text(): string {
    this.#finishLine();
    return this.#done
      .join("\n")
      .replace(/\n{4,}/g, "\n\n\n")
      .trim();
  }

  #append(text: string): void {
    if (text === "") return;
    if (this.#blankLines > 0) this.#done.push(">".repeat(Math.min(this.#blankDepth, deepestQuote)));
    this.#blankLines = 0;
    this.#linePieces.push(text);
    this.#written += text.trim() === "" ? 0 : text.length;
    this.#endsInSpace = text.endsWith(" ");
  }

  #finishLine(): void {
    const prefix = this.quoteDepth > 0 ? `${">".repeat(Math.min(this.quoteDepth, deepestQuote))} ` : "";
    this.#done.push((prefix + this.#linePieces.join("")).trimEnd());
    this.#linePieces = [];
    this.#endsInSpace = true;
  }
}
