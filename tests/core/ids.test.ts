// Ids made from what a mail is: the same each time, well-formed, sorted by day, and another for another mail.
import fc from "fast-check";
import { expect, test } from "vitest";
import { idFrom, isId } from "../../functions/core/ids.ts";

const at = "2026-11-20T09:30:00.000Z";

test("the same mail gives the same id, and it is an id", () => {
  const id = idFrom("conversation", at, "ses-1 inb_1");
  expect(id).toBe(idFrom("conversation", at, "ses-1 inb_1"));
  expect(isId("conversation", id)).toBe(true);
});

test("seconds between SES's two clocks change nothing, another day does", () => {
  const id = idFrom("conversation", at, "ses-1 inb_1");
  expect(idFrom("conversation", "2026-11-20T09:30:02.936Z", "ses-1 inb_1")).toBe(id);
  expect(idFrom("conversation", "2026-11-21T09:30:00.000Z", "ses-1 inb_1") > id).toBe(true);
});

test("another seed gives another id, of any instant that a mail can have", () => {
  const instant = fc.date({ min: new Date("1970-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(instant, fc.string(), fc.string(), (when, one, other) => {
      fc.pre(one !== other);
      const [a, b] = [one, other].map((seed) => idFrom("conversation", when.toISOString(), seed));
      expect(isId("conversation", a ?? "")).toBe(true);
      expect(a).not.toBe(b);
    }),
  );
});
