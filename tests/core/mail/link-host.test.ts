// Links whose words are another address than they lead to.
import { describe, expect, test } from "vitest";
import { sanitiseHtml } from "../../../functions/core/mail/html.ts";
import { leadsElsewhere } from "../../../functions/core/mail/link-host.ts";

describe("a link leads elsewhere", () => {
  test.each([
    ["https://bank.example/login", "https://evil.example/"],
    ["www.bank.example", "https://evil.example/"],
    ["bank.example", "https://bank.example.evil.test/"],
    ["<b>bank</b>.<i>example</i>/login", "https://evil.example/"],
    [" https://bank.example\n", "http://192.0.2.7/bank.example"],
    ["https://bank&#46;example", "https://evil.example"],
    ["b&#x430;nk.example", "https://bank.example"],
    ["https://bank.example@evil.example/", "https://bank.example/"],
    ["bank.co.uk", "https://evil.co.uk/"],
  ])("%s → %s", (words, href) => expect(leadsElsewhere(words, href)).toBe(true));
});

describe("a link does not", () => {
  test.each([
    ["our page", "https://evil.example/"],
    ["https://bank.example/login", "https://bank.example/other"],
    ["www.bank.example", "https://bank.example/"],
    ["bank.example", "https://click.bank.example/x"],
    ["shop.bank.co.uk", "https://www.bank.co.uk/"],
    ["ana@bank.example", "https://evil.example/"],
    ["manual.pdf", "https://files.example/manual.pdf"],
    ["Node.js", "https://nodejs.example/"],
    ["version 2.0", "https://x.example/"],
    ["bank.example", "mailto:a@b.example"],
    ["Read more at bank.example today", "https://evil.example/"],
    ["", "https://evil.example/"],
    ["192.0.2.7", "http://192.0.2.7/"],
  ])("%s → %s", (words, href) => expect(leadsElsewhere(words, href)).toBe(false));
});

describe("on screen", () => {
  const shown = (html: string) => sanitiseHtml(html, { images: "held", inlineImage: () => undefined }).html;

  test("it is marked, and every link names the host that it leads to", () => {
    expect(shown('<a href="https://evil.example/x" title="https://bank.example">www.bank.example</a>')).toBe(
      '<a class="elsewhere" href="https://evil.example/x" rel="noopener noreferrer nofollow" target="_blank" title="evil.example">www.bank.example</a>',
    );
    expect(shown('<a href="https://münchen.example/">x</a>')).toContain('title="xn--mnchen-3ya.example"');
  });

  test("a sender cannot make the mark, nor unmake it", () => {
    expect(shown('<a elsewhere="" class="elsewhere" href="https://a.example">hello</a>')).not.toMatch(/class="[^"]*\belsewhere/);
    const html = shown('<a class="x" href="https://evil.example">bank.example</a>');
    expect(html).toContain('class="elsewhere m-x"');
    expect(shown(html)).toBe(html);
  });
});
