// All that a message says, as text.
import { htmlToText } from "./html-text.ts";

/** Where the text was made from the HTML, it is made again with what the short one leaves out: where links lead, and hidden lines. */
export function wholeText({ text, html }: { readonly text: string; readonly html?: string }): string {
  if (!html || htmlToText(html, { links: "left-out" }) !== text) return text;
  return htmlToText(html, { hidden: "shown" });
}
