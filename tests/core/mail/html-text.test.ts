// HTML as text: what a reader would have seen, in the order they would have seen it.
import { describe, expect, test } from "vitest";
import { htmlToText } from "../../../functions/core/mail/html.ts";

describe("as text", () => {
  test.each([
    ["<p>One</p><p>Two</p>", "One\n\nTwo"],
    ["One<br>Two<br><br>Three", "One\nTwo\n\nThree"],
    ["<div>One</div><div>Two</div>", "One\nTwo"],
    ["<div><div><div>One</div></div></div><div>Two</div>", "One\nTwo"],
    ["  many \n\n  spaces  ", "many spaces"],
    ["<pre>kept  as\n  it is</pre>", "kept  as\n  it is"],
    ["<ul><li>a</li><li>b</li></ul>", "- a\n- b"],
    ["<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"],
    ["<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"],
    ["<ul><li>a<ul><li>b<ol start=3><li>c<li>d</ol></ul><li>e</ul>", "- a\n  - b\n    3. c\n    4. d\n- e"],
    ["<div style='white-space: pre-wrap'>one\n two\n\nthree</div>four", "one\n two\n\nthree\nfour"],
    ["<svg>words after <b>one</b> that nobody closed", "words after one that nobody closed"],
    ["<object data=x>instead of the film</object> <video><p>fallback</p></video>", "instead of the film\n\nfallback"],
    ["&alpha;&Omega; &rarr; &commat;&lbrack;&NotAnEntity; &zcaron;&hellip;", "αΩ → @[&NotAnEntity; ž…"],
    ["<h1>Head</h1>text", "Head\n\ntext"],
    ["<p>mine</p><blockquote><p>one</p><p>two</p></blockquote><p>after</p>", "mine\n\n> one\n>\n> two\n\nafter"],
    ["a &amp; b &lt;c&gt; &eacute; &#8364; &#x20AC;&nbsp;| &unknown; &", "a & b <c> é € € | &unknown; &"],
    ["caf&eacute", "café"],
    ["&#128;&#147;x&#148;", "€“x”"],
    ["<style>x</style><script>y</script><title>z</title>shown", "shown"],
    ["<!-- hidden -->shown<!-- also", "shown"],
    ["a<b>b</b>c", "abc"],
    ["x < y", "x < y"],
    ['<img src="cid:x" alt="Chart">', "[Chart]"],
    ['<a href="https://x.example/a">the page</a>', "the page <https://x.example/a>"],
    ['<a href="https://x.example/a">https://x.example/a</a>', "https://x.example/a"],
    ['<a href="https://x.example/">x.example</a>', "x.example"],
    ['<a href="mailto:a@b.example">write</a>', "write"],
    ['<a href="javascript:alert(1)">x</a>', "x"],
    ["<div style='display: none'>pre</div>shown", "shown"],
    ["<span style='mso-hide:all'>pre</span>shown", "shown"],
    ["<p hidden>pre</p>shown", "shown"],
    ["<div style='display:none'>all there is</div>", "all there is"],
    ["", ""],
    ["<p>unclosed <b>tags", "unclosed tags"],
    ["</p></div>stray", "stray"],
    ["zero\u200bwidth soft\u00adhyphen", "zerowidth softhyphen"],
  ])("%j", (html, text) => expect(htmlToText(html)).toBe(text));

  test("what is hidden can be asked for", () => {
    const html = "<div style='display:none'>Your parcel is on its way&#847; &zwnj;&nbsp;</div><p>Hello</p><p hidden>x</p>";
    expect(htmlToText(html)).toBe("Hello");
    expect(htmlToText(html, { hidden: "shown" })).toBe("Your parcel is on its way\n\nHello\n\nx");
  });

  test("links can be left out", () => {
    expect(htmlToText('<a href="https://x.example/a">the page</a>', { links: "left-out" })).toBe("the page");
  });
});
