// What was said, quoted below an answer. Only text that we extracted is quoted, never the sender's HTML: what was hidden in it
// would appear in our name (security B6).
import { cut } from "../conversation/summary.ts";
import { limits } from "../limits.ts";
import type { Instant } from "../time.ts";
import { escapeHtml } from "./entities.ts";
import type { Address } from "./mail.ts";
import { cleanLine } from "./clean.ts";

/** A message as a reply quotes it. */
export interface Quotation {
  readonly from: Address;
  readonly at: Instant;
  readonly text: string;
}

export interface Quoted {
  readonly text: string;
  readonly html: string;
}

/**
 * Each under its line, `On Sun, 22 Nov 2026 at 09:30 UTC, Ana Ruiz <ana@example.com> wrote:`, in the order given; empty for none.
 * The others stand inside the first one's quote: beside it, programs would take their lines for answers typed between quotes,
 * and fold nothing.
 */
export function quoteForReply([first, ...others]: readonly Quotation[]): Quoted {
  if (!first) return { text: "", html: "" };
  const { text, html } = quoted(
    first,
    others.map((one) => quoted(one)),
  );
  return { text, html: `<div class="gmail_quote">${html}</div>` };
}

function quoted({ from, at, text: said }: Quotation, inside: readonly Quoted[] = []): Quoted {
  const own = cut(said.replace(/\r\n?/g, "\n").trim(), limits.quotedMessageChars);
  const name = cleanLine(from.name);
  const heading = `On ${readableDate(at)}, ${name ? `${name} <${from.address}>` : from.address} wrote:`;
  const text = [own, ...inside.map((one) => one.text)].join("\n\n");
  const html = [own.split("\n").map(escapeHtml).join("<br>"), ...inside.map((one) => one.html)].join("<br><br>");
  const marked = text.split("\n").map((line) => (line.startsWith(">") ? `>${line}` : `> ${line}`.trimEnd()));
  return {
    text: `${heading}\n${marked.join("\n")}`,
    html: `<div class="gmail_attr">${escapeHtml(heading)}</div><blockquote class="gmail_quote" type="cite" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">${html}</blockquote>`,
  };
}

function readableDate(at: Instant): string {
  const [day = "", date, month, year, time = ""] = new Date(at).toUTCString().split(" ");
  return `${day} ${date} ${month} ${year} at ${time.slice(0, 5)} UTC`;
}
