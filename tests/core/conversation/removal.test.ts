// When spam has lain long enough, and what is said of its mail then.
import { describe, expect, test } from "vitest";
import type { Conversation } from "../../../functions/core/conversation/conversation.ts";
import { isSpamSince, removedReason } from "../../../functions/core/conversation/removal.ts";

const day = (number: number) => `2026-11-${String(number).padStart(2, "0")}T09:00:00.000Z`;
const by = { kind: "system", reason: "spam" } as const;
const conversation = (activity: number, spam?: number): Pick<Conversation, "activityAt" | "spam"> => ({
  activityAt: day(activity),
  ...(spam === undefined ? {} : { spam: { by, at: day(spam) } }),
});

describe("old enough", () => {
  test.each([
    ["came as spam before", conversation(5, 5), true],
    ["came as spam at that very moment", conversation(10, 10), false],
    ["came as spam since", conversation(12, 12), false],
    ["is old, and was put there since", conversation(2, 12), false],
    ["was put there before, and somebody wrote since", conversation(12, 5), false],
    ["is no spam, however old", conversation(1), false],
  ])("what %s: %s", (_, one, expected) => {
    expect(isSpamSince(one, day(10))).toBe(expected);
  });
});

test.each([
  [30, "SES takes it for spam.", "SES takes it for spam. Its conversation was removed after 30 days in the spam folder."],
  [1, undefined, "Its conversation was removed after a day in the spam folder."],
])("after %i days, with the reason %j", (days, reason, sentence) => {
  expect(removedReason(days, reason)).toBe(sentence);
});
