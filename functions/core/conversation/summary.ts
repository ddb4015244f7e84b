// The short texts of a header row and of a timeline entry, always bounded.
import { limits } from "../limits.ts";

/** One line of the text, white space folded, cut at a character and not inside a surrogate pair. */
export function snippetOf(text: string): string {
  return cut(
    text
      .slice(0, limits.snippetChars * 8)
      .replace(/\s+/gu, " ")
      .trim(),
    limits.snippetChars,
  );
}

export function subjectOf(subject: string): string {
  return cut(subject.replace(/\s+/gu, " ").trim(), limits.subjectChars);
}

/** The part of the text that the timeline entry itself carries. */
export function entryText(text: string): { text: string; isTextCut: boolean } {
  return { text: cut(text, limits.entryTextChars), isTextCut: text.length > limits.entryTextChars };
}

/** What of a mail's text and HTML needs an object of its own: short plain text is whole in the timeline entry. */
export function keptBody({ text, html }: { text: string; html?: string }): { text: string; html?: string } | undefined {
  if (html !== undefined) return { text, html };
  return entryText(text).isTextCut ? { text } : undefined;
}

/** Cuts at `chars` UTF-16 units, never in the middle of a surrogate pair. */
export function cut(text: string, chars: number): string {
  if (text.length <= chars) return text;
  const last = text.charCodeAt(chars - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? chars - 1 : chars);
}
