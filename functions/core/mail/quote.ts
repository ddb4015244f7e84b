// What of a text is new and what is quoted below it, so that the view can fold the quote. Nothing is ever deleted, and in
// doubt everything stays visible: losing the writer's words is the failure that counts.
import {
  attributionLines,
  isForwardMark,
  isHeaderBlock,
  isRule,
  isSentFrom,
  isSeparator,
  isSignatureMark,
} from "./quote-marks.ts";

export interface FoldedText {
  readonly visible: string;
  /** Quote, signature and footer that follow; "" when there are none. `visible` and `quoted` together are the text. */
  readonly quoted: string;
}

/** Linear in the length of the text. Answers between quotes stay visible, with the quotes they answer. */
export function foldQuote(text: string): FoldedText {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const quote = signatureBefore(lines, quoteStart(lines));
  const visible = lines.slice(0, quote).join("\n").trimEnd();
  // A mail that is all quote is shown: somebody forwarded it to be read.
  if (visible.trim() === "") return { visible: text, quoted: "" };
  return { visible, quoted: lines.slice(quote).join("\n") };
}

/** The first line from which on nothing is the writer's own. */
function quoteStart(lines: readonly string[]): number {
  const lastOwn = lastOwnLine(lines);
  for (let at = 0; at < lines.length; at++) {
    if (lines[at]?.startsWith(">")) {
      if (at > lastOwn) return at;
      continue;
    }
    if (isForwardMark(lines[at] ?? "")) break;
    if (isSeparator(lines[at] ?? "") || isHeaderBlock(lines, at)) return ruleAbove(lines, at);
    const count = attributionLines(lines, at);
    if (count === 0) continue;
    const isMarked = nextWords(lines, at + count)?.startsWith(">") ?? true;
    // Without marks nobody can tell an answer between from the quote; all that follows is taken for it, as every client does.
    if (!isMarked || at + count > lastOwn) return ruleAbove(lines, at);
  }
  return lines.length;
}

/** The last line that is not quoted, blank, wrapped out of a quote, or part of a signature at the end. */
function lastOwnLine(lines: readonly string[]): number {
  let end = footerStart(lines);
  for (; end > 0; end--) {
    const line = lines[end - 1] ?? "";
    const isWrapped = isLongQuote(lines[end - 2]) && isQuoted(lines[end]) && line.length < 40;
    if (line.trim() !== "" && !isQuoted(line) && !isWrapped && !isSentFrom(line)) return end - 1;
  }
  return -1;
}

function isQuoted(line: string | undefined): boolean {
  return line !== undefined && /^\s{0,3}>/.test(line);
}

/** Long enough for a program to have wrapped it; a short one with a line below has been answered. */
function isLongQuote(line: string | undefined): boolean {
  return isQuoted(line) && (line?.length ?? 0) > 60;
}

const longestFooter = 25;

/** Where a signature or a list's footer begins, when it stands below a quote at the very end. */
function footerStart(lines: readonly string[]): number {
  const earliest = Math.max(lines.length - longestFooter, 0);
  for (let at = lines.length - 1; at >= earliest; at--) {
    if (isQuoted(lines[at])) return lines.length;
    if (isSignatureMark(lines[at] ?? "") || /^_{2,}\s*$/.test(lines[at] ?? "")) return at;
  }
  return lines.length;
}

function nextWords(lines: readonly string[], from: number): string | undefined {
  for (let at = from; at < Math.min(from + 4, lines.length); at++) if (lines[at]?.trim()) return lines[at]?.trimStart();
  return undefined;
}

/** Outlook draws a line above the header it quotes; blank lines between belong to neither. */
function ruleAbove(lines: readonly string[], at: number): number {
  let above = at - 1;
  while (above >= 0 && lines[above]?.trim() === "") above--;
  return above >= 0 && isRule(lines[above] ?? "") ? above : at;
}

/** A signature that stands between the writer's words and the quote is folded with it. */
function signatureBefore(lines: readonly string[], quote: number): number {
  const earliest = Math.max(quote - longestFooter, 1);
  for (let at = earliest; at < quote; at++) {
    const line = lines[at] ?? "";
    if (isSignatureMark(line) && !lines.slice(at, quote).some((each) => each.length > 200)) return at;
    if (/^_{2,}\s*$/.test(line) && quote === lines.length) return at;
    if (isSentFrom(line) && lines.slice(at + 1, quote).every((each) => each.trim() === "" || isSentFrom(each))) return at;
  }
  return quote;
}
