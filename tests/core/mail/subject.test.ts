// The number of a conversation in a subject: there once, in its place, and no part of the words.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { subjectOf } from "../../../functions/core/conversation/summary.ts";
import {
  baseSubject,
  isForwardSubject,
  numberedSubject,
  replySubject,
  withoutNumber,
} from "../../../functions/core/mail/subject.ts";

describe("the number", () => {
  test.each([
    ["Broken grinder", "Re: [#1042] Broken grinder", "Re: Broken grinder [#1042]"],
    ["Re: Broken grinder", "Re: [#1042] Broken grinder", "Re: Broken grinder [#1042]"],
    ["RE: [#1042] Broken grinder", "Re: [#1042] Broken grinder", "Re: Broken grinder [#1042]"],
    ["[#1042] AW: Broken grinder", "Re: [#1042] Broken grinder", "Re: Broken grinder [#1042]"],
    ["R: Broken grinder [#1042]", "Re: [#1042] Broken grinder", "Re: Broken grinder [#1042]"],
    ["Broken [#1042] grinder", "Re: [#1042] Broken grinder", "Re: Broken grinder [#1042]"],
    ["Re: [#1042] RE: [#1042] Broken grinder [#1042]", "Re: [#1042] Broken grinder", "Re: Broken grinder [#1042]"],
    ["Re: [#7] Broken grinder", "Re: [#1042] Broken grinder", "Re: Broken grinder [#1042]"],
    ["Fwd: [#7] Broken grinder", "Re: [#1042] Fwd: Broken grinder", "Re: Fwd: Broken grinder [#1042]"],
    ["[Project] Broken #7 [7]", "Re: [#1042] [Project] Broken #7 [7]", "Re: [Project] Broken #7 [7] [#1042]"],
    ["[#[#7]1042] x", "Re: [#1042] [# 1042] x", "Re: [# 1042] x [#1042]"],
    ["[#1042]", "Re: [#1042]", "Re: [#1042]"],
    ["", "Re: [#1042]", "Re: [#1042]"],
  ])("in the answer to %j", (subject, before, after) => {
    expect([numberedSubject(subject, 1042, "before"), numberedSubject(subject, 1042, "after")]).toEqual([before, after]);
  });

  test("is left out where the inbox says so, and where there is none", () => {
    expect(numberedSubject("Re: Cups", 7, "nowhere")).toBe("Re: Cups");
    expect(numberedSubject("Re: Cups", undefined, "before")).toBe("Re: Cups");
    // What somebody else's program put there is theirs, as long as we put nothing.
    expect(numberedSubject("[#55] Cups", 7, "nowhere")).toBe("Re: [#55] Cups");
  });

  test("does not hide that a mail was sent on", () => {
    expect(["[#7] Fwd: Cups", "Fwd: [#7] Cups", "[#7] Re: Cups"].map(isForwardSubject)).toEqual([true, true, false]);
  });
});

describe("the words", () => {
  test.each(["Re: [#7] Cups", "Cups [#7]", "[#7] Re: Cups", "AW: [#7] RE: Cups [#12]", "[EXT] Re: [#7] Cups"])(
    "of %j",
    (subject) => {
      expect(baseSubject(subject)).toBe("Cups");
    },
  );

  test("stay as they were written where there is no number", () => {
    for (const subject of ["Two  spaces", " x ", "[#] y", "[#a] z", "[# 7]", "#7"]) expect(withoutNumber(subject)).toBe(subject);
  });
});

test("whatever goes round, there is one number and one Re:, and the words stay", () => {
  const piece = fc.constantFrom(
    "Re: ",
    "AW: ",
    "[#7] ",
    "[#1042]",
    "[#",
    "]",
    "1",
    " ",
    "Fwd: ",
    "Cups",
    "[EXT] ",
    "(fwd)",
    "\u00fc",
    "$&",
  );
  const subjects = fc.array(piece, { maxLength: 12 }).map((pieces) => subjectOf(pieces.join("")));
  fc.assert(
    fc.property(subjects, fc.array(fc.constantFrom("before", "after"), { minLength: 1, maxLength: 4 }), (subject, places) => {
      const last = places.reduce((round, place) => numberedSubject(round, 1042, place), subject);
      expect(last.match(/\[#\d+\]/g)).toEqual(["[#1042]"]);
      expect(last).toBe(numberedSubject(subject, 1042, places.at(-1) ?? "before"));
      expect(baseSubject(last)).toBe(baseSubject(replySubject(withoutNumber(subject))));
      expect(replySubject(last).startsWith("Re: Re:")).toBe(false);
    }),
    { seed: 20261125, numRuns: 2000 },
  );
});
