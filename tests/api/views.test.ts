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
