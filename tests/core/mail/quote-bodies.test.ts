// Whole bodies with the places where the fold must begin and end, and bodies of which no word may be folded.
import { describe, expect, test } from "vitest";
import { foldQuote, type TextFold } from "../../../functions/core/mail/quote.ts";
import { drawnBlocks } from "./drawn-blocks.ts";

describe.each(drawnBlocks("bodies"))("%s", (_name, body) => {
  test.each(["\n", "\r\n"])("folds as drawn, with line ends %j", (end) => {
    const { text, parts } = drawn(body.replaceAll("\n", end), end);
    expect(partsOf(text)).toEqual(parts);
  });
});

describe.each(drawnBlocks("traps"))("%s", (_name, body) => {
  test("stays in sight", () => {
    expect(foldQuote(body)).toEqual({ visible: body, folds: [] });
  });

  test("stays in sight above a quote", () => {
    const quoted = `${body}\n\nOn 3 Nov 2026, at 10:00, Ana <ana@acme.test> wrote:\n> old words of hers\n`;
    const { visible } = foldQuote(quoted);
    for (const line of body.split("\n")) expect(visible).toContain(line.trimEnd());
  });
});

test("an attribution that shares its line with the writer's words", () => {
  const text = "Yes. On Wed, Nov 4, 2026 at 3:59 PM, ana@acme.test wrote:\n> Again?";
  expect(foldQuote(text).visible).toBe("Yes.");
});

interface Part {
  readonly kind: TextFold["kind"] | "own";
  readonly words: string;
}

/** The body without its signs, and the parts that they draw. */
function drawn(body: string, end: string): { text: string; parts: Part[] } {
  const pieces = body.split(/^~~~ (own|quote|signature)\r?\n/m);
  const parts: Part[] = [];
  for (let i = 0; i < pieces.length; i += 2) {
    const kind = i === 0 ? "own" : (pieces[i - 1] as Part["kind"]);
    const words = pieces[i]?.replaceAll(end, "\n").trim() ?? "";
    if (words !== "") parts.push({ kind, words });
  }
  return { text: pieces.filter((_, i) => i % 2 === 0).join(""), parts };
}

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  const add = (kind: Part["kind"], to: number) => {
    const words = text.slice(at, to).replaceAll("\r\n", "\n").trim();
    if (words !== "") parts.push({ kind, words });
    at = to;
  };
  for (const { from, to, kind } of foldQuote(text).folds) {
    add("own", from);
    add(kind, to);
  }
  add("own", text.length);
  return parts;
}
