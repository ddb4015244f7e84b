// Which mail a machine of ours may answer: a verified person's own, to the inbox by name, that does not ask for silence.
import { describe, expect, test } from "vitest";
import { whyNoAutomaticAnswer } from "../../../functions/core/mail/answerable.ts";
import type { ParsedMail } from "../../../functions/core/mail/mail.ts";
import type { Receipt } from "../../../functions/core/mail/receipt.ts";
import { allPass, mail, receipt } from "../../helpers/mails.ts";
import { mailWith, read } from "./read.ts";

const us = { inboxAddresses: ["support@acme.test"], ownAddresses: ["sales@acme.test"] };
const why = (arrived: ParsedMail, with_: Partial<Receipt> = {}) => whyNoAutomaticAnswer(arrived, receipt(with_), us);

test("a customer's mail may be answered", () => {
  expect(why(mail())).toBeUndefined();
});

describe.each([
  ["Auto-Submitted: auto-replied"],
  ["Auto-Submitted: auto-generated"],
  ["X-Autoreply: yes"],
  ["X-Autorespond: x"],
  ["Precedence: bulk"],
  ["Precedence: junk"],
  ["Precedence: list"],
  ["Precedence: auto_reply"],
  ["List-Id: <users.example.org>"],
  ["List-Unsubscribe: <https://example.org/u>"],
  ["X-Auto-Response-Suppress: All"],
  ["X-Auto-Response-Suppress: OOF, AutoReply"],
  ["X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply"],
  ["Return-Path: <>"],
  ["X-Loop: desk@example.org"],
  ["X-RT-Loop-Prevention: example.org"],
  ["X-Shared-Inbox-Loop: reply.other.test"],
  ["Feedback-ID: 1:news:shop"],
])("%s", (header) => {
  test("is not answered", async () => {
    const arrived = await read(mailWith(`From: lucia@client.example\nTo: support@acme.test\nSubject: Hello\n${header}`));
    expect(why(arrived)).toBeDefined();
  });
});

describe.each([
  "no-reply@shop.example",
  "noreply@shop.example",
  "do-not-reply@shop.example",
  "donotreply+77@shop.example",
  "orders-noreply@shop.example",
  "mailer-daemon@shop.example",
  "postmaster@shop.example",
  "news-bounces@lists.example",
  "news-bounces+lucia=client.example@lists.example",
  "owner-news@lists.example",
  "news-request@lists.example",
])("%s", (address) => {
  test("would not read an answer", async () => {
    const arrived = await read(mailWith(`From: ${address}\nTo: support@acme.test\nSubject: Hello`));
    expect(arrived.automatic).toEqual({ kind: "none", silence: `From: ${address}` });
    expect(why(arrived)).toBeDefined();
  });
});

describe("not answered either", () => {
  test.each<[string, ParsedMail, Partial<Receipt>]>([
    ["from the null sender", mail(), { source: "" }],
    ["without DMARC", mail(), { verdicts: { ...allPass, dmarc: "GRAY" } }],
    ["from a sender who is none", mail({ isSenderWellFormed: false }), {}],
    ["from the inbox itself", mail({ from: { name: "", address: "Support@acme.test" } }), {}],
    ["from another inbox of ours", mail(), { source: "sales@acme.test" }],
    ["not to the inbox by name", mail({ to: [{ name: "", address: "undisclosed@client.example" }] }), {}],
  ])("%s", (_, arrived, with_) => expect(why(arrived, with_)).toBeDefined());

  test("but a copy to the inbox is by name", () => {
    const cc = [{ name: "", address: "SUPPORT@acme.test" }];
    expect(why(mail({ to: [{ name: "", address: "x@client.example" }], cc }))).toBeUndefined();
  });
});

describe("a person", () => {
  test.each([
    "renoreply@x.example",
    "normal@x.example",
    "rooty@x.example",
    "boss@no-reply.example",
    "notification-fan@x.example",
  ])("%s can be answered", async (address) => {
    const { automatic } = await read(mailWith(`From: ${address}\nTo: support@acme.test\nSubject: Hello`));
    expect(automatic).toEqual({ kind: "none" });
  });
});
