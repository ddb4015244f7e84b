// HTML made well-formed and shallow before it is sanitised, with what is quoted marked for folding. The sanitiser comes after:
// nothing here is relied on for safety, only for time, structure and the folds.
import { bodyClass } from "./css-selector.ts";
import { headFold, tailFolds, withFolds } from "./html-folds.ts";
import { type Fold, type Frame, markOf } from "./html-quote.ts";
import { allowedAttributes, allowedTags, blockTags } from "./html-allowed.ts";
import { htmlTokens, type Token, voidElements } from "./html-tokens.ts";
import { leadsElsewhere } from "./link-host.ts";
import { ShownLines } from "./shown-lines.ts";

export interface BalanceOptions {
  /** Puts what is quoted into `<details class="quote">`. */
  readonly isFolding: boolean;
}

export interface BalancedHtml {
  readonly html: string;
  /** The style sheets that stood in it, as their sender wrote them. */
  readonly sheets: readonly string[];
  readonly elements: number;
}

/** Linear in the length; never nests deeper than a hundred levels, whatever it is given. */
export function balanceHtml(html: string, { isFolding }: BalanceOptions): BalancedHtml {
  const page = new Balanced(isFolding);
  const sheets: string[] = [];
  let elements = 0;
  for (const token of htmlTokens(html)) {
    if (token.kind === "text") page.text(token.text);
    else if (token.kind === "style") {
      sheets.push(token.media ? `@media ${token.media}{${token.css}}` : token.css);
      page.hasSheet();
    } else if (token.kind === "open") {
      page.open(token, html);
      elements++;
    } else page.close(token.name);
  }
  return { html: page.end(), sheets, elements };
}

/** Set on a link whose words name another host than it leads to. */
export const elsewhereAttribute = "elsewhere";

const deepest = 100;
/** An address as the words of a link stands in few pieces; more are not looked at. */
const mostWordPieces = 30;
const bodyAttributes = ["class", "id", "style", "bgcolor", "background", "text", "dir", "lang"];
const bodyParents: ReadonlySet<string> = new Set(["#root", "div", "td", "th", "blockquote", "center"]);

class Balanced {
  #pieces: string[] = [];
  #stack: Frame[] = [];
  #openCount = new Map<string, number>();
  /** Elements too deep to be opened, whose end tags must be passed over too. */
  #skipped = new Map<string, number>();
  #folds: Fold[] = [];
  #shown = new ShownLines();
  #isFolding: boolean;
  /** What the tags of the document and its head say for all of it. */
  #document = new Map<string, string>();
  /** The element that stands for the mail's own body. A surplus end tag inside does not close it, nor does its own. */
  #body: Frame | undefined;
  #hasBegun = false;
  /** Where the open links lead, by their first piece. */
  #hrefs = new Map<number, string>();

  constructor(isFolding: boolean) {
    this.#isFolding = isFolding;
  }

  text(text: string): void {
    if (text.trim() !== "") this.#begin();
    const isPre = this.#isFolding && this.#openCount.get("pre");
    for (const line of isPre ? text.split(/(?<=\n)/) : [text]) {
      const piece = this.#pieces.push(line.replaceAll("<", "&lt;").replaceAll("\0", "")) - 1;
      if (!this.#isFolding) continue;
      this.#shown.text(line, piece);
      if (isPre && line.endsWith("\n")) this.#shown.breakLine(piece);
    }
  }

  open(token: Token & { kind: "open" }, html: string): void {
    if (token.name === "html") return this.#describe(token.attributes, ["dir", "lang"]);
    if (token.name === "body") return this.#openBody(token.attributes);
    const name = writtenName(token);
    if (name === undefined) return;
    this.#begin();
    for (let closing = impliedEnds(name, this.#stack); closing > 0; closing--) this.#pop();
    if (!voidElements.has(name) && this.#stack.length >= deepest) {
      this.#skipped.set(name, (this.#skipped.get(name) ?? 0) + 1);
      return;
    }
    const piece = this.#pieces.push(`<${name}${attributesOf(token)}>`) - 1;
    const mark = this.#isFolding ? markOf(name, token, html) : undefined;
    if (this.#isFolding) this.#shown.open(name, piece, mark);
    if (voidElements.has(name)) return;
    this.#stack.push({ name, openIndex: piece, mark });
    this.#openCount.set(name, (this.#openCount.get(name) ?? 0) + 1);
    if (name === "a") this.#hrefs.set(piece, token.attributes.get("href") ?? "");
  }

  /** Rules for the body need an element that they are for. */
  hasSheet(): void {
    // In the middle of a text a new block would be a new line.
    if (!this.#body && !this.#hasBegun) this.#document.set("class", bodyClass);
  }

  close(written: string): void {
    const name = blockTags.has(written) ? "div" : written;
    // Browsers make a line break of this stray end tag.
    if (name === "br") this.#shown.breakLine(this.#pieces.push("<br>") - 1);
    const skipped = this.#skipped.get(name) ?? 0;
    if (skipped > 0) this.#skipped.set(name, skipped - 1);
    if (skipped > 0 || !this.#openCount.get(name)) return;
    while (this.#pop() !== name);
  }

  end(): string {
    while (this.#stack.length > 0) this.#pop();
    if (!this.#isFolding) return this.#pieces.join("");
    // What has been folded before is not judged again.
    const isFolded = this.#folds.some(({ isOurs }) => isOurs);
    return withFolds(this.#pieces, isFolded ? this.#folds : this.#foldsByMarkAndText());
  }

  /** The rules for text, on the lines that the reader sees. */
  #foldsByMarkAndText(): Fold[] {
    const { headEnd, tailStart, areQuotesAnswered } = this.#shown.folded();
    const head = headEnd === undefined ? undefined : headFold(this.#pieces, headEnd);
    const marked = areQuotesAnswered ? [] : this.#folds;
    return [...marked, ...(head ? [head] : []), ...(tailStart === undefined ? [] : tailFolds(this.#pieces, tailStart))];
  }

  #pop(): string | undefined {
    const frame = this.#stack.pop();
    if (!frame) return undefined;
    if (frame === this.#body) this.#body = undefined;
    else this.#openCount.set(frame.name, (this.#openCount.get(frame.name) ?? 1) - 1);
    const piece = this.#pieces.push(`</${frame.name}>`) - 1;
    if (frame.name === "a") this.#warnOfLink(frame.openIndex, piece);
    if (this.#isFolding) this.#shown.close(frame.name, piece, frame.mark);
    if (frame.mark === "element" || frame.mark === "ours")
      this.#folds.push({ from: frame.openIndex, to: piece + 1, isOurs: frame.mark === "ours" });
    return frame.name;
  }

  #describe(attributes: ReadonlyMap<string, string>, names: readonly string[]): void {
    for (const name of names) {
      const value = attributes.get(name);
      if (value && !this.#body) this.#document.set(name, value);
    }
  }

  #begin(): void {
    if (this.#document.size > 0) this.#openBody(new Map());
    this.#hasBegun = true;
  }

  /** Browsers have one body: a second one, of a mail inside a mail, is no element. */
  #openBody(attributes: ReadonlyMap<string, string>): void {
    const classes = [bodyClass, attributes.get("class")].filter(Boolean).join(" ");
    this.#describe(attributes, [...bodyAttributes]);
    const isPlain = this.#document.size === 0;
    const isPossible = bodyParents.has(this.#stack.at(-1)?.name ?? "#root") && this.#stack.length < deepest;
    const own = new Map([...this.#document, ["class", classes]]);
    this.#document.clear();
    if (isPlain || this.#body || !isPossible) return;
    const piece = this.#pieces.push(`<div${attributesOf({ kind: "open", name: "div", attributes: own, end: 0 })}>`) - 1;
    if (this.#isFolding) this.#shown.open("div", piece, undefined);
    this.#body = { name: "div", openIndex: piece, mark: undefined };
    this.#stack.push(this.#body);
  }

  /** The sanitiser makes a sign of it. A sender cannot write this attribute: it is not among the allowed ones. */
  #warnOfLink(openIndex: number, closeIndex: number): void {
    const href = this.#hrefs.get(openIndex) ?? "";
    this.#hrefs.delete(openIndex);
    if (closeIndex - openIndex > mostWordPieces || !leadsElsewhere(this.#pieces.slice(openIndex + 1, closeIndex).join(""), href))
      return;
    this.#pieces[openIndex] = `${this.#pieces[openIndex]?.slice(0, -1)} ${elsewhereAttribute}="">`;
  }
}

/** The element as we write it: old and new block elements are a div, what is not allowed is left out and its content stays. */
function writtenName({ name, attributes }: Token & { kind: "open" }): string | undefined {
  if (blockTags.has(name)) return "div";
  if (name === "details") return attributes.get("class") === "quote" ? name : undefined;
  return allowedTags.has(name) ? name : undefined;
}

function attributesOf({ attributes }: Token & { kind: "open" }): string {
  let written = "";
  for (const [name, value] of attributes) {
    if (!allowedAttributes.has(name)) continue;
    written += ` ${name}="${value.replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}"`;
  }
  return written;
}

const endsParagraph = new Set([
  "p",
  "div",
  "ul",
  "ol",
  "dl",
  "table",
  "blockquote",
  "pre",
  "hr",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "center",
]);
const endsBefore: Readonly<Record<string, { closes: readonly string[]; within: readonly string[] }>> = {
  li: { closes: ["li"], within: ["ul", "ol"] },
  dt: { closes: ["dt", "dd"], within: ["dl"] },
  dd: { closes: ["dt", "dd"], within: ["dl"] },
  td: { closes: ["td", "th"], within: ["tr", "table"] },
  th: { closes: ["td", "th"], within: ["tr", "table"] },
  tr: { closes: ["tr", "td", "th"], within: ["tbody", "thead", "tfoot", "table"] },
  tbody: { closes: ["tbody", "thead", "tfoot"], within: ["table"] },
  thead: { closes: ["tbody", "thead", "tfoot"], within: ["table"] },
  tfoot: { closes: ["tbody", "thead", "tfoot"], within: ["table"] },
};
const paragraphBarriers = ["td", "th", "table", "blockquote", "div", "li", "center", "details", "dd"];

/** How many open elements end because this one begins (HTML standard, "optional tags"). */
function impliedEnds(name: string, stack: readonly Frame[]): number {
  const rule = endsParagraph.has(name) ? { closes: ["p"], within: paragraphBarriers } : endsBefore[name];
  if (!rule) return 0;
  let closing = 0;
  for (let i = stack.length - 1; i >= 0; i--) {
    const open = stack[i]?.name ?? "";
    if (rule.within.includes(open)) break;
    if (rule.closes.includes(open)) closing = stack.length - i;
  }
  return closing;
}
