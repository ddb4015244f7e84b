// What proves that mail to an address arrives, and how: by the envelope, by the traces of servers, by To where others passed it on.
import { describe, expect, test } from "vitest";
import { forwardLocalPart, inboxOfForwardLocalPart } from "../../../functions/core/conversation/route.ts";
import { type Journey, wayOfMail } from "../../../functions/core/inbox/receiving.ts";
import { forwardingTraces } from "../../../functions/core/mail/forwarding-traces.ts";

const inboxId = "inb_01JD0000000000000000000001";
const forwardTo = "in.01jd0000000000000000000001@reply.acme.test";
const addresses = ["Support@acme.test", "help@acme.test", "*@acme-shop.test"];
const way = (address: string, journey: Partial<Journey>) =>
  wayOfMail(address, { addresses, forwardTo }, { recipients: [], traces: [], written: [], ...journey });

describe("the address to forward to", () => {
  test("names its inbox, in whatever case a server writes it", () => {
    const localPart = forwardLocalPart(inboxId);
    expect(`${localPart}@reply.acme.test`).toBe(forwardTo);
    expect(inboxOfForwardLocalPart(localPart)).toBe(inboxId);
    expect(inboxOfForwardLocalPart(localPart.toUpperCase())).toBe(inboxId);
  });

  test.each([
    "in.",
    "in.01jd",
    `in.${"u".repeat(26)}`,
    `x${forwardLocalPart(inboxId)}`,
    `${forwardLocalPart(inboxId)}.x`,
    "r.x.y",
  ])("%s names none", (localPart) => {
    expect(inboxOfForwardLocalPart(localPart)).toBeUndefined();
  });
});

describe("a mail came directly", () => {
  test("when the address is an envelope recipient, with a label too", () => {
    expect(way("Support@acme.test", { recipients: ["x@y.example", "support@ACME.test"] })).toBe("directly");
    expect(way("Support@acme.test", { recipients: ["support+orders@acme.test"] })).toBe("directly");
  });

  test("for a catch-all, when the recipient has no address of its own", () => {
    expect(way("*@acme-shop.test", { recipients: ["anybody@acme-shop.test"] })).toBe("directly");
    const own = { addresses: [...addresses, "returns@acme-shop.test"], forwardTo };
    const journey = { recipients: ["returns@acme-shop.test"], traces: [], written: [] };
    expect(wayOfMail("*@acme-shop.test", own, journey)).toBeUndefined();
  });
});

describe("a mail was forwarded", () => {
  const recipients = [forwardTo];

  test("when it came for the address to forward to and names the address in To, Cc or a trace", () => {
    expect(way("help@acme.test", { recipients, written: ["Help@acme.test"] })).toBe("forwarded");
    expect(way("help@acme.test", { recipients, traces: ["help@acme.test"] })).toBe("forwarded");
    expect(way("*@acme-shop.test", { recipients, written: ["orders@acme-shop.test"] })).toBe("forwarded");
  });

  test("when it came for another address of ours and a server wrote that it was at this one", () => {
    expect(way("help@acme.test", { recipients: ["support@acme.test"], traces: ["help@acme.test"] })).toBe("forwarded");
  });

  test("not when it only names both in To", () => {
    const written = ["support@acme.test", "help@acme.test"];
    expect(way("help@acme.test", { recipients: ["support@acme.test"], written })).toBeUndefined();
  });

  test("not when it names another address", () => {
    expect(way("help@acme.test", { recipients, written: ["support@acme.test"], traces: [forwardTo] })).toBeUndefined();
  });
});

describe("traces of forwarding", () => {
  const traces = (...lines: string[]) =>
    forwardingTraces(Buffer.from(`${lines.join("\r\n")}\r\n\r\nDelivered-To: body@x.example`));

  test.each([
    ["Gmail's", "X-Forwarded-To: in.x@reply.acme.test\r\nX-Forwarded-For: help@acme.test in.x@reply.acme.test"],
    ["Gmail's own delivery", "Delivered-To: help@acme.test"],
    ["Exchange's redirection", "Resent-From: <help@acme.test>"],
    ["Exchange's loop mark", "X-MS-Exchange-ForwardingLoop: help@acme.test;0d1c7a1e-9d3b"],
    ["Postfix's", "X-Original-To: Help@Acme.test"],
    ["Exim's", "Envelope-to: help@acme.test, other@acme.test"],
    [
      "any server's",
      "Received: from mx.x (mx.x [1.2.3.4])\r\n by mail.acme.test with ESMTPS id 4F2 for <help@acme.test>;\r\n Mon, 2 Nov 2026",
    ],
  ])("%s", (_whose, line) => {
    expect(traces("From: a@b.example", line)).toContain("help@acme.test");
  });

  test("are not To, the sender, the body, or what a server says of the sender", () => {
    const received = "Received: from x.example (envelope-from <a@b.example>) by mx id 1@mx.example; Mon";
    expect(traces("To: help@acme.test", "Return-Path: <a@b.example>", received)).toEqual([]);
  });

  test("each once, and not without end", () => {
    expect(traces("Delivered-To: a@x.example", "X-Original-To: A@x.example")).toEqual(["a@x.example"]);
    const many = Array.from({ length: 300 }, (_, index) => `Delivered-To: a${index}@x.example`);
    expect(traces(...many)).toHaveLength(100);
  });
});
