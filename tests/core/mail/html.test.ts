// Hostile HTML: nothing active is left, nothing is fetched while pictures are held, and what a reader needs stays.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../../../functions/core/limits.ts";
import { htmlToText, sanitiseHtml, sanitiseTypedHtml } from "../../../functions/core/mail/html.ts";
import { bodyDocument } from "../../../functions/core/mail/html-document.ts";
import { vectors } from "./html-vectors.ts";

const inlineImage = (reference: string) => (reference === "cid:logo@acme" ? "/api/v1/inline/token" : undefined);
const held = (html: string) => sanitiseHtml(html, { images: "held", inlineImage });
const shown = (html: string) => sanitiseHtml(html, { images: "shown", inlineImage });

describe("vectors", () => {
  test("there are many", () => expect(vectors.length).toBeGreaterThanOrEqual(100));

  test.each(vectors)("%j", (vector) => {
    for (const html of [held(vector).html, sanitiseTypedHtml(vector), shown(vector).html]) {
      expect(markup(html)).not.toMatch(active);
      expectOnlyKnown(html);
    }
    for (const html of [held(vector).html, sanitiseTypedHtml(vector)]) expect(fetched(html)).toEqual([]);
    // What comes out is the same when it goes in again.
    expect(held(held(vector).html).html).toBe(held(vector).html);
  });

  test.each(vectors)("%j inside other HTML", (vector) => {
    const html = held(`<div title="${vector}"><p>before ${vector} after</p></div><table><tr><td>${vector}`).html;
    expect(markup(html)).not.toMatch(active);
    expect(fetched(html)).toEqual([]);
  });
});

/** Without the attributes that hold words for the reader: whatever stands there is text. */
function markup(html: string): string {
  return html.replace(/ (?:title|alt|face)="[^"]*"/g, "");
}

// Tags, handlers and schemes that do something, as markup; as text they may be shown.
const active =
  /<\s*(?:script|style|iframe|object|embed|form|input|button|svg|math|link|meta|base|video|audio|template|textarea|select|frame|noscript|title)\b|<[^>]*\son\w+\s*=|<[^>]*(?:href|src)\s*=\s*["']?\s*(?:javascript|vbscript|file|blob|data:(?!image\/(?:png|jpe?g|gif|webp);base64,))/i;

const attribute = /\s([a-z][a-z-]*)(?:="([^"]*)")?/g;

/** Every tag and attribute is one of the allowlist: a blocklist proves nothing. */
function expectOnlyKnown(html: string): void {
  for (const [, close, name = "", rest = ""] of html.matchAll(/<(\/?)([a-zA-Z][^\s/>]*)((?:"[^"]*"|[^">])*)>/g)) {
    expect(knownTags.has(name), `tag ${name}`).toBe(true);
    if (close) continue;
    for (const [, key = "", value = ""] of rest.matchAll(attribute)) {
      expect(knownAttributes.has(key), `attribute ${key}`).toBe(true);
      // Nothing that the document or its own styles know by name.
      if (key === "id") expect(value).toMatch(/^m-[\w-]+$/);
      if (key === "class") expect(value).toMatch(/^(?:(?:m-[\w-]+|elsewhere)(?: |$))+$|^quote$/);
      if (key === "type") expect(["ol", "ul", "li"]).toContain(name);
      if (key === "style")
        expect(
          value
            .replace(/(background|background-image):([\w#% -]*)url\(https:\/\/[^()"'\s]+\)/g, "$1:$2")
            .replaceAll("background-image", ""),
        ).not.toMatch(
          /url|image|var\(|attr\(|expression|(?<!background-)(?<!list-style-)position|z-index|(?<!text-)transform|animation|(?<!justify-)content|@|\\|behavior|binding/i,
        );
    }
  }
}

const knownTags = new Set(
  "a abbr acronym b bdi big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark nobr ol p pre q rp rt ruby s samp small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var wbr".split(
    " ",
  ),
);
const knownAttributes = new Set(
  "align alt bgcolor border cellpadding cellspacing class clear color colspan dir face frame height href hspace id lang noshade nowrap rel rowspan rules size span src start style target title type valign value vspace width".split(
    " ",
  ),
);

/** What a browser would fetch: everything but links. */
function fetched(html: string): string[] {
  const sources = [...html.matchAll(/<[^a\s][^>]*\s(?:src|srcset|background|poster|data|action)="([^"]*)"/gi)].map(
    ([, source = ""]) => source,
  );
  const styles = [...html.matchAll(/style="[^"]*url[^"]*"/gi)].map(([style]) => style);
  return [...sources.filter((source) => !source.startsWith("data:image/") && source !== "/api/v1/inline/token"), ...styles];
}

describe("pictures", () => {
  test("remote ones are held and counted, and shown when asked", () => {
    const html = '<img src="https://cdn.example/a.png" alt="Chart" width="300"><img src="http://cdn.example/b.png">';
    expect(held(html)).toMatchObject({ html: '<img alt="Chart" width="300" /><img />', heldImages: 2 });
    expect(shown(html)).toMatchObject({
      html: '<img alt="Chart" src="https://cdn.example/a.png" width="300" /><img src="https://cdn.example/b.png" />',
      heldImages: 0,
    });
  });

  test("those of the same mail are shown by our address, others of that kind are not", () => {
    expect(held('<img src="cid:logo@acme"><img src="CID:logo%40acme"><img src="cid:other">').html).toBe(
      '<img src="/api/v1/inline/token" /><img src="/api/v1/inline/token" /><img />',
    );
  });

  test("data pictures of four kinds are shown", () => {
    for (const kind of ["png", "jpeg", "gif", "webp"])
      expect(held(`<img src="data:image/${kind};base64,AAAA">`).html).toContain("base64,AAAA");
    for (const kind of ["svg+xml", "bmp", "x-icon"])
      expect(held(`<img src="data:image/${kind};base64,AAAA">`).html).toBe("<img />");
  });

  test.each([
    '<img src="https://t.example/p.gif" width="1" height="1">',
    '<img src="https://t.example/p.gif" width=0 height=0>',
    '<img src="https://t.example/p.gif" style="display:none">',
    '<img src="https://t.example/p.gif" style="width:1px;height:1px">',
    '<img src="https://t.example/p.gif" style="width:1px" height="1">',
    '<img src="https://t.example/p.gif" width="1">',
    '<img src="https://t.example/p.gif" width="1px" height="1px" style="display:block">',
    '<img src="https://t.example/p.gif" style="opacity:0" width="30">',
    '<img src="https://t.example/p.gif" style="max-height:0;max-width:0">',
    '<img src="https://list.example/track/open.php?u=1&amp;id=2">',
    '<img src="https://u1.mailer.example/wf/open?upn=abc">',
    '<img src="http://mail.example/trk/o/abc">',
  ])("a tracker is left out always, and counted apart: %s", (html) => {
    expect(held(html)).toMatchObject({ html: "", heldImages: 0, trackers: 1 });
    expect(shown(html)).toMatchObject({ html: "", heldImages: 0, trackers: 1 });
  });

  test("a tracker leaves nothing behind, wherever it stands", () => {
    const dot = '<img src="https://t.example/p.gif" width="1" height="1">';
    const { html, trackers } = held(`${dot}<p>a${dot}b</p>${dot}<img alt="c">${dot}<br>${dot}${dot}`);
    expect(html).toBe('<p>ab</p><img alt="c" /><br />');
    expect(trackers).toBe(6);
  });

  test.each([
    ["a spacer", '<img src="https://cdn.example/s.gif" width="1" height="20">'],
    ["a picture for phones alone", '<img class="phone" src="https://cdn.example/a.png" width="320" style="display:none">'],
    ["a picture without a size", '<img src="https://cdn.example/a.png">'],
    ["one with the word in its name", '<img src="https://cdn.example/opening-hours.png">'],
  ])("%s is no tracker", (_what, html) => expect(held(html)).toMatchObject({ heldImages: 1, trackers: 0 }));

  test("a background of the web is held and counted, one of the mail itself is shown", () => {
    const html =
      '<table background="https://cdn.example/bg.png"><tr><td background="cid:logo@acme" style="background:#eee url(https://cdn.example/b.png) no-repeat">x</td></tr></table>';
    expect(held(html)).toMatchObject({
      html: '<table><tr><td style="background-image:url(/api/v1/inline/token);background:#eee no-repeat">x</td></tr></table>',
      heldImages: 2,
    });
    expect(shown(html).html).toContain('<table style="background-image:url(https://cdn.example/bg.png)">');
    expect(shown(html).html).toContain("background:#eee url(https://cdn.example/b.png)no-repeat");
  });

  test.each([
    "cid:LOGO@acme",
    "cid:%6Cogo%40acme",
    "cid:<logo@acme>",
    "CID:&lt;logo@acme&gt;",
    " cid:logo@acme ",
    "cid:%3Clogo@acme%3E",
    "cid://logo@acme",
  ])("%j is the picture logo@acme", (src) => {
    expect(held(`<img src="${src}">`).html).toBe('<img src="/api/v1/inline/token" />');
  });

  test("one that must shrink keeps the shape that its sender gave it", () => {
    expect(held('<img src="cid:logo@acme" width="600" height="20">').html).toContain('style="aspect-ratio:600/20"');
    expect(held('<img src="cid:logo@acme" width="100%" height="20">').html).not.toContain("aspect-ratio");
  });
});

describe("links", () => {
  test("lead elsewhere in their own window and tell nothing", () => {
    expect(held('<a href="https://example.com/a?b=1&amp;c=2">x</a>').html).toBe(
      '<a href="https://example.com/a?b=1&amp;c=2" rel="noopener noreferrer nofollow" target="_blank" title="example.com">x</a>',
    );
    expect(held('<a href="mailto:a@b.example" target="_top">x</a>').html).toContain(
      'href="mailto:a@b.example" rel="noopener noreferrer nofollow" target="_blank"',
    );
  });

  test.each([
    "/api/logout",
    "//evil.example",
    "#top",
    "?x",
    "ftp://x.example",
    "https://bank.example@evil.example/",
    "https:/\\evil.example\u0000",
    "http://[",
    "cid:x",
  ])("%j is not one", (href) => expect(held(`<a href="${href}">x</a>`).html).not.toMatch(/href="(?!https:\/\/evil\.example\/")/));
});

describe("what a reader needs stays", () => {
  test("tables, colours, lists and line breaks", () => {
    const html =
      '<table bgcolor="#ffffff" cellpadding="0" width="600"><tbody><tr><td align="center" style="padding:10px;color:#333333;font-family:Arial,sans-serif">Hi<br>there</td></tr></tbody></table><ol start="3"><li>x</li></ol>';
    expect(held(html).html.replaceAll("<br />", "<br>")).toBe(html);
  });

  test.each([
    ["color:red;position:fixed;top:0", "color:red"],
    ["background:#fff url(https://x.example/a.png)", "background:#fff"],
    ["background:url(https://x.example/a.png),url(https://x.example/b.png)", ""],
    [
      "background-image:linear-gradient(90deg, #fff, rgba(0,0,0,0.5))",
      "background-image:linear-gradient(90deg,#fff,rgba(0,0,0,0.5))",
    ],
    ["background-image:linear-gradient(url(https://x.example/a.png),#fff)", ""],
    ["background:#fff", "background:#fff"],
    ["color:rgb(1, 2, 3)", "color:rgb(1,2,3)"],
    ["color:var(--x)", ""],
    ["width:calc(100% - 1px)", "width:calc(100% - 1px)"],
    ["width:calc(var(--x) - 1px)", ""],
    ["font-family:'Segoe UI',Arial", "font-family:&quot;Segoe UI&quot;,Arial"],
    ["display:flex", "display:flex"],
    ["display:grid", ""],
    ["overflow:hidden;max-height:0;font-size:0;opacity:0", "overflow:hidden;max-height:0;font-size:0;opacity:0"],
    ["overflow:scroll", ""],
    ["unicode-bidi:bidi-override", ""],
    ["direction:rtl;unicode-bidi:embed", "direction:rtl;unicode-bidi:embed"],
    ["mso-line-height-rule:exactly;line-height:20px", "line-height:20px"],
    ["white-space:pre-wrap", "white-space:pre-wrap"],
    [
      "border-top-left-radius:4px;box-shadow:0 1px 2px rgba(0,0,0,0.2)",
      "border-top-left-radius:4px;box-shadow:0 1px 2px rgba(0,0,0,0.2)",
    ],
    ["display:none", "display:none"],
    ["margin:-1000px", ""],
    ["margin:0 auto", "margin:0 auto"],
    ["color:red!important", "color:red!important"],
    ["c\\6flor:red", ""],
    ["color:red;;;}body{display:none", "color:red"],
    ["behavior:url(x)", ""],
    ["width:expression(alert(1))", ""],
    ["-moz-binding:url(x)", ""],
    ["content:'x'", ""],
    ["list-style:url(x)", ""],
    ["cursor:url(x),auto", ""],
    [`color:red;${"x".repeat(5000)}`, ""],
  ])("style %j", (style, safe) => {
    expect(held(`<p style="${style}">x</p>`).html).toBe(safe ? `<p style="${safe}">x</p>` : "<p>x</p>");
  });

  test("unclosed and wrongly nested tags are set right", () => {
    expect(held("<ul><li>a<li>b</ul><p>x<p>y<table><tr><td>1<td>2<tr><td>3").html).toBe(
      "<ul><li>a</li><li>b</li></ul><p>x</p><p>y</p><table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>",
    );
  });

  test("text that looks like a tag is shown", () => {
    expect(held("a < b and <3 and x<y>").html).toContain("a &lt; b and &lt;3");
  });
});

describe("quotes are folded", () => {
  const fold = '<details class="quote"><summary>•••</summary>';

  test.each([
    [
      "Gmail",
      '<div>Mine</div><div class="gmail_quote"><div class="gmail_attr">On X wrote:</div><blockquote class="gmail_quote">old</blockquote></div>',
    ],
    ["Apple", '<div>Mine</div><div><blockquote type="cite">old</blockquote></div>'],
    [
      "Thunderbird",
      '<p>Mine</p><div class="moz-cite-prefix">On X wrote:</div><blockquote type="cite" cite="mid:x">old</blockquote>',
    ],
    [
      "Outlook on the web",
      '<div>Mine</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> X</div><div>old</div>',
    ],
    [
      "Word",
      '<div class=WordSection1><p>Mine</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>From:</b> X</p></div></div><p>old</p></div>',
    ],
    ["Yahoo", '<div>Mine</div><div class="yahoo_quoted"><div>On X wrote:</div><div>old</div></div>'],
    [
      "Proton",
      '<div>Mine</div><div class="protonmail_quote">On X wrote:<blockquote class="protonmail_quote" type="cite">old</blockquote></div>',
    ],
  ])("%s", (_client, html) => {
    const [before = "", after = ""] = held(html).html.split(fold);
    expect(before).toContain("Mine");
    expect(before).not.toContain("old");
    expect(after).toContain("old");
    expect(after).toContain("</details>");
  });

  test.each([
    ["a mail that is all quote", '<blockquote type="cite">old</blockquote>'],
    [
      "a forward of Gmail",
      '<div>See</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: X</div>old</div>',
    ],
    ["a forward of Apple Mail", '<div>See</div><blockquote type="cite"><div>Begin forwarded message:</div>old</blockquote>'],
    ["a quotation that somebody typed", "<p>See</p><blockquote>old</blockquote>"],
  ])("but not %s", (_what, html) => expect(held(html).html).not.toContain("<details"));

  test("answers between the quotes stay in sight", () => {
    const html = held(
      '<div class="gmail_quote"><div class="gmail_attr">On X wrote:</div><blockquote class="gmail_quote">one</blockquote><div>My answer</div><blockquote class="gmail_quote">two</blockquote></div>',
    ).html;
    expect(html.replace(/<details.*?<\/details>/g, "")).toContain("My answer");
    expect(html.split(fold).length).toBe(3);
  });

  test("a sender's own details element is opened", () => {
    expect(held("<details><summary>Click</summary>hidden</details>").html).not.toContain("<details");
  });
});

describe("what a member typed", () => {
  test("formatting and links stay, pictures and styles go", () => {
    expect(
      sanitiseTypedHtml(
        '<p style="color:red">Hi <strong>you</strong><img src=x></p><ul><li>a</li></ul><a href="https://x.example">x</a>',
      ),
    ).toBe(
      '<p>Hi <strong>you</strong></p><ul><li>a</li></ul><a href="https://x.example/" rel="noopener noreferrer nofollow" target="_blank">x</a>',
    );
  });
});

describe("the document", () => {
  const mail = { html: "<p>x</p>", heldImages: 2, trackers: 1, css: "", darkCss: "", isTooMuch: false };
  const page = bodyDocument(mail, { images: "held", always: ['"<x@client.example>'] });
  test("is whole, light and without scripts or base", () => {
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain('<meta charset="utf-8">');
    expect(page).toContain('<meta name="held-images" content="2">');
    expect(page).toContain('<meta name="images" content="held">');
    expect(page).toContain('<meta name="always" content="&quot;&lt;x@client.example&gt;">');
    expect(page).toContain('<meta name="trackers" content="1">');
    expect(page).not.toContain('class="sender');
    expect(page).toContain("color-scheme: light");
    expect(page).toContain("display: flow-root");
    expect(page).toContain('<body dir="auto"><p>x</p></body>');
    expect(page).not.toMatch(/<script|<base|https?:/i);
  });
});

describe("any HTML at all", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...vectors,
      "<div>",
      "</div>",
      "<p>",
      "<table>",
      "<td>",
      "<blockquote type=cite>",
      "</blockquote>",
      "<a href='",
      '"',
      "'",
      ">",
      "<!--",
      "-->",
      "&lt;",
      "&#60;",
      "\0",
    ),
    fc.string(),
  );
  const html = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

  test("is safe, and the same the second time", () => {
    fc.assert(
      fc.property(html, (source) => {
        const once = held(source).html;
        expect(markup(once)).not.toMatch(active);
        expectOnlyKnown(once);
        expect(fetched(once)).toEqual([]);
        expect(held(once).html).toBe(once);
      }),
      { seed: 20261122, numRuns: 400 },
    );
  });

  test("becomes text without markup of the allowed kind", () => {
    fc.assert(
      fc.property(html, (source) => {
        expect(htmlToText(source)).not.toMatch(/<\/?(?:div|p|table|td)>/i);
      }),
      { seed: 20261122, numRuns: 200 },
    );
  });

  test("longer than is kept is cut first", () => {
    expect(held("x".repeat(limits.storedHtmlChars + 100)).html.length).toBe(limits.storedHtmlChars);
  });
});
