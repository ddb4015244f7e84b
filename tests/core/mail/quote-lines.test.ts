// Each line that a mail program puts above a quote or below a mail, in each language, in each place where it stands.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { foldQuote } from "../../../functions/core/mail/quote.ts";

const mine = "Thank you, that works.\nMy order is 4711.";
const old = ["Hello Kim,", "does it work now?", "Ana"];
const marked = old.map((line) => `> ${line}`).join("\n");

/** Lines "client, language | what it writes" of a fixture, with its signs for what cannot be seen. */
function entries(name: string): [who: string, written: string][] {
  const file = readFileSync(new URL(`../../fixtures/quotes/${name}.txt`, import.meta.url), "utf8");
  return file
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const bar = line.indexOf(" | ");
      return [line.slice(0, bar), visible(line.slice(bar + 3))];
    });
}

function visible(written: string): string {
  return written
    .replaceAll("⏎", "\n")
    .replaceAll("␣", "\u202f")
    .replaceAll("⇥", "\t")
    .replaceAll("‹", "\u202b")
    .replaceAll("›", "\u202c");
}

const kinds = (text: string) => foldQuote(text).folds.map(({ kind }) => kind);

describe.each(entries("attributions"))("%s", (_who, line) => {
  test("above a marked quote", () => {
    const text = `${mine}\n\n${line}\n\n${marked}\n`;
    expect(foldQuote(text).visible).toBe(mine);
    expect(kinds(text)).toEqual(["quote"]);
  });

  test("above a quote without marks", () => {
    const { visible: shown } = foldQuote(`${mine}\n\n${line}\n\n${old.join("\n")}\n`);
    expect(shown).toBe(mine);
  });

  test("above a quote that is answered below", () => {
    const shown = foldQuote(`${line}\n${marked}\n\n${mine}\n`).visible;
    expect(shown).toContain(mine);
  });

  test("above quotes that are answered one by one", () => {
    const text = `Hello,\n\n${line}\n${marked}\n\n${mine}\n\n> And the cups?\n\nAll whole.\n`;
    expect(foldQuote(text).visible).toBe(text);
  });
});

describe.each(entries("headers"))("%s", (_who, block) => {
  test.each(["\n", "\r\n"])("with line ends %j", (end) => {
    const text = `${mine}\n\n${block}\n\n${old.join("\n")}\n`.replaceAll("\n", end);
    expect(foldQuote(text).visible).toBe(mine.replaceAll("\n", end));
    expect(kinds(text)).toEqual(["quote"]);
  });
});

describe.each(entries("footers"))("%s", (_who, footer) => {
  test("at the end", () => {
    const text = `${mine}\n\n${footer}\n`;
    expect(foldQuote(text).visible).toBe(mine);
    expect(kinds(text)).toEqual(["signature"]);
  });

  test("between the words and the quote", () => {
    const text = `${mine}\n\n${footer}\n\nOn 3 Nov 2026, at 10:00, Ana <ana@acme.test> wrote:\n\n${marked}\n`;
    expect(foldQuote(text).visible).toBe(mine);
    expect(kinds(text)).toEqual(["signature", "quote"]);
  });

  test("below the quote", () => {
    const text = `${mine}\n\nOn 3 Nov 2026, at 10:00, Ana <ana@acme.test> wrote:\n${marked}\n\n${footer}\n`;
    expect(foldQuote(text).visible).toBe(mine);
  });
});
