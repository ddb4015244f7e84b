// Folding quotes in text mail: what the writer wrote stays, what they quoted folds, nothing is lost.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldQuote } from "../../../web/src/mail/fold-quote.ts";

const kinds = (text: string): string[] => foldQuote(text).map((segment) => segment.kind);
const own = (text: string): string =>
  foldQuote(text)
    .filter((segment) => segment.kind === "own")
    .map((segment) => segment.text)
    .join("\n")
    .trim();

describe("an answer above the quoted mail", () => {
  test.each([
    ["English", "On Mon, Nov 3, 2026 at 10:00 AM Ana <ana@acme.test> wrote:"],
    ["English over two lines", "On Mon, Nov 3, 2026 at 10:00 AM Ana García\n<ana@acme.test> wrote:"],
    ["Spanish", "El lun, 3 nov 2026 a las 10:00, Ana (<ana@acme.test>) escribió:"],
    ["Italian", "Il giorno lun 3 nov 2026 alle ore 10:00 Ana <ana@acme.test> ha scritto:"],
    ["Italian, short", "Il 03/11/2026 10:00, Ana ha scritto:"],
  ])("%s attribution folds with its quote", (_name, attribution) => {
    const text = `Thanks, that works.\n\n${attribution}\n> Did you try it?\n>\n> Ana`;
    expect(own(text)).toBe("Thanks, that works.");
    expect(kinds(text)).toEqual(["own", "quote"]);
  });

  test("an attribution without > marks folds to the end", () => {
    expect(own("Yes.\n\nOn 3 Nov 2026, at 10:00, Ana <ana@acme.test> wrote:\n\nDid you try it?")).toBe("Yes.");
  });

  test.each(["-----Original Message-----", "-----Mensaje original-----", "-----Messaggio originale-----"])(
    "Outlook's %s",
    (mark) => {
      expect(own(`Done.\n\n${mark}\nFrom: Ana\nHello`)).toBe("Done.");
    },
  );

  test("Outlook's rule with From and Sent", () => {
    const text = "Done.\n\n________________________________\nDe: Ana <ana@acme.test>\nEnviado el: lunes 3\nPara: Luis\n\nHola";
    expect(own(text)).toBe("Done.");
  });
});

describe("what stays", () => {
  test("a sentence that begins with On and has no date", () => {
    expect(kinds("On the box somebody wrote:\nfragile")).toEqual(["own"]);
  });

  test("a short quote that is answered below it", () => {
    const text = "> Which size?\nM please.\n\n> Which colour?\nBlue.";
    expect(kinds(text)).toEqual(["own"]);
  });

  test("a mail that is nothing but quote", () => {
    expect(kinds("> one\n> two")).toEqual(["own"]);
  });

  test("forwarded mail, which is content", () => {
    expect(kinds("See below\n\n---------- Forwarded message ---------\nFrom: Ana\nDate: Mon\n\nHello")).toEqual(["own"]);
  });

  test("the signature, told apart", () => {
    expect(foldQuote("Hello\n-- \nAna\nAcme")).toEqual([
      { kind: "own", text: "Hello" },
      { kind: "signature", text: "-- \nAna\nAcme" },
    ]);
  });
});

test("the segments joined are the text, whatever the text", () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom("", "> quoted", ">", "-- ", "On 3 Nov Ana wrote:", "-----Original Message-----", "From: a", "Sent: b"),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const text = lines.join("\n");
      expect(
        foldQuote(text)
          .map((segment) => segment.text)
          .join("\n"),
      ).toBe(text);
    }),
  );
});

test.each([
  ["quoted lines", "> a\n\nb\n"],
  ["attributions", "On 1 a wrote:\n\n\n"],
  ["half attributions", "On 1 a\n"],
  ["blank lines", "\n"],
])("a megabyte of %s takes less than a second", (_name, line) => {
  const text = line.repeat(Math.ceil(1_000_000 / line.length));
  const before = performance.now();
  foldQuote(text);
  expect(performance.now() - before).toBeLessThan(1000);
});
