// A mail's own style sheets: what dresses the mail stays, what fetches, covers, watches or reaches for what is ours goes.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../../../functions/core/limits.ts";
import { safeSheet } from "../../../functions/core/mail/css-sheet.ts";
import { sanitiseHtml } from "../../../functions/core/mail/html.ts";
import { bodyDocument } from "../../../functions/core/mail/html-document.ts";

const read = (html: string) => sanitiseHtml(html, { images: "shown", inlineImage: () => undefined });
const css = (sheet: string) => safeSheet([sheet]).css;

describe("what stays", () => {
  test.each([
    ["p { margin: 0 0 1em; color: #333 }", "p{margin:0 0 1em;color:#333}"],
    [".btn a { padding: 10px !important }", ".m-btn a{padding:10px!important}"],
    ["#footer td > a:hover { color: red }", "#m-footer td>a:hover{color:red}"],
    ["h1, h2.big, [title] { font-size: 20px }", "h1,h2.m-big{font-size:20px}"],
    ["body { background: #eee }", ".m-body{background:#eee}"],
    ["html body p { color: red }", ".m-body p{color:red}"],
    ["* { margin: 0 }", ":where(body) *{margin:0}"],
    ["td:nth-child(2n+1) { width: 50% }", "td:nth-child(2n+1){width:50%}"],
    [
      "<!-- p.MsoNormal, li.MsoNormal { margin: 0cm; font-size: 11.0pt } -->",
      "p.m-MsoNormal,li.m-MsoNormal{margin:0cm;font-size:11.0pt}",
    ],
    ["@media (max-width: 600px) { .col { width: 100% !important } }", "@media (max-width:600px){.m-col{width:100%!important}}"],
    [
      "@media only screen and (min-width:480px) and (max-width:600px) { p { color: red } }",
      "@media only screen and (min-width:480px) and (max-width:600px){p{color:red}}",
    ],
    ["@media screen { @media (max-width: 9em) { p { color: red } } }", "@media screen and (max-width:9em){p{color:red}}"],
    ["p { color: red; position: fixed; top: 0 }", "p{color:red}"],
    ["p { color: red } q { color: ", "p{color:red}"],
    ["p { color: red; } } td { color: blue }", "p{color:red}"],
  ])("%s", (sheet, kept) => expect(css(sheet)).toBe(kept));

  test("classes and ids of the mail are those of its style sheet, and no names of ours", () => {
    const { html, css: sheet } = read('<style>.a b#c{color:red}</style><p class="a quote m-x  elsewhere"><b id="c">x</b></p>');
    expect(html).toBe('<div class="m-body"><p class="m-a m-quote m-x"><b id="m-c">x</b></p></div>');
    expect(sheet).toBe(".m-a b#m-c{color:red}");
  });

  test("a style sheet in the middle of a line breaks none", () => {
    const { html, css: sheet } = read("<div>one <style>b{color:red}</style><b>two</b> three</div>");
    expect([html, sheet]).toEqual(["<div>one <b>two</b> three</div>", "b{color:red}"]);
  });

  test("what the tags of the document say is said by an element", () => {
    expect(
      read('<html dir="rtl" lang="ar"><head><title>x</title></head><body bgcolor="#eeeeee" text=navy class=x>م</body></html>')
        .html,
    ).toBe('<div class="m-body m-x" dir="rtl" lang="ar" style="background-color:#eeeeee;color:navy">م</div>');
    expect(read("<html dir=rtl>שלום</html>").html).toBe('<div class="m-body" dir="rtl">שלום</div>');
    expect(read("<html><body><p>x</p></body></html>").html).toBe("<p>x</p>");
    expect(read("<p>x</p><body style='color:red'><p>y").html).toBe(
      '<p>x</p><div class="m-body" style="color:red"><p>y</p></div>',
    );
  });

  test("a second document in the mail, and what follows the end of the first, are inside", () => {
    const { html } = read(
      "<html><body bgcolor=#fff><p>one</p></div></body></html><html><body bgcolor=#000>two</body></html>three",
    );
    expect(html).toBe('<div class="m-body" style="background-color:#fff"><p>one</p>twothree</div>');
  });

  test("Word's own and Outlook's are left out, their words stay", () => {
    const { html } = read(
      "<!--[if mso]><p>for Word</p><![endif]--><!--[if !mso]><!--><p>for all</p><!--<![endif]--><![if !vml]><b>x</b><![endif]>" +
        "<xml><o:PixelsPerInch>96</o:PixelsPerInch></xml><p class=MsoNormal>a<o:p></o:p></p><v:rect><v:fill /></v:rect>",
    );
    expect(html).toBe('<p>for all</p><b>x</b><p class="m-MsoNormal">a</p>');
  });
});

describe("dark colours", () => {
  const dark = "body{background:#111}p{color:#eee!important}";

  test("that the sender chose are apart, for the page to switch on", () => {
    const sheet = safeSheet([`p{color:#111}@media (prefers-color-scheme: dark){${dark}}`]);
    expect(sheet).toEqual({ css: "p{color:#111}", darkCss: ".m-body{background:#111}\np{color:#eee!important}" });
    const page = bodyDocument(read(`<style>@media (prefers-color-scheme:dark){${dark}}</style>x`), {
      images: "held",
      always: [],
    });
    expect(page).toContain('<style class="sender-dark" media="not all">.m-body{background:#111}');
  });

  test("with other conditions keep those", () => {
    expect(safeSheet([`@media screen and (prefers-color-scheme: dark) and (max-width: 500px){${dark}}`]).darkCss).toMatch(
      /^@media screen and \(max-width:500px\)\{\.m-body/,
    );
    expect(safeSheet([`@media (prefers-color-scheme: light){p{color:red}}`])).toEqual({ css: "p{color:red}", darkCss: "" });
  });

  test.each([
    ["a picture that is exchanged", ".dark{display:block}.light{display:none}"],
    ["words without a paper", "p{color:#fff}"],
    ["a paper without words", "body{background:#000}"],
  ])("are not promised by %s", (_what, rules) => {
    expect(safeSheet([`@media (prefers-color-scheme:dark){${rules}}`]).darkCss).toBe("");
  });
});

describe("what goes", () => {
  test.each([
    "@import url(https://evil.example/x.css); @import 'https://evil.example/y.css';",
    "@font-face { font-family: x; src: url(https://evil.example/f) }",
    "@namespace url(https://evil.example); @charset 'utf-7';",
    "@keyframes x { from { color: red } }",
    "@page { margin: 0 }",
    "@supports (color: red) { p { color: red } }",
    "@layer x { p { color: red } }",
    "@container (min-width: 1px) { p { color: red } }",
    "@media (prefers-reduced-motion) { p { color: red } }",
    "@media print and (update: fast) { p { color: red } }",
    "@media (min-width: calc(1px)) { p { color: red } }",
    "p { background: url(https://evil.example/a) }",
    "p { background-image: image-set('https://evil.example/a' 1x) }",
    "p { background: var(--x); --x: url(https://evil.example) }",
    "p { list-style-image: url(https://evil.example); cursor: url(https://evil.example), auto }",
    "p { position: fixed; z-index: 9; transform: scale(9); animation: x 1s; inset: 0 }",
    "p { content: 'x'; behavior: url(x); -moz-binding: url(x); width: expression(alert(1)) }",
    "p::before { content: 'x'; color: red }",
    "p:before { color: red }",
    "p::first-letter { color: red }",
    "a[href^='https://a'] { color: red }",
    "input[value^='a'] { color: red }",
    ".x:has(a[href]) { color: red }",
    "p:not(.x) { color: red }",
    "a:visited { color: red }",
    ":root { color: red }",
    "details.quote { display: none }",
    "summary { display: none }",
    "script { display: block }",
    "svg|a { color: red }",
    "p { & b { color: red } }",
    "\\64 iv { color: red }",
    ".\\71 uote { color: red }",
    "p { c\\6flor: red }",
    "p { font-family: '</style><img src=x onerror=alert(1)>' }",
    "a b c b c b c b c b { color: red }",
    "}",
    "/*",
    "p{color:red",
  ])("%s", (sheet) => expect(css(sheet).replace("p{color:red}", sheet === "p{color:red" ? "" : "p{color:red}")).toBe(""));

  test("a style sheet for another program, or for paper", () => {
    expect(read("<style type='text/x-mso'>p{color:red}</style>x").css).toBe("");
    expect(read("<style media='print'>p{color:red}</style>x").css).toBe("@media print{p{color:red}}");
    expect(read("<style media='all){}b{color:red'>p{color:red}</style>x").css).not.toMatch(/^b/);
  });

  test("rules and characters past the limits", () => {
    const many = css("p{color:red}".repeat(limits.styleRules + 10));
    expect(many.split("\n")).toHaveLength(limits.styleRules);
    expect(css(`p{color:red}${" ".repeat(limits.styleSheetChars)}`)).toBe("");
  });

  test("a style element that ends early cannot end ours", () => {
    const { css: sheet, html } = read('<style>p{font-family:"</style><img src=x onerror=alert(1)>"}</style>');
    expect(sheet).not.toContain("<");
    expect(html).not.toContain("onerror");
  });
});

describe("any style sheet at all", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ..."p .a #b * > + ~ , { } ( ) [ ] : ; @media @import url( ' \" \\ /* */ <!-- --> < </style> color:red !important position:fixed --x: var( and (max-width:1px) (prefers-color-scheme:dark) ::before :hover body details".split(
        " ",
      ),
    ),
    fc.string({ maxLength: 5 }),
  );

  test("is of known parts, and the same when it is read again", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const { css: once } = safeSheet([pieces.join(" ")]);
        expect(once).not.toMatch(/<|url|@(?!media)|\[|\\|position|content|::|var|details|summary|--/);
        expect(css(once.replaceAll(":where(body) ", ""))).toBe(once);
      }),
      { seed: 20261125, numRuns: 2000 },
    );
  });
});
