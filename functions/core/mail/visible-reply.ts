// The words that are new in a mail, decided like the folds of the view: for the line under the subject, and for whoever has no
// use for quotes.
import { balanceHtml } from "./html-balance.ts";
import { htmlToText } from "./html-text.ts";
import type { ParsedMail } from "./mail.ts";
import { foldQuote, type TextFold } from "./quote.ts";
import { isForwardSubject } from "./subject.ts";

/** Where the text has no quote that we know, the HTML's marks may tell of one. */
export function visibleReply(mail: Pick<ParsedMail, "subject" | "text" | "html" | "isTextFromHtml">): string {
  const { subject, text, html, isTextFromHtml = false } = mail;
  if (isForwardSubject(subject)) return text;
  const { visible, folds } = foldQuote(text);
  if (html === undefined || (!isTextFromHtml && folds.some(({ kind }) => kind === "quote"))) return visible;
  // A quotation that somebody typed looks like a quote in the text; in the HTML it is told apart.
  const isTyped = isTextFromHtml && folds.some(({ from }) => /^\s*>/.test(text.slice(from, from + 1000)));
  return visibleHtmlText(html) ?? (isTyped ? text : visible);
}

/** The folds of a message's text as it is shown. What is forwarded is meant to be read. */
export function textFolds({ subject, text }: { subject: string; text: string }): readonly TextFold[] {
  return isForwardSubject(subject) ? [] : foldQuote(text).folds;
}

/** A message in its writer's own words: what it quotes is left out, where answers do not stand in between. */
export function withoutQuotes(message: { subject: string; text: string }): string {
  let own = "";
  let at = 0;
  for (const { from, to, kind } of textFolds(message)) {
    if (kind !== "quote") continue;
    own += message.text.slice(at, from);
    at = to;
  }
  return (own + message.text.slice(at)).trim();
}

/** The text of the HTML without its folds; undefined when it has none. */
function visibleHtmlText(html: string): string | undefined {
  const balanced = balanceHtml(html, { isFolding: true }).html;
  const shown = balanced.includes('<details class="quote">')
    ? htmlToText(balanced, { links: "left-out", quotes: "left-out" })
    : "";
  return shown === "" ? undefined : shown;
}
