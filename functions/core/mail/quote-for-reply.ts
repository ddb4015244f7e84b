// The answered mail quoted below an answer. Only text that we extracted is quoted, never the sender's HTML: what was hidden
// in it would appear in our name (security B6).
import { cut } from "../conversation/summary.ts";
import type { Instant } from "../time.ts";
import { escapeHtml } from "./entities.ts";
import type { Address } from "./mail.ts";
import { cleanLine } from "./clean.ts";

export interface Quoted {
  readonly text: string;
  readonly html: string;
}

/** `On Sun, 22 Nov 2026 at 09:30 UTC, Ana Ruiz <ana@example.com> wrote:`, and below it the text, bounded. */
export function quoteForReply({ from, at, text }: { from: Address; at: Instant; text: string }): Quoted {
  const quoted = cut(text.replace(/\r\n?/g, "\n").trim(), longestQuote);
  const name = cleanLine(from.name);
  const heading = `On ${readableDate(at)}, ${name ? `${name} <${from.address}>` : from.address} wrote:`;
  const marked = quoted.split("\n").map((line) => (line.startsWith(">") ? `>${line}` : `> ${line}`.trimEnd()));
  const html = quoted.split("\n").map(escapeHtml).join("<br>");
  return {
    text: `${heading}\n${marked.join("\n")}`,
    html: `<div class="gmail_quote"><div class="gmail_attr">${escapeHtml(heading)}</div><blockquote class="gmail_quote" type="cite" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">${html}</blockquote></div>`,
  };
}

// Of a long thread the newest part is what the reader needs; they have the rest.
const longestQuote = 20_000;

function readableDate(at: Instant): string {
  const [day = "", date, month, year, time = ""] = new Date(at).toUTCString().split(" ");
  return `${day} ${date} ${month} ${year} at ${time.slice(0, 5)} UTC`;
}
