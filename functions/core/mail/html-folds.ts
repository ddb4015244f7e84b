// Puts what is quoted of an HTML mail behind a fold: pieces of well-formed HTML in, the same pieces wrapped out.
import type { Fold } from "./html-quote.ts";
import { voidElements } from "./html-tokens.ts";

/** The pieces as one text, the outermost folds wrapped. Nothing is folded of a mail that is all quote. */
export function withFolds(pieces: string[], folds: readonly Fold[]): string {
  const outermost: Fold[] = [];
  let end = 0;
  for (const fold of folds.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (fold.from < end) continue;
    end = fold.to;
    outermost.push(fold);
  }
  // A mail that is all quote is shown: somebody forwarded it to be read.
  if (!hasContentOutside(pieces, outermost)) return pieces.join("");
  for (const { from, to, isOurs } of outermost) {
    if (isOurs) continue;
    pieces[from] = `<details class="quote"><summary>•••</summary>${pieces[from]}`;
    pieces[to - 1] = `${pieces[to - 1]}</details>`;
  }
  return pieces.join("");
}

/** Folds over everything from piece `start` on: one for each open element whose end lies behind something else. */
export function tailFolds(pieces: string[], start: number): Fold[] {
  const { stack, closes } = around(pieces, start);
  let from = start;
  // Blocks that hold nothing else are folded with what they hold.
  while (stack.length > 0 && !stack.at(-1)?.hasContent) from = stack.pop()?.open ?? from;
  const folds: Fold[] = [];
  for (const { name, open } of stack.toReversed()) {
    const close = closes.get(open) ?? pieces.length;
    if (name === "p") becomeBlock(pieces, open, close);
    if (mayHoldFolds(name) && hasContent(pieces, from, close)) folds.push({ from, to: close, isOurs: false });
    from = close + 1;
  }
  if (hasContent(pieces, from, pieces.length)) folds.push({ from, to: pieces.length, isOurs: false });
  return folds;
}

/** One fold over the pieces before `end`, when they begin and end inside the same element; otherwise none. */
export function headFold(pieces: readonly string[], end: number): Fold | undefined {
  const { stack } = around(pieces, end);
  let to = end;
  // What has been opened last holds only what comes after.
  while (stack.length > 0 && !stack.at(-1)?.hasContent) to = stack.pop()?.open ?? to;
  const parent = stack.at(-1);
  const from = parent ? parent.open + 1 : 0;
  if (parent && (parent.name === "p" || !mayHoldFolds(parent.name) || hasContent(pieces, 0, parent.open))) return undefined;
  return from < to ? { from, to, isOurs: false } : undefined;
}

interface OpenElement {
  readonly name: string;
  readonly open: number;
  hasContent: boolean;
}

/** The elements that are open before piece `at`, and where those end. */
function around(pieces: readonly string[], at: number): { stack: OpenElement[]; closes: Map<number, number> } {
  const stack: OpenElement[] = [];
  for (let i = 0; i < at; i++) {
    const kind = pieceKind(pieces[i] ?? "");
    if (kind === "open") stack.push({ name: nameOf(pieces[i] ?? ""), open: i, hasContent: false });
    else if (kind === "content") for (const element of stack) element.hasContent = true;
    else if (kind === "close") stack.pop();
  }
  const closes = new Map<number, number>();
  const open = stack.map((element) => element.open);
  let deeper = 0;
  for (let i = at; i < pieces.length && open.length > 0; i++) {
    const kind = pieceKind(pieces[i] ?? "");
    if (kind === "open") deeper++;
    else if (kind === "close" && deeper > 0) deeper--;
    else if (kind === "close") closes.set(open.pop() ?? 0, i);
  }
  return { stack, closes };
}

function pieceKind(piece: string): "open" | "close" | "content" | "nothing" {
  if (!piece.startsWith("<")) return isBlank(piece) ? "nothing" : "content";
  if (piece.startsWith("</")) return "close";
  const name = nameOf(piece);
  if (name === "img") return "content";
  return voidElements.has(name) ? "nothing" : "open";
}

function nameOf(tag: string): string {
  return /^<([a-z0-9]+)/.exec(tag)?.[1] ?? "";
}

function isBlank(text: string): boolean {
  return text.replace(/&nbsp;|&#160;|[\s\u00a0\u200b\ufeff]+/g, "") === "";
}

function hasContent(pieces: readonly string[], from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (pieceKind(pieces[i] ?? "") === "content") return true;
  return false;
}

function hasContentOutside(pieces: readonly string[], folds: readonly Fold[]): boolean {
  let at = 0;
  for (const { from, to } of folds) {
    if (hasContent(pieces, at, from)) return true;
    at = to;
  }
  return hasContent(pieces, at, pieces.length);
}

/** A paragraph would end where the fold begins. */
function becomeBlock(pieces: string[], open: number, close: number): void {
  pieces[open] = `<div${(pieces[open] ?? "").slice("<p".length)}`;
  pieces[close] = "</div>";
}

/** A fold inside any other element would be moved out of it by browsers. */
function mayHoldFolds(name: string): boolean {
  return parents.has(name);
}

const parents: ReadonlySet<string> = new Set(["div", "td", "th", "blockquote", "center", "li", "dd", "span", "font", "pre", "p"]);
