// Delivery reports: in any order, more than once, and the state only moves forward.
import { describe, expect, test } from "vitest";
import type { Delivery } from "../../../functions/core/conversation/conversation.ts";
import { acceptedBySes, problemOf, type Report, withReport } from "../../../functions/core/conversation/delivery.ts";
import { at, later, sent } from "../../helpers/mails.ts";

const lucia = "lucia@client.example";
const marco = "marco@client.example";
const taken = acceptedBySes(sent(), "ses-1", at);
const report = (kind: Report["kind"], recipients: string[], reason?: string): Report => ({
  kind,
  recipients,
  at: later,
  ...(reason ? { reason } : {}),
});

function after(...reports: Report[]): Delivery {
  return reports.reduce((delivery, one) => withReport({ ...sent(), delivery }, one), taken);
}

test("SES took it: sent, to everybody on it", () => {
  expect(taken).toMatchObject({ state: "sent", sesMessageId: "ses-1", recipients: [{ address: lucia }, { address: marco }] });
});

test("delivered means to all", () => {
  expect(after(report("delivered", [lucia])).state).toBe("sent");
  expect(after(report("delivered", [lucia]), report("delivered", [marco])).state).toBe("delivered");
});

test("one bounce is a bounce, with its reason", () => {
  expect(after(report("delivered", [lucia]), report("bounced", [marco], "550 no such user"))).toMatchObject({
    state: "bounced",
    reason: "550 no such user",
  });
});

test("a report that comes twice changes nothing", () => {
  const once = after(report("delivered", [lucia, marco]));
  expect(withReport({ ...sent(), delivery: once }, report("delivered", [lucia, marco]))).toBe(once);
});

test("delivered that comes after its bounce does not hide it", () => {
  expect(after(report("bounced", [lucia], "gone"), report("delivered", [lucia, marco])).state).toBe("bounced");
});

test("every order of reports ends in the same state", () => {
  const reports = [
    report("delayed", [lucia]),
    report("delivered", [lucia]),
    report("bounced", [marco], "x"),
    report("complained", [lucia]),
  ];
  const states = orders(reports).map((order) => after(...order).state);
  expect(new Set(states)).toEqual(new Set(["bounced"]));
});

test("addresses are compared without case", () => {
  expect(after(report("bounced", ["LUCIA@Client.example"], "x")).state).toBe("bounced");
});

test("an address that was not on the message changes nothing", () => {
  expect(after(report("bounced", ["someone@else.example"]))).toBe(taken);
});

describe("unconfirmed", () => {
  const unconfirmed: Delivery = { state: "unconfirmed", at, recipients: [], reason: "The sender stopped before SES answered." };

  test("a report proves that SES took it", () => {
    const delivery = withReport({ ...sent(), delivery: unconfirmed }, { ...report("accepted", []), sesMessageId: "ses-9" });
    expect(delivery).toMatchObject({ state: "sent", sesMessageId: "ses-9" });
    expect(delivery.reason).toBeUndefined();
  });

  test("delivery to all ends it at once", () => {
    expect(withReport({ ...sent(), delivery: unconfirmed }, report("delivered", [lucia, marco])).state).toBe("delivered");
  });
});

test("a message that is still queued or has failed takes no report", () => {
  for (const state of ["queued", "failed"] as const) {
    const delivery: Delivery = { state, at, recipients: [] };
    expect(withReport({ ...sent(), delivery }, report("delivered", [lucia]))).toBe(delivery);
  }
});

test("a rejection is a failure with SES's words", () => {
  expect(after(report("rejected", [], "Bad content"))).toMatchObject({ state: "failed", reason: "Bad content" });
});

test("bounced, unconfirmed and failed call for their author", () => {
  expect(
    ["queued", "sent", "delivered", "bounced", "unconfirmed", "failed"].map((state) => problemOf(state as Delivery["state"])),
  ).toEqual([undefined, undefined, undefined, "bounced", "unconfirmed", "failed"]);
});

function orders<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => orders(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
