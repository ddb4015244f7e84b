// Who is woken by a mail that came in: nobody by machines, by our own mail, or by more mail than people write.
import { describe, expect, test } from "vitest";
import type { Pace } from "../../../functions/core/conversation/conversation.ts";
import { isFirstBeyond, isOwnMail, paceAfter, quietness } from "../../../functions/core/conversation/wake.ts";
import { limits } from "../../../functions/core/limits.ts";
import { ana, at, conversation, later, mail } from "../../helpers/mails.ts";

const now = "2026-11-20T10:30:00.000Z";
const pace = (wakings: number, reopenings = 0): Pace => ({ since: at, wakings, reopenings });
const kind = (kind: "none" | "auto-reply" | "list" | "notification" | "bounce" | "receipt" | "complaint") =>
  mail({ automatic: { kind } });

describe("in a conversation", () => {
  test.each([
    ["none", undefined],
    ["list", undefined],
    ["notification", undefined],
    ["auto-reply", "auto-reply"],
    ["bounce", "report"],
    ["receipt", "report"],
    ["complaint", "report"],
  ] as const)("%s: %s", (automatic, expected) => {
    expect(quietness(conversation(), kind(automatic), { at: now, isOwn: false })).toBe(expected);
  });

  test("our own mail that comes back is quiet", () => {
    expect(quietness(conversation(), mail(), { at: now, isOwn: true })).toBe("own");
  });

  test("the last mail of the budget wakes, the next one does not, and after the hour it does again", () => {
    const of = (before: Pace, when = now) => quietness(conversation({ pace: before }), mail(), { at: when, isOwn: false });
    expect(of(pace(limits.wakings - 1))).toBeUndefined();
    expect(of(pace(limits.wakings))).toBe("conversation-budget");
    expect(of(pace(limits.wakings), later)).toBeUndefined();
  });

  test("a closed one is reopened only so often", () => {
    const closed = conversation({ pace: pace(limits.reopenings, limits.reopenings), closure: { by: ana, at } });
    expect(quietness(closed, mail(), { at: now, isOwn: false })).toBe("conversation-budget");
    const { closure: _, ...open } = closed;
    expect(quietness(open, mail(), { at: now, isOwn: false })).toBeUndefined();
  });

  test("the timeline says it once an hour", () => {
    expect(isFirstBeyond(conversation({ pace: pace(limits.wakings) }), "conversation-budget")).toBe(true);
    const told = conversation({ pace: { ...pace(limits.wakings), isExceeded: true } });
    expect(isFirstBeyond(told, "conversation-budget")).toBe(false);
    expect(isFirstBeyond(conversation(), "auto-reply")).toBe(false);
  });
});

describe("a new conversation", () => {
  const opened = (wakings: number, isOwn = false) => quietness(undefined, mail(), { at: now, isOwn, senderPace: pace(wakings) });

  test("is opened by anybody, by a machine's answer too, and by our own web form", () => {
    expect(opened(0)).toBeUndefined();
    expect(opened(0, true)).toBeUndefined();
    expect(quietness(undefined, kind("auto-reply"), { at: now, isOwn: false })).toBeUndefined();
  });

  test("is quiet when its sender has opened too many", () => {
    expect(opened(limits.openingsPerSender)).toBe("sender-budget");
  });

  test("of a report that nothing is known about is quiet", () => {
    expect(quietness(undefined, kind("bounce"), { at: now, isOwn: false })).toBe("report");
  });
});

describe("the count", () => {
  test("goes on for an hour and then begins anew", () => {
    const first = paceAfter(undefined, at, true);
    expect(first).toEqual({ since: at, wakings: 1, reopenings: 1 });
    expect(paceAfter(first, now, false)).toEqual({ since: at, wakings: 2, reopenings: 1 });
    expect(paceAfter({ ...first, isExceeded: true }, later, false)).toEqual({ since: later, wakings: 1, reopenings: 0 });
  });

  test("does not run backwards for a mail that comes late", () => {
    expect(paceAfter(pace(5), "2026-11-20T09:59:00.000Z", false)).toEqual({ since: at, wakings: 6, reopenings: 0 });
  });
});

describe("our own mail", () => {
  test.each([
    ["by its sender", mail({ from: { name: "", address: "Support@ACME.test" } }), true],
    ["by our mark", mail({ mark: "Reply.acme.test" }), true],
    ["not by somebody else's mark", mail({ mark: "reply.other.test" }), false],
    ["not by a sender who is like us", mail({ from: { name: "support@acme.test", address: "x@evil.example" } }), false],
    ["not by a pattern", mail({ from: { name: "", address: "*@acme.test" } }), false],
  ])("is known %s", (_, arrived, expected) => {
    expect(isOwnMail(arrived, ["support@acme.test"], "reply.acme.test")).toBe(expected);
  });
});
