// What holds of every text, whatever is in it.
import fc from "fast-check";
import { expect, test } from "vitest";
import { foldQuote } from "../../../functions/core/mail/quote.ts";

const line = fc.oneof(
  { weight: 1, arbitrary: fc.string() },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "",
      " ",
      "words of mine",
      "> quoted",
      ">> quoted before",
      ">",
      "-- ",
      "--",
      "____________",
      "```",
      "On Tue, 3 Nov 2026 at 10:00, Ana <ana@acme.test> wrote:",
      "On Tue, 3 Nov 2026 at 10:00, Ana <",
      "ana@acme.test> wrote:",
      "wrote:",
      "-----Original Message-----",
      "---------- Forwarded message ---------",
      "From: Ana <ana@acme.test>",
      "Sent: Tuesday, November 3, 2026 10:00 AM",
      "To: Kim",
      "Subject: Cups",
      "Sent from my iPhone",
      "Get Outlook for iOS<https://aka.ms/o0ukef>",
      "##- Please type your reply above this line -##",
      "unsubscribe from this mailing list",
    ),
  },
);
const text = fc
  .tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom("\n", "\r\n", "\r"))
  .map(([lines, end]) => lines.join(end));

test("the folds lie in order inside the text, and what is visible is the rest", () => {
  fc.assert(
    fc.property(text, (written) => {
      const { visible, folds } = foldQuote(written);
      let at = 0;
      let own = "";
      for (const { from, to } of folds) {
        expect(from).toBeGreaterThanOrEqual(at);
        expect(to).toBeGreaterThan(from);
        own += written.slice(at, from);
        at = to;
      }
      expect(at).toBeLessThanOrEqual(written.length);
      own += written.slice(at);
      expect(visible).toBe(folds.length === 0 ? written : own.trimEnd());
    }),
    { numRuns: 2000 },
  );
});

test("something stays visible, unless there is nothing", () => {
  fc.assert(
    fc.property(text, (written) => {
      if (written.trim() !== "") expect(foldQuote(written).visible.trim()).not.toBe("");
    }),
    { numRuns: 1000 },
  );
});

test("how lines end makes no difference", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
      const plain = lines.map((each) => each.replace(/[\r\n]/g, ""));
      const of = (end: string) => foldQuote(plain.join(end)).visible.replaceAll(end, "\n");
      expect(of("\r\n")).toBe(of("\n"));
      expect(of("\r")).toBe(of("\n"));
    }),
    { numRuns: 1000 },
  );
});

test("a reply above any text that begins with a full attribution is exactly what is visible", () => {
  const own = fc.array(fc.constantFrom("Thank you.", "It works now, all of it.", "", "Number 4711.", "Which one?"), {
    minLength: 1,
  });
  fc.assert(
    fc.property(own, fc.array(fc.string(), { maxLength: 10 }), (mine, old) => {
      const reply = ["Hello,", ...mine].join("\n").trimEnd();
      const quoted = old.map((each) => `> ${each.replace(/[\r\n]/g, "")}`).join("\n");
      const { visible } = foldQuote(`${reply}\n\nOn Tue, 3 Nov 2026 at 10:00, Ana <ana@acme.test> wrote:\n${quoted}`);
      expect(visible).toBe(reply);
    }),
  );
});
