// The lines that a reader of an HTML mail sees, each with the piece of HTML where it begins, so that the rules for text say
// where its quote and its signature start.
import { saysAnswersBelow } from "./answers-below.ts";
import { attributionAt } from "./attribution.ts";
import { decodeEntities } from "./entities.ts";
import { lineElements, paragraphElements } from "./html-text.ts";
import type { Mark } from "./html-quote.ts";
import { foldLines, judgedLine } from "./quote.ts";
import { headerBlockLines } from "./quoted-header.ts";
import { isFooterLine, isLongQuestion, isPostscript } from "./signature-marks.ts";

export interface FoldedPieces {
  /** The piece after a quote on top of the answer. */
  readonly headEnd?: number;
  /** The piece from which on nothing is the writer's own. */
  readonly tailStart?: number;
  /** The writer says that answers stand inside the quotes. */
  readonly areQuotesAnswered?: boolean;
}

interface Line {
  readonly words: string;
  /** The piece where it begins. */
  readonly piece: number;
  /** Inside an element that a mail program marked as quoted. */
  readonly isMarked: boolean;
}

export class ShownLines {
  #lines: Line[] = [];
  #words = "";
  #piece = 0;
  #quoteDepth = 0;
  #markedDepth = 0;
  #signature: { from: number; to: number; piece: number } | undefined;

  text(html: string, piece: number): void {
    const words = judgedLine(decodeEntities(html)).replace(/\s+/g, " ");
    if (this.#words === "" && words.trim() === "") return;
    if (this.#words === "") this.#piece = piece;
    if (this.#words.length < longestLine) this.#words += this.#words === "" ? words.trimStart() : words;
  }

  open(name: string, piece: number, mark: Mark | undefined): void {
    if (name === "br") return this.breakLine(piece);
    if (mark === "rest") this.#addLine(restLine, piece);
    else if (name === "hr") this.#addLine(ruleLine, piece);
    this.#boundary(name, piece);
    if (name === "blockquote") this.#quoteDepth++;
    if (mark === "element" || mark === "ours") this.#markedDepth++;
    if (mark === "signature" && !this.#isQuoted) this.#beginSignature(piece);
  }

  close(name: string, piece: number, mark: Mark | undefined): void {
    this.#boundary(name, piece);
    if (name === "blockquote") this.#quoteDepth--;
    if (mark === "element" || mark === "ours") this.#markedDepth--;
    if (mark === "signature" && this.#signature && !this.#isQuoted) this.#endSignature(this.#signature);
  }

  /** `<br>`: a second one leaves a blank line. */
  breakLine(piece: number): void {
    if (this.#words.trim() === "") this.#push("", piece);
    else this.#endLine();
  }

  folded(): FoldedPieces {
    this.#endLine();
    const lines = this.#lines.map(({ words }) => words);
    const firstMarked = lines.findIndex((line) => line.startsWith(">"));
    const areQuotesAnswered = firstMarked > 0 && saysAnswersBelow(lines, firstMarked);
    const { leading, signature, quote } = foldLines(lines, (line) => this.#lines[line]?.isMarked || namesItsWriter(lines, line));
    // Where the writer's words share the line, the fold begins below it.
    const end = quote.column > 0 ? quote.line + 1 : quote.line;
    const tailStart = this.#signatureAbove(end) ?? this.#lines[Math.min(signature, end)]?.piece;
    const head = leading > 0 ? this.#lines.slice(leading).find(({ words }) => words !== "")?.piece : undefined;
    return { areQuotesAnswered, ...(head !== undefined && { headEnd: head }), ...(tailStart !== undefined && { tailStart }) };
  }

  get #isQuoted(): boolean {
    return this.#quoteDepth > 0 || this.#markedDepth > 0;
  }

  /** A block's lines are its own; some keep a blank line around them. */
  #boundary(name: string, piece: number): void {
    if (name === "td" || name === "th") this.#words += this.#words === "" ? "" : " ";
    if (!paragraphElements.has(name) && !lineElements.has(name)) return;
    this.#endLine();
    if (paragraphElements.has(name)) this.#push("", piece);
  }

  #endLine(): void {
    if (this.#words.trim() !== "") this.#push(this.#words.trimEnd(), this.#piece);
    this.#words = "";
  }

  #addLine(words: string, piece: number): void {
    this.#endLine();
    this.#push(words, piece);
  }

  #push(words: string, piece: number): void {
    if (words === "" && isBlankLine(this.#lines.at(-1))) return;
    this.#lines.push({ words: this.#isQuoted ? `> ${words}` : words, piece, isMarked: this.#markedDepth > 0 });
  }

  /** One right below another is the same signature. */
  #beginSignature(piece: number): void {
    this.#endLine();
    if (this.#signature && this.#isOnlyFooter(this.#signature.to, this.#lines.length)) return;
    this.#signature = { from: this.#lines.length, to: this.#lines.length, piece };
  }

  #endSignature(signature: { to: number }): void {
    this.#endLine();
    signature.to = this.#lines.length;
  }

  /** The piece of the marked signature when nothing of the writer's stands between it and the quote. */
  #signatureAbove(end: number): number | undefined {
    const signature = this.#signature;
    if (!signature || signature.from >= end || signature.to - signature.from > longestSignature) return undefined;
    // Many type on inside the box that holds their signature.
    const inside = this.#lines.slice(signature.from, signature.to).map(({ words }) => words);
    if (inside.some((words) => isLongQuestion(words) || isPostscript(words))) return undefined;
    return this.#isOnlyFooter(signature.to, end) ? signature.piece : undefined;
  }

  #isOnlyFooter(from: number, to: number): boolean {
    for (let at = from; at < to; at++) if (!isFooterLine(this.#lines[at]?.words ?? "")) return false;
    return true;
  }
}

function isBlankLine(line: Line | undefined): boolean {
  return line === undefined || /^(?:> )?$/.test(line.words);
}

/** An element that nobody marked, but it begins as quotes do: with an attribution, or with the header of a mail. */
function namesItsWriter(lines: readonly string[], at: number): boolean {
  const inside = lines.slice(at, at + 20).map((line) => line.replace(/^> /, ""));
  const first = inside.findIndex((line) => line !== "");
  return first !== -1 && (headerBlockLines(inside, first) > 0 || attributionAt(inside, first, () => true) !== undefined);
}

// What the marks of programs read like in a text.
const restLine = "-----Original Message-----";
const ruleLine = "________";

const longestLine = 5000;
/** A reply typed inside the signature's box is longer. */
const longestSignature = 40;
