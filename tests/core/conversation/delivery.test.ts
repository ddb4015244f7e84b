// Delivery reports: in any order, more than once, and the state only moves forward.
import { describe, expect, test } from "vitest";
import type { Delivery } from "../../../functions/core/conversation/conversation.ts";
import {
  acceptedBySes,
  needingAttention,
  problemOf,
  type Report,
  reportsOf,
  withReport,
} from "../../../functions/core/conversation/delivery.ts";
import type { Automatic, BouncedRecipient } from "../../../functions/core/mail/mail.ts";
import { ana, at, conversation, later, sent } from "../../helpers/mails.ts";

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

test("those in Bcc count like the others", () => {
  const boss = "boss@client.example";
  const message = sent({ bcc: [{ name: "", address: boss }] });
  const delivery = acceptedBySes(message, "ses-1", at);
  expect(delivery.recipients.map(({ address }) => address)).toEqual([lucia, marco, boss]);
  expect(withReport({ ...message, delivery }, report("delivered", [lucia, marco])).state).toBe("sent");
  expect(withReport({ ...message, delivery }, report("bounced", [boss], "gone"))).toMatchObject({
    state: "bounced",
    reason: "gone",
  });
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

describe("a notice that came as mail", () => {
  const bounceOf = (...recipients: BouncedRecipient[]): Automatic => ({ kind: "bounce", bounce: { recipients } });
  const one = (with_: Partial<BouncedRecipient> = {}): BouncedRecipient => ({ address: lucia, isPermanent: true, ...with_ });

  test("reports each of our recipients with a reason of their own, and nobody else's", () => {
    const notice = bounceOf(
      one({ diagnostic: "550 no" }),
      one({ address: "MARCO@client.example", status: "4.2.2", isPermanent: false }),
      one({ address: "x@else.example" }),
    );
    expect(reportsOf(notice, sent(), later)).toEqual([
      { kind: "bounced", recipients: [lucia], reason: "550 no", at: later },
      { kind: "bounced", recipients: ["MARCO@client.example"], reason: "4.2.2", at: later },
    ]);
  });

  test("knows whom we wrote to behind a forwarder", () => {
    const forwarded = bounceOf(one({ address: "x@else.example", originalAddress: lucia }));
    expect(reportsOf(forwarded, sent(), later)).toMatchObject([{ kind: "bounced", recipients: [lucia] }]);
  });

  test("that failed later outranks delivery to the first server, even when it calls itself temporary", () => {
    const [failed] = reportsOf(bounceOf(one({ status: "4.4.7", isPermanent: false })), sent(), later);
    expect(after(report("delivered", [lucia, marco]), failed ?? report("accepted", []))).toMatchObject({ state: "bounced" });
  });

  test("of a delay is a delay", () => {
    const delayed = bounceOf(one({ isDelayed: true, isPermanent: false }));
    expect(reportsOf(delayed, sent(), later)).toMatchObject([
      { kind: "delayed", reason: "The recipient's server asks to wait." },
    ]);
  });

  test("of a complaint names its complainer, or the only recipient when that is blacked out", () => {
    const complaint = (complainers?: string[]): Automatic => ({ kind: "complaint", ...(complainers ? { complainers } : {}) });
    expect(reportsOf(complaint([marco, "x@else.example"]), sent(), later)).toMatchObject([
      { kind: "complained", recipients: [marco] },
    ]);
    expect(reportsOf(complaint(), sent(), later)).toEqual([]);
    expect(reportsOf(complaint(), sent({ cc: [] }), later)).toMatchObject([{ recipients: [lucia] }]);
  });

  test("calls for attention by opening the conversation for everybody", () => {
    const closed = conversation({ closure: { by: ana, at }, readBy: [ana.id] });
    const after = needingAttention(closed, "bounced");
    expect(after).toMatchObject({ needsAttention: "bounced", readBy: [], version: closed.version });
    expect(after.closure).toBeUndefined();
  });
});

function orders<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => orders(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
