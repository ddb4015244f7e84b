// What of a text is new, what is quoted from earlier mails and what is signature, so that the view can fold. Nothing is ever
// deleted, and in doubt everything stays visible: losing the writer's words is the failure that counts.
import { attributionAt, attributionWithin } from "./attribution.ts";
import { headerBlockLines, isForwardMark, isReplyAbove, isRule, isSeparator } from "./quoted-header.ts";
import {
  isBareLink,
  isDisclaimer,
  isFooterLine,
  isFooterRule,
  isFooterText,
  isSentFrom,
  isSignatureMark,
  isSignatureText,
} from "./signature-marks.ts";
import { saysAnswersBelow } from "./answers-below.ts";
import { isQuoted } from "./quote-mark.ts";

/** A part of the text that is not the writer's new words. Offsets in UTF-16 units; `to` is not part of it. */
export interface TextFold {
  readonly from: number;
  readonly to: number;
  readonly kind: "quote" | "signature";
}

export interface FoldedText {
  /** The text without its folds. */
  readonly visible: string;
  /** In order, without overlap. */
  readonly folds: readonly TextFold[];
}

/** Linear in the length of the text. Answers between quotes stay visible, with the quotes they answer. */
export function foldQuote(text: string): FoldedText {
  const { starts, lines } = linesOf(text);
  const { leading, signature, quote } = foldLines(lines, (line) => !isIntroduced(lines, line));
  const offset = (line: number): number => starts[line] ?? text.length;
  const quoteAt = offset(quote.line) + quote.column;
  const folds = [
    { from: 0, to: offset(leading), kind: "quote" },
    { from: signature < quote.line ? offset(signature) : quoteAt, to: quoteAt, kind: "signature" },
    { from: quoteAt, to: text.length, kind: "quote" },
  ] as const;
  const real = folds.filter(({ from, to }) => from < to && text.slice(from, to).trim() !== "");
  const visible = ownText(text, real);
  // A mail that is all quote is shown: somebody forwarded it to be read.
  return visible.trim() === "" || real.length === 0 ? { visible: text, folds: [] } : { visible, folds: real };
}

export interface LineFolds {
  /** The first line after a quote on top whose answer stands below; 0 when there is none. */
  readonly leading: number;
  /** The first line of the signature; where the quote begins, when there is none. */
  readonly signature: number;
  readonly quote: Place;
}

export interface Place {
  readonly line: number;
  /** Where in the line, when the writer's own words stand before it. */
  readonly column: number;
}

/** What of these lines can be folded; quoted ones begin with ">". `isBareQuoteFolded`: whether a quote without attribution is. */
export function foldLines(lines: readonly string[], isBareQuoteFolded: (line: number) => boolean): LineFolds {
  const found = quoteStart(lines, isBareQuoteFolded);
  // Where answers stand between quotes, the last one is folded all the same.
  const isFirst = !isQuoted(lines[found.line]) || lines.findIndex(isQuoted) === found.line;
  const quote = isFirst && saysAnswersBelow(lines, found.line) ? { line: lines.length, column: 0 } : found;
  const signature = signatureStart(lines, quote.line);
  return { leading: leadingQuoteEnd(lines, signature), signature, quote };
}

/** The text between the folds. */
function ownText(text: string, folds: readonly TextFold[]): string {
  let own = "";
  let at = 0;
  for (const { from, to } of folds) {
    own += text.slice(at, from);
    at = to;
  }
  return (own + text.slice(at)).trimEnd();
}

/** The lines and where they start. Code between fences is nobody's quote. */
function linesOf(text: string): { starts: number[]; lines: string[] } {
  const starts: number[] = [];
  const lines: string[] = [];
  let fence = -1;
  for (const { 0: written, index } of text.matchAll(/[^\r\n]*(?:\r\n?|\n|$)/g)) {
    if (written === "" && index > 0 && !/[\r\n]$/.test(text.slice(-1))) break;
    const line = judgedLine(written.replace(/[\r\n]+$/, ""));
    starts.push(index);
    lines.push(line);
    if (!/^\s{0,3}```/.test(line)) continue;
    if (fence === -1) fence = lines.length - 1;
    else {
      lines.fill("code", fence, lines.length);
      fence = -1;
    }
  }
  return { starts, lines };
}

/** A line as it is judged: without marks of direction, and with one kind of space. */
export function judgedLine(written: string): string {
  return written
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, " ");
}

/** From where on nothing is the writer's own. */
function quoteStart(lines: readonly string[], isBareQuoteFolded: (line: number) => boolean): Place {
  const lastOwn = lastOwnLine(lines);
  const marked = markedBelow(lines);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (isQuoted(line)) {
      if (at > lastOwn) return { line: isBareQuoteFolded(at) ? at : lines.length, column: 0 };
      continue;
    }
    if (line.trim() === "") continue;
    if (isForwardMark(line)) break;
    const mark = isSeparator(line) || isReplyAbove(line) ? 1 : isIntroduced(lines, at) ? 0 : headerBlockLines(lines, at);
    if (mark > 0 && !isAnsweredBelow(lines, at + mark, lastOwn)) return { line: ruleAbove(lines, at), column: 0 };
    const within = marked[at + 1] && at >= lastOwn ? attributionWithin(line) : -1;
    if (within > 0) return { line: at, column: within };
    const attribution = attributionAt(lines, at, (last) => marked[last + 1] ?? false);
    // Without marks nobody can tell an answer between from the quote; all that follows is taken for it, as every client does.
    if (attribution && (!marked[at + attribution.count] || at + attribution.count > lastOwn))
      return { line: ruleAbove(lines, at), column: 0 };
  }
  return { line: lines.length, column: 0 };
}

/** A quote with marks follows, and the writer's own words after that. */
function isAnsweredBelow(lines: readonly string[], from: number, lastOwn: number): boolean {
  let at = from;
  while (at < lines.length && lines[at]?.trim() === "") at++;
  if (!isQuoted(lines[at])) at += headerBlockLines(lines, at);
  at += attributionAt(lines, at, (last) => nextIsQuoted(lines, last + 1))?.count ?? 0;
  // A header that is marked itself, as Zimbra's, is no quote that somebody could have answered.
  return at <= lastOwn && nextIsQuoted(lines, at) && headerBlockLines(lines, at) === 0;
}

/** For each line whether the first words from there on are marked as quoted. */
function markedBelow(lines: readonly string[]): boolean[] {
  const marked: boolean[] = new Array(lines.length + 1).fill(false);
  for (let at = lines.length - 1, blanks = 0; at >= 0; at--) {
    const isBlank = (lines[at] ?? "").trim() === "";
    blanks = isBlank ? blanks + 1 : 0;
    marked[at] = isBlank ? blanks <= mostBlankLines && (marked[at + 1] ?? false) : isQuoted(lines[at]);
  }
  return marked;
}

const mostBlankLines = 4;

/** The last line that is not quoted, blank, wrapped out of a quote, or part of a footer at the end. */
function lastOwnLine(lines: readonly string[]): number {
  for (let end = footerStart(lines); end > 0; end--) {
    const line = lines[end - 1] ?? "";
    const isFooter = isSentFrom(line) || isDisclaimer(line) || (isBareLink(line) && isSentFrom(lines[end - 2] ?? ""));
    if (line.trim() !== "" && !isQuoted(line) && !isWrapped(lines, end - 1) && !isFooter) return end - 1;
  }
  return -1;
}

/** The end of a quoted line that a program broke off without a mark; a short line with one below has been answered. */
function isWrapped(lines: readonly string[], at: number): boolean {
  const [before, line, after] = [lines[at - 1], lines[at] ?? "", lines[at + 1]];
  if (!isQuoted(before) || !isQuoted(after) || (before?.length ?? 0) <= 60) return false;
  return isLinkTail(line) || (line.length < 40 && !isShortAnswer(line) && !/[.?!:…。？！]["')]?\s*$/u.test(before ?? ""));
}

/** Lines are broken within a sentence: its rest begins small, and is more than "yes". */
function isShortAnswer(line: string): boolean {
  return /^\s*[\p{Lu}\p{Nd}]/u.test(line) || shortAnswer.test(line);
}

const shortAnswer =
  /^\s*(?:yes|yep|no|nope|ok|okay|ja|nein|nee|sí|si|sim|não|oui|non|да|нет|tak|nie|ano|ne|nej|igen|nem)[\s.!,]*$/iu;

/** Programs also break a link out of its quote. */
function isLinkTail(line: string): boolean {
  return /^[<(]?https?:\/\/\S+\s?>?\s*$/.test(line.slice(0, 600));
}

const shortQuote = 12;

/** "The terminal says:" and then lines with marks, or headers of a mail: shown by the writer, not quoted from a mail. */
function isIntroduced(lines: readonly string[], at: number): boolean {
  let above = at - 1;
  while (above >= 0 && lines[above]?.trim() === "") above--;
  return above >= 0 && !isQuoted(lines[above]) && /[:：]\s*$/u.test(lines[above] ?? "") && lines.length - at <= shortQuote;
}

const longestFooter = 30;

/** Where a signature or a list's footer begins, when it stands below a quote at the very end. */
function footerStart(lines: readonly string[]): number {
  let start = lines.length;
  for (let at = lines.length - 1; at >= Math.max(lines.length - longestFooter, 0) && !isQuoted(lines[at]); at--) {
    const line = lines[at] ?? "";
    const below = lines.slice(at + 1);
    if (isSignatureMark(line) ? isSignatureText(line, below) : isFooterRule(line) && isFooterText(below)) start = at;
  }
  return start;
}

/** Outlook draws a line above the header it quotes; blank lines between belong to neither. */
function ruleAbove(lines: readonly string[], at: number): number {
  let above = at - 1;
  while (above >= 0 && lines[above]?.trim() === "") above--;
  return above >= 0 && isRule(lines[above] ?? "") ? above : at;
}

/** Where the signature begins that stands between the writer's words and the quote, or at the end. */
function signatureStart(lines: readonly string[], quote: number): number {
  // Two of them divide a text.
  const areDividers = lines.slice(0, quote).filter(isBareMark).length > 1;
  for (let at = Math.max(quote - longestFooter, 1); at < quote; at++) {
    const line = lines[at] ?? "";
    if (areDividers && isBareMark(line)) continue;
    const below = lines.slice(at + 1, quote);
    // An answer may stand below what is quoted there.
    if (below.some(isQuoted)) continue;
    if (isSignatureMark(line) && isSignatureText(line, below)) return at;
    if (isFooterRule(line) && (isFooterText(below) || below.every((each) => isFooterLine(each)))) return at;
    if (isSentFrom(line) && below.every((each) => isFooterLine(each))) return at;
  }
  return quote;
}

/** Without the space that mail programs put behind it. */
function isBareMark(line: string): boolean {
  return isSignatureMark(line) && !line.startsWith("-- ");
}

/** The line after an attributed quote on top of a mail whose answer stands below it, all of it; 0 when there is none. */
function leadingQuoteEnd(lines: readonly string[], end: number): number {
  const first = lines.findIndex((line) => line.trim() !== "");
  if (first === -1) return 0;
  const attribution = isQuoted(lines[first]) ? undefined : attributionAt(lines, first, (last) => nextIsQuoted(lines, last + 1));
  if (!attribution || !nextIsQuoted(lines, first + attribution.count)) return 0;
  let at = first + attribution.count;
  let last = at;
  for (; at < end; at++) {
    if (isQuoted(lines[at]) || isWrapped(lines, at)) last = at + 1;
    else if (lines[at]?.trim() !== "") break;
  }
  // More quotes below: then the answers stand between them.
  return at < end && !lines.slice(at, end).some(isQuoted) ? last : 0;
}

function nextIsQuoted(lines: readonly string[], from: number): boolean {
  for (let at = from; at < from + mostBlankLines; at++) if (lines[at]?.trim()) return isQuoted(lines[at]);
  return false;
}
