// What the page is told of a timeline entry besides what is stored.
import { describe, expect, test } from "vitest";
import { entryView } from "../../functions/api/views.ts";
import { received, sent } from "../helpers/mails.ts";

const text = "The left one.\n\n-- \nKim\n\nOn Tue, 3 Nov 2026 at 10:00, Ana <ana@acme.test> wrote:\n> Which one?\n";

describe("the folds of a text", () => {
  test("are named by their places in it", () => {
    const view = entryView(received({ text, subject: "Re: Cups" }));
    expect("folds" in view && view.folds.map(({ kind, from, to }) => [kind, text.slice(from, to).trim()])).toEqual([
      ["signature", "-- \nKim"],
      ["quote", "On Tue, 3 Nov 2026 at 10:00, Ana <ana@acme.test> wrote:\n> Which one?"],
    ]);
  });

  test("are none in a forward, which is there to be read", () => {
    expect(entryView(received({ text, subject: "Fwd: Cups" }))).toMatchObject({ folds: [] });
  });

  test("are named of what we sent as well", () => {
    expect(entryView(sent({ text: "Done.\n\n-- \nBeto" }))).toMatchObject({ folds: [{ kind: "signature" }] });
  });
});

describe("a file", () => {
  const file = {
    index: 0,
    filename: "a",
    contentType: "image/png",
    sizeBytes: 9,
    span: { offset: 0, length: 9, encoding: "7bit" },
  } as const;
  const viewOf = (with_: object) => {
    const view = entryView(received({ attachments: [{ ...file, isInline: false, ...with_ }] }));
    return "attachments" in view ? view.attachments[0] : undefined;
  };

  test("says as what it can be shown, and nothing of where it lies", () => {
    expect(viewOf({})).toEqual({
      index: 0,
      filename: "a",
      contentType: "image/png",
      sizeBytes: 9,
      isInline: false,
      preview: "image",
    });
    expect(viewOf({ contentType: "text/plain" })?.preview).toBe("text");
    expect(viewOf({ contentType: "text/html" })).not.toHaveProperty("preview");
  });

  test("that a program signed with is said to be that", () => {
    expect(viewOf({ contentType: "application/pgp-signature" })?.isSignature).toBe(true);
    expect(viewOf({})).not.toHaveProperty("isSignature");
  });

  test("that the HTML asks for and no browser is given stands with the others", () => {
    expect(viewOf({ isInline: true })?.isInline).toBe(true);
    expect(viewOf({ isInline: true, contentType: "image/tiff" })?.isInline).toBe(false);
    expect(viewOf({ isInline: true, sizeBytes: 5 * 1024 * 1024 })?.isInline).toBe(false);
  });
});
