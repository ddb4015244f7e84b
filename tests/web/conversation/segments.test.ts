// A text cut at the folds that the server names.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { segmentsOf, type TextFold } from "../../../web/src/mail/segments.ts";

describe("a text", () => {
  test("without folds is the writer's own", () => {
    expect(segmentsOf("Hello\nthere", [])).toEqual([{ kind: "own", text: "Hello\nthere" }]);
  });

  test("is cut into words, signature and quote, without the blank lines between", () => {
    const text = "Hello\n\n-- \nAna\n\nOn Monday:\n> old\n";
    const folds: TextFold[] = [
      { from: 7, to: 16, kind: "signature" },
      { from: 16, to: text.length, kind: "quote" },
    ];
    expect(segmentsOf(text, folds)).toEqual([
      { kind: "own", text: "Hello" },
      { kind: "signature", text: "-- \nAna" },
      { kind: "quote", text: "On Monday:\n> old" },
    ]);
  });

  test("keeps the indent of its first line", () => {
    expect(segmentsOf("\n\n    code\n", [])).toEqual([{ kind: "own", text: "    code" }]);
  });

  test("may begin with a quote", () => {
    expect(segmentsOf("> old\nmine", [{ from: 0, to: 6, kind: "quote" }])).toEqual([
      { kind: "quote", text: "> old" },
      { kind: "own", text: "mine" },
    ]);
  });
});

test("no word is lost, wherever the folds are", () => {
  const line = fc.constantFrom("", " ", "a word", "> old", "  indented", "-- ");
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat(80), { maxLength: 4 }), (lines, places) => {
      const text = lines.join("\n");
      const ends = [...new Set(places.map((place) => Math.min(place, text.length)))].sort((a, b) => a - b);
      const folds = ends.slice(1).map((to, index): TextFold => ({ from: ends[index] ?? 0, to, kind: "quote" }));
      const words = segmentsOf(text, folds).map((segment) => segment.text);
      expect(words.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
    }),
  );
});
