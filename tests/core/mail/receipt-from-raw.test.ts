// SES's word read from the stored mail: what SES wrote on top counts, and nothing that a sender can write does.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { receiptFromRaw } from "../../../functions/core/mail/receipt-from-raw.ts";
import type { Verdicts } from "../../../functions/core/mail/receipt.ts";
import { receiptFields } from "../../../local/receipt.ts";
import { allPass } from "../../helpers/mails.ts";
import { fastest } from "../../helpers/fastest.ts";

const id = "o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1";
const stored = { bucket: "raw", objectKey: `raw/${id}`, storedAt: "2026-11-20T09:00:07.000Z" };
const received = (more = `id ${id} for support@acme.test; Fri, 20 Nov 2026 09:00:05 +0000 (UTC)`) =>
  `Received: from mail.client.example (mail.client.example [192.0.2.7])\r\n by inbound-smtp.eu-west-1.amazonaws.com with SMTP ${more}`;
const authentication =
  "Authentication-Results: amazonses.com;\r\n spf=pass (spfCheck: domain of client.example designates 192.0.2.7 as permitted sender) " +
  "client-ip=192.0.2.7; envelope-from=lucia@client.example; helo=mail.client.example;\r\n" +
  " dkim=pass header.i=@client.example;\r\n dmarc=pass header.from=client.example;";
const top = [
  "Return-Path: <lucia@client.example>",
  received(),
  "X-SES-Spam-Verdict: PASS",
  "X-SES-Virus-Verdict: PASS",
  "Received-SPF: pass (spfCheck: domain of client.example designates 192.0.2.7 as permitted sender) client-ip=192.0.2.7;",
  authentication,
  "X-SES-RECEIPT: AEFBQUFBQUFBQUFGRG",
  "X-SES-DKIM-SIGNATURE: a=rsa-sha256; q=dns/txt; b=abc",
];
const own = ["From: Lucia <lucia@client.example>", "To: support@acme.test", "Subject: x"];
const read = (...lines: string[]) => receiptFromRaw(Buffer.from(`${lines.join("\r\n")}\r\n\r\nHello\r\n`), stored);
/** SES's fields with one of them written otherwise. */
const withTop = (name: string, line: string | undefined) =>
  top.flatMap((one) => (one.startsWith(`${name}:`) ? (line ?? []) : one));

describe("what SES wrote", () => {
  test("is read whole", () => {
    expect(read(...top, ...own)).toEqual({
      receipt: {
        sesMessageId: id,
        bucket: "raw",
        objectKey: `raw/${id}`,
        recipients: ["support@acme.test"],
        source: "lucia@client.example",
        receivedAt: "2026-11-20T09:00:05.000Z",
        verdicts: allPass,
      },
      alsoNamed: [{ field: "to", address: "support@acme.test" }],
    });
  });

  test("the null sender is nobody", () => {
    expect(read(...withTop("Return-Path", "Return-Path: <>"), ...own).receipt.source).toBe("");
  });

  test.each([
    ["X-SES-Spam-Verdict: FAIL", { spam: "FAIL" }],
    ["X-SES-Virus-Verdict: FAIL", { virus: "FAIL" }],
    ["X-SES-Spam-Verdict: gray", { spam: "GRAY" }],
    ["X-SES-Spam-Verdict: who knows", { spam: "PROCESSING_FAILED" }],
    [
      "Authentication-Results: amazonses.com; spf=softfail; dkim=none; dmarc=fail header.from=x",
      { spf: "FAIL", dkim: "GRAY", dmarc: "FAIL" },
    ],
    [
      "Authentication-Results: amazonses.com; spf=temperror; dkim=neutral; dmarc=none",
      { spf: "PROCESSING_FAILED", dkim: "GRAY", dmarc: "GRAY" },
    ],
    [
      "Authentication-Results: amazonses.com; spf=pass; dkim=pass header.i=@a; dkim=fail header.i=@b; dmarc=pass",
      { dkim: "FAIL" },
    ],
  ] as [string, Partial<Verdicts>][])("%s", (line, verdicts) => {
    const name = line.slice(0, line.indexOf(":"));
    expect(read(...withTop(name, line), ...own).receipt.verdicts).toEqual({ ...allPass, ...verdicts });
  });

  test("where nothing was scanned, no verdict stands and none is made up", () => {
    const lines = top.filter((line) => !/^X-SES-(Spam|Virus)/.test(line));
    expect(read(...lines, ...own).receipt.verdicts).toEqual({ ...allPass, spam: "DISABLED", virus: "DISABLED" });
  });

  test("without a date it was received when it was stored", () => {
    const lines = withTop("Received", received(`id ${id} for support@acme.test`));
    expect(read(...lines, ...own).receipt).toMatchObject({ recipients: ["support@acme.test"], receivedAt: stored.storedAt });
  });

  test("as the local platform writes it, whatever the verdicts", () => {
    const verdict = fc.constantFrom("PASS", "FAIL", "GRAY", "PROCESSING_FAILED" as const);
    const any = fc.record({ spam: verdict, virus: verdict, spf: verdict, dkim: verdict, dmarc: verdict });
    fc.assert(
      fc.property(any, (given) => {
        const verdicts = given as Verdicts;
        const written = receiptFields({
          id,
          source: "lucia@client.example",
          recipients: ["sales@acme.test", "support@acme.test"],
          helo: "mail.client.example",
          clientIp: "192.0.2.7",
          at: new Date("2026-11-20T09:00:05Z"),
          verdicts,
          fields: [{ name: "From", value: "lucia@client.example" }],
        });
        const { receipt } = read(...written.trimEnd().split("\r\n"), ...own);
        expect(receipt).toMatchObject({ verdicts, recipients: ["sales@acme.test"], receivedAt: "2026-11-20T09:00:05.000Z" });
      }),
    );
  });
});

describe("what a sender wrote", () => {
  const bad = withTop("Authentication-Results", "Authentication-Results: amazonses.com; spf=fail; dkim=fail; dmarc=fail");
  const spam = withTop("X-SES-Spam-Verdict", "X-SES-Spam-Verdict: FAIL");

  test.each([
    ["fields like SES's, right below", [...bad, ...top, ...own], { spf: "FAIL", dkim: "FAIL", dmarc: "FAIL" }],
    ["only the one field, right below", [...bad, authentication, ...own], { spf: "FAIL", dkim: "FAIL", dmarc: "FAIL" }],
    ["a better spam verdict, right below", [...spam, "X-SES-Spam-Verdict: PASS", ...own], { spam: "FAIL" }],
    ["a better verdict, far below", [...spam, ...own, "X-SES-Spam-Verdict: PASS"], { spam: "FAIL" }],
    [
      "results in a comment",
      [
        ...withTop(
          "Authentication-Results",
          "Authentication-Results: amazonses.com; spf=fail (x; dmarc=pass; dkim=pass); dkim=none; dmarc=fail",
        ),
        ...own,
      ],
      { spf: "FAIL", dkim: "GRAY", dmarc: "FAIL" },
    ],
    [
      "results in the name it gave itself",
      [
        ...withTop(
          "Authentication-Results",
          'Authentication-Results: amazonses.com; spf=fail helo=x; dmarc=pass; dkim=pass; envelope-from="a;dmarc=pass"@x; dkim=fail; dmarc=fail',
        ),
        ...own,
      ],
      { spf: "FAIL", dkim: "FAIL", dmarc: "FAIL" },
    ],
  ] as [string, string[], Partial<Verdicts>][])("%s: not believed", (_what, lines, verdicts) => {
    expect(read(...lines).receipt.verdicts).toEqual({ ...allPass, ...verdicts });
  });

  const nothing = {
    spam: "PROCESSING_FAILED",
    virus: "PROCESSING_FAILED",
    spf: "PROCESSING_FAILED",
    dkim: "PROCESSING_FAILED",
    dmarc: "PROCESSING_FAILED",
  };

  test.each([
    ["a whole forged top in an object that SES did not write", top.map((line) => line.replaceAll(id, "anotherid"))],
    [
      "results of another server",
      withTop("Authentication-Results", "Authentication-Results: mx.client.example; dmarc=pass").slice(0, 2),
    ],
    ["no fields of SES's at all", []],
  ])("%s: nothing passes", (_what, lines) => {
    const { verdicts } = read(...lines, ...own).receipt;
    expect(Object.values(verdicts)).not.toContain("PASS");
    if (lines.length !== 2) expect(verdicts).toEqual(nothing);
  });

  test("a hello that looks like the end of SES's line does not choose the recipient", () => {
    const hello =
      "x by inbound-smtp.eu-west-1.amazonaws.com with SMTP id guessed for ceo@acme.test; Fri, 1 Jan 2027 00:00:00 +0000";
    const line = `Received: from ${hello} ([192.0.2.7]) by inbound-smtp.eu-west-1.amazonaws.com with SMTP id ${id} for support@acme.test; Fri, 20 Nov 2026 09:00:05 +0000`;
    expect(read(...withTop("Received", line), ...own).receipt).toMatchObject({
      recipients: ["support@acme.test"],
      receivedAt: "2026-11-20T09:00:05.000Z",
    });
  });

  test("recipients in its own header are named apart", () => {
    const { receipt, alsoNamed } = read(
      ...top,
      ...[
        "Delivered-To: Sales@acme.test",
        "Cc: b@x",
        "X-Original-To: jobs@acme.test",
        "From: x@y",
        "To: A <a@x>, support@acme.test, SUPPORT@acme.test, nobody",
        "Envelope-To: <e@x>",
        "X-Forwarded-To: f@x, g@x",
        "Delivered-To: jobs@acme.test",
      ],
    );
    expect(receipt.recipients).toEqual(["support@acme.test"]);
    expect(alsoNamed.map(({ field, address }) => `${field} ${address}`)).toEqual([
      ...["delivered-to sales@acme.test", "delivered-to jobs@acme.test", "x-original-to jobs@acme.test"],
      ...["x-forwarded-to f@x", "x-forwarded-to g@x", "envelope-to e@x", "to a@x", "to support@acme.test", "cc b@x"],
    ]);
  });
});

describe("whatever lies there", () => {
  test("is read without a fault", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        expect(receiptFromRaw(bytes, stored).receipt.receivedAt).toBe(stored.storedAt);
      }),
    );
  });

  test("the body is not header", () => {
    expect(read("Subject: x", "", ...top, "Delivered-To: a@b.c").alsoNamed).toEqual([]);
  });

  test("takes time in proportion to its length", () => {
    const results = `Authentication-Results: amazonses.com; ${"spf=fail (".repeat(20_000)}`;
    const to = `To: ${"<a@b>,".repeat(20_000)}`;
    expect(fastest(() => read("Return-Path: <x>", received(), results, to))).toBeLessThan(500);
  });
});
