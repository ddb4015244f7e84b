// HTML made well-formed and shallow before it is sanitised, with what is quoted marked for folding. The sanitiser comes after:
// nothing here is relied on for safety, only for time, structure and the folds.
import { headFold, tailFolds, withFolds } from "./html-folds.ts";
import { type Fold, type Frame, markOf } from "./html-quote.ts";
import { allowedAttributes, allowedTags, blockTags } from "./html-allowed.ts";
import { htmlTokens, type Token, voidElements } from "./html-tokens.ts";
import { ShownLines } from "./shown-lines.ts";

export interface BalanceOptions {
  /** Puts what is quoted into `<details class="quote">`. */
  readonly isFolding: boolean;
}

/** Linear in the length; never nests deeper than a hundred levels, whatever it is given. */
export function balanceHtml(html: string, { isFolding }: BalanceOptions): string {
  const page = new Balanced(isFolding);
  for (const token of htmlTokens(html)) {
    if (token.kind === "text") page.text(token.text);
    else if (token.kind === "open") page.open(token, html);
    else page.close(token.name);
  }
  return page.end();
}

const deepest = 100;

class Balanced {
  #pieces: string[] = [];
  #stack: Frame[] = [];
  #openCount = new Map<string, number>();
  /** Elements too deep to be opened, whose end tags must be passed over too. */
  #skipped = new Map<string, number>();
  #folds: Fold[] = [];
  #shown = new ShownLines();
  #isFolding: boolean;

  constructor(isFolding: boolean) {
    this.#isFolding = isFolding;
  }

  text(text: string): void {
    const isPre = this.#isFolding && this.#openCount.get("pre");
    for (const line of isPre ? text.split(/(?<=\n)/) : [text]) {
      const piece = this.#pieces.push(line.replaceAll("<", "&lt;").replaceAll("\0", "")) - 1;
      if (!this.#isFolding) continue;
      this.#shown.text(line, piece);
      if (isPre && line.endsWith("\n")) this.#shown.breakLine(piece);
    }
  }

  open(token: Token & { kind: "open" }, html: string): void {
    const name = writtenName(token);
    if (name === undefined) return;
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
  }

  close(written: string): void {
    const name = blockTags.has(written) ? "div" : written;
    // Browsers make a line break of this stray end tag.
    if (name === "br") this.#pieces.push("<br>");
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
    return withFolds(this.#pieces, isFolded ? this.#folds : [...this.#folds, ...this.#foldsByText()]);
  }

  /** The rules for text, on the lines that the reader sees. */
  #foldsByText(): Fold[] {
    const { headEnd, tailStart } = this.#shown.folded();
    const head = headEnd === undefined ? undefined : headFold(this.#pieces, headEnd);
    return [...(head ? [head] : []), ...(tailStart === undefined ? [] : tailFolds(this.#pieces, tailStart))];
  }

  #pop(): string | undefined {
    const frame = this.#stack.pop();
    if (!frame) return undefined;
    this.#openCount.set(frame.name, (this.#openCount.get(frame.name) ?? 1) - 1);
    const piece = this.#pieces.push(`</${frame.name}>`) - 1;
    if (this.#isFolding) this.#shown.close(frame.name, piece, frame.mark);
    if (frame.mark === "element" || frame.mark === "ours")
      this.#folds.push({ from: frame.openIndex, to: piece + 1, isOurs: frame.mark === "ours" });
    return frame.name;
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
