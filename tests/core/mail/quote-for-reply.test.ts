// A quote of several messages, and what becomes of our mail when it comes back quoted.
import { describe, expect, test } from "vitest";
import { limits } from "../../../functions/core/limits.ts";
import { sanitiseHtml } from "../../../functions/core/mail/html.ts";
import { htmlToText } from "../../../functions/core/mail/html-text.ts";
import { quoteForReply } from "../../../functions/core/mail/quote-for-reply.ts";
import { visibleReply, withoutQuotes } from "../../../functions/core/mail/visible-reply.ts";

const kim = { from: { name: "Kim", address: "kim@example.com" }, at: "2026-11-22T09:30:00.000Z", text: "Yes,\nboth." };
const ours = { from: { name: "Acme", address: "support@acme.test" }, at: "2026-11-21T08:00:00.000Z", text: "Are both broken?" };

test("nothing is quoted: nothing stands there", () => expect(quoteForReply([])).toEqual({ text: "", html: "" }));

test("each under its own line, in the order given, and all inside one quote", () => {
  const { text, html } = quoteForReply([kim, ours]);
  expect(text).toBe(
    "On Sun, 22 Nov 2026 at 09:30 UTC, Kim <kim@example.com> wrote:\n> Yes,\n> both.\n>\n" +
      "> On Sat, 21 Nov 2026 at 08:00 UTC, Acme <support@acme.test> wrote:\n>> Are both broken?",
  );
  expect(html.match(/<blockquote/g)).toHaveLength(2);
  expect(htmlToText(html).replace(/[\s>]+/g, " ")).toContain("wrote: Yes, both. On Sat, 21 Nov 2026 at 08:00 UTC");
});

test("none is longer than the limit", () => {
  const { text } = quoteForReply([{ ...kim, text: "z".repeat(100_000) }, ours]);
  expect(text.match(/z/g)).toHaveLength(limits.quotedMessageChars);
  expect(text).toContain(">> Are both broken?");
});

const marker = `r.${"0123456789".repeat(3).slice(0, 26)}.${"abcdefghjk".repeat(3).slice(0, 26)}`;
/** As `writeReply` puts it together. */
const { text: quotedText, html: quotedHtml } = quoteForReply([kim, ours]);
const sentHtml = `<div class="${marker}" id="${marker}">\n<p>Two new ones are on their way.</p></div>${quotedHtml}`;
const sentText = `Two new ones are on their way.\n\n${quotedText}`;

describe("our mail", () => {
  test("is what was typed, and one fold, however many messages it quotes", () => {
    const many = quoteForReply([kim, ours, kim, ours, kim]);
    const parts = { subject: "Re: Cups", text: `Fine.\n\n${many.text}`, html: `<div><p>Fine.</p></div>${many.html}` };
    expect([visibleReply(parts), visibleReply({ ...parts, isTextFromHtml: true }), withoutQuotes(parts)]).toEqual(
      Array(3).fill("Fine."),
    );
    expect(visibleReply({ subject: "Re: Cups", text: sentText, html: sentHtml })).toBe("Two new ones are on their way.");
    expect(withoutQuotes({ subject: "Re: Cups", text: sentText })).toBe("Two new ones are on their way.");
    const { html } = sanitiseHtml(sentHtml, { images: "held", inlineImage: () => undefined });
    expect(html.indexOf("Two new ones")).toBeLessThan(html.indexOf("<details"));
    expect(html.replace(/<details.*<\/details>/s, "")).not.toContain("both");
  });

  test("has nothing in it that a reader would see of the name that leads back", () => {
    expect(htmlToText(sentHtml)).not.toContain("r.0123");
    expect(htmlToText(sentHtml)).toBe(htmlToText(sentHtml.replaceAll(marker, "x")));
    const shown = sanitiseHtml(sentHtml, { images: "held", inlineImage: () => undefined }).html;
    expect(shown).not.toContain("r.0123");
  });
});

describe("our mail comes back quoted", () => {
  const lead = "On Mon, 23 Nov 2026 at 10:00, Acme &lt;support@acme.test&gt; wrote:";
  const clients: Record<string, string> = {
    Gmail: `<div dir="ltr">Thank you!</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">${lead}<br></div><blockquote class="gmail_quote" style="margin:0">${sentHtml.replaceAll(`"${marker}"`, `"m_-7${marker}"`)}</blockquote></div>`,
    "Apple Mail": `<html><body>Thank you!<br><div><br><blockquote type="cite"><div>${lead}</div><br><div>${sentHtml}</div></blockquote></div></body></html>`,
    Thunderbird: `<p>Thank you!</p><div class="moz-cite-prefix">${lead}<br></div><blockquote type="cite" cite="mid:x">${sentHtml}</blockquote>`,
    Outlook: `<div>Thank you!</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg" dir="ltr"><b>From:</b> Acme<br></div><div>${sentHtml.replaceAll(`"${marker}"`, `"x_${marker}"`)}</div>`,
  };
  test.each(Object.entries(clients))("by %s: the answer alone is seen, and the name is still there", (_, html) => {
    expect(visibleReply({ subject: "Re: Cups", text: htmlToText(html), html, isTextFromHtml: true })).toBe("Thank you!");
    const shown = sanitiseHtml(html, { images: "held", inlineImage: () => undefined }).html;
    expect(shown.replace(/<details.*<\/details>/s, "")).not.toContain("Two new ones");
    expect(shown).toContain('<details class="quote">');
    expect(html).toMatch(/r\.[0-9a-hjkmnp-tv-z]{26}\.[0-9a-z]{26}/);
  });
});
