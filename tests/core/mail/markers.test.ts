// T1 (4): our signed addresses in what a mail quotes, as mail programs leave them.
import { describe, expect, test } from "vitest";
import { limits } from "../../../functions/core/limits.ts";
import { markersIn } from "../../../functions/core/mail/markers.ts";
import { fastest } from "../../helpers/fastest.ts";

const one = `r.01jd0000000000000000000001.${"a".repeat(26)}`;
const other = `r.01jd0000000000000000000002.${"b".repeat(26)}`;
const inText = (text: string) => markersIn({ text });
const inHtml = (html: string) => markersIn({ text: "", html });

describe("is found", () => {
  test.each([
    ["as an address in quoted headers", `De: Acme <${one}@reply.acme.test>`],
    ["in capitals", one.toUpperCase()],
    ["without its domain", `> ${one} <`],
    ["after a quote mark, at the end of the text", `>>${one}`],
  ])("%s", (_how, text) => {
    expect(inText(text)).toEqual([one]);
  });

  test.each([
    ["a class", `<div class="${one}">`],
    ["a class that Gmail wrote anew", `<div class="m_-1234567890123456789${one} gmail_quote">`],
    ["an id with something behind it", `<blockquote id="x_${one}_2">`],
    ["an address in a link", `<a href="mailto:${one}%40reply.acme.test">`],
    ["a tag that was never closed", `<div class=${one}`],
    ["a comment", `<!-- ${one} -->`],
  ])("in %s", (_how, html) => {
    expect(inHtml(html)).toEqual([one]);
  });

  test("each once, in the order of text and then of HTML", () => {
    expect(markersIn({ text: `${other} ${one} ${other}`, html: `<a ${one}>` })).toEqual([other, one]);
  });

  test("only so many", () => {
    const many = Array.from({ length: limits.markers + 3 }, (_, n) => one.replace("0001", `000${n}`.slice(-4)));
    expect(inText(many.join("\n"))).toEqual(many.slice(0, limits.markers));
  });
});

test.each([
  ["a shorter one", one.slice(0, -1)],
  ["letters that our alphabet does not have", one.replace("01jd", "01ud")],
  ["nothing", ""],
])("%s is none", (_what, text) => {
  expect(inText(text)).toEqual([]);
});

test.each(["r", "r.", `r.${"a".repeat(26)}`, `r.${"a".repeat(26)}.`, `${one} `])("a megabyte of %j takes no time", (piece) => {
  const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
  expect(fastest(() => markersIn({ text, html: text }))).toBeLessThan(2000);
});
