// Addresses in text: which ones are found, where they end, and that only harmless schemes come out.
import fc from "fast-check";
import { expect, test } from "vitest";
import { linkify } from "../../../web/src/mail/linkify.ts";
import { fastest } from "../../helpers/fastest.ts";

const hrefs = (text: string): string[] => linkify(text).flatMap((piece) => piece.href ?? []);

test.each([
  ["a sentence's end", "See https://acme.test/a.", ["https://acme.test/a"]],
  ["brackets around it", "(see https://acme.test/a)", ["https://acme.test/a"]],
  ["brackets inside it", "https://acme.test/a_(b)", ["https://acme.test/a_(b)"]],
  ["angle brackets", "<https://acme.test/?a=1&b=2>", ["https://acme.test/?a=1&b=2"]],
  ["www without a scheme", "www.acme.test/x", ["https://www.acme.test/x"]],
  ["a mail address", "write to ana.b+c@acme.test, please", ["mailto:ana.b+c@acme.test"]],
  ["two in a line", "http://a.test and http://b.test", ["http://a.test", "http://b.test"]],
  ["capitals", "HTTPS://ACME.TEST", ["HTTPS://ACME.TEST"]],
  ["a scheme alone", "http:// and https://", []],
])("%s", (_name, text, expected) => {
  expect(hrefs(text)).toEqual(expected);
});

test.each([
  "javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "file:///etc/passwd",
  "java\nscript:alert(1)",
  "blob:x",
])("%s is never a link", (text) => {
  expect(hrefs(text)).toEqual([]);
});

test("markup beside an address stays text", () => {
  const pieces = linkify('https://acme.test/"onmouseover="alert(1) <img src=x onerror=alert(1)>');
  expect(pieces[0]).toEqual({ text: "https://acme.test/", href: "https://acme.test/" });
  expect(pieces.slice(1).every((piece) => piece.href === undefined)).toBe(true);
});

test("an address ends at a mark that would show it backwards", () => {
  expect(hrefs("https://acme.test/\u202egnp.exe")).toEqual(["https://acme.test/"]);
});

test("the pieces joined are the text, and every link is http or mailto", () => {
  const part = fc.oneof(fc.string(), fc.constantFrom("http://", "https://a.b", "www.", "a@b.co", "javascript:", ")", ".", " "));
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const text = parts.join("");
      const pieces = linkify(text);
      expect(pieces.map((piece) => piece.text).join("")).toBe(text);
      for (const { href } of pieces) if (href) expect(href).toMatch(/^(https?:|mailto:)/i);
    }),
  );
});

test.each(["a", "a@", "http://", "www.", "a.b@c.", "https://x)"])("a megabyte of %s takes less than a second", (unit) => {
  const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
  expect(fastest(() => linkify(text))).toBeLessThan(1000);
});
