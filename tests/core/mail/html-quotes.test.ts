// HTML mails of many programs: what is folded, what stays, and that no word of either is lost.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { htmlToText, sanitiseHtml } from "../../../functions/core/mail/html.ts";
import { visibleReply } from "../../../functions/core/mail/visible-reply.ts";
import { drawnBlocks } from "./drawn-blocks.ts";

const safe = (html: string) => sanitiseHtml(html, { images: "held", inlineImage: () => undefined }).html;
const words = (html: string) => htmlToText(html.replaceAll("<summary>•••</summary>", "")).replace(/[>\s]/g, "");
const unfolded = (html: string) => htmlToText(safe(html), { quotes: "left-out" });

function reply(html: string): string {
  return visibleReply({ subject: "Re: Cups", html, text: htmlToText(html, { links: "left-out" }), isTextFromHtml: true });
}

describe.each(drawnBlocks("html"))("%s", (_client, body) => {
  const html = body.replace("~~~\n", "");

  test("the writer's words stay, the rest is folded", () => {
    const shown = unfolded(html);
    expect(shown.replace(/\s+/g, " ")).toMatch(/Mine, .*all of it\.$|Mine, .*all of it\. (?:--|Xyzzy 3 plugh Ana:)$/);
  });

  test("the reply is the same as what the view shows", () => {
    expect(reply(html).replace(/\s/g, "")).toContain("allofit.");
    expect(reply(html)).not.toContain("old");
  });

  test("nothing is lost, and a second time changes nothing", () => {
    expect(words(safe(html))).toBe(words(html));
    expect(safe(safe(html))).toBe(safe(html));
  });
});

describe.each(drawnBlocks("html-traps"))("%s", (_name, html) => {
  test("stays in sight", () => {
    expect(safe(html)).not.toContain("<details");
    expect(reply(html)).toBe(htmlToText(html, { links: "left-out" }));
  });
});

describe.each(drawnBlocks("html-answers"))("%s", (_name, html) => {
  test.each([
    ["view", unfolded],
    ["reply", reply],
  ])("every word of the writer's stays in the %s, nothing old does", (_where, shownBy) => {
    const shown = shownBy(html);
    for (const own of html.match(/\bM\d\b/g) ?? ["no words"]) expect(shown).toContain(own);
    expect(shown).not.toMatch(/\bold\b/);
  });

  test("no word is lost, and a second time changes nothing", () => {
    expect(words(safe(html))).toBe(words(html));
    expect(safe(safe(html))).toBe(safe(html));
  });
});

describe("a forward", () => {
  const html = '<div>FYI</div><div id="divRplyFwdMsg"><b>From:</b> Ana</div><div>words that matter</div>';

  test("of Outlook is shown, when the subject says that it is one", () => {
    const forwarded = { html, text: htmlToText(html), isTextFromHtml: true };
    expect(visibleReply({ ...forwarded, subject: "FW: Cups" })).toContain("words that matter");
    expect(visibleReply({ ...forwarded, subject: "RE: FW: Cups" })).toBe("FYI");
    expect(sanitiseHtml(html, { images: "held", inlineImage: () => undefined, quotes: "shown" }).html).not.toContain("<details");
  });
});

describe("a mail with text and HTML", () => {
  const html = '<div>Mine</div><div class="yahoo_quoted"><div>Xyzzy</div><div>old words</div></div>';

  test("is judged by its text when that shows a quote", () => {
    const text = "Mine, as text\n\nOn 3 Nov 2026, at 10:00, Ana <ana@acme.test> wrote:\n> old words";
    expect(visibleReply({ subject: "Re: Cups", text, html })).toBe("Mine, as text");
  });

  test("is judged by the marks of its HTML when the text shows none", () => {
    expect(visibleReply({ subject: "Re: Cups", text: "Mine\n\nXyzzy\nold words", html })).toBe("Mine");
  });
});

test("whatever the HTML, no word is lost and what is folded stays so", () => {
  const piece = fc.constantFrom(
    ..."<div>|</div>|<p>|</p>|<br>|<hr>|<blockquote type=cite>|<blockquote>|</blockquote>|<span>|</span>|<table><tr><td>|</td></tr></table>|<pre>|</pre>|<div class=gmail_quote>|<div id=divRplyFwdMsg>|<div class=gmail_signature>|word |another word|On 3 Nov 2026, at 10:00, Ana &lt;a@b.test&gt; wrote:|<b>From:</b> Ana &lt;a@b.test&gt;<br>Sent: 3 Nov 2026 10:00<br>To: Kim<br>Subject: x<br>|-- |Sent from my iPhone|-----Original Message-----".split(
      "|",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const html = pieces.join("");
      const once = safe(html);
      expect(words(once)).toBe(words(html));
      // Of a mail that is all quote by its marks nothing is folded, and the marks do not outlive the sanitiser.
      if (once.includes("<details")) expect(safe(once)).toBe(once);
      if (words(html) !== "") expect(reply(html).trim()).not.toBe("");
    }),
    { numRuns: 500 },
  );
});
