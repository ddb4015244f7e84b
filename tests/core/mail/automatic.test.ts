// Machines are known by what they write about themselves; people are never taken for them.
import { describe, expect, test } from "vitest";
import { mailWith, read } from "./read.ts";

const kindOf = async (header: string, body?: string) =>
  (await read(mailWith(`From: a@b.example\n${header}`, body))).automatic.kind;

describe("auto-replies", () => {
  test.each([
    "Auto-Submitted: auto-replied",
    "Auto-Submitted: Auto-Replied (vacation)",
    "Auto-Submitted: auto-generated\nIn-Reply-To: <x@y.example>",
    "X-Autoreply: yes",
    "X-Autorespond: Re: Hello",
    "Precedence: auto_reply",
    "X-POST-MessageClass: 9; Autoresponder",
    "X-FC-MachineGenerated: true",
    "Subject: Automatic reply: Re: Order",
    "Subject: Automatische Antwort: Bestellung",
    "Subject: Respuesta automática: Pedido",
    "Subject: Risposta automatica: Ordine",
    "Subject: Réponse automatique : Commande",
    "Subject: Out of Office Re: Order".replace("Office Re", "Office: Re"),
    "Subject: Abwesenheitsnotiz",
    "Subject: =?utf-8?q?Automatische_Antwort:_Gr=C3=BC=C3=9Fe?=",
  ])("%s", async (header) => expect(await kindOf(header)).toBe("auto-reply"));
});

describe("people", () => {
  test.each([
    "Subject: Re: Automatic reply: Order",
    "Subject: Out of office chairs wanted",
    "Subject: Automatic doors: quotation",
    "Subject: Auto response needed",
    "Auto-Submitted: no",
    "Auto-Submitted: no\nSubject: Automatic reply: x",
    "Auto-Submitted: auto-generated\nSubject: New form entry",
    "X-Auto-Response-Suppress: All",
    "Precedence: first-class",
    "Subject: Undelivered parcel",
    "Return-Path: <>\nSubject: Hello",
  ])("%s", async (header) => expect(await kindOf(header, "Your parcel could not be delivered, user unknown?\n")).toBe("none"));

  test("somebody who writes about a failure to a postmaster is one", async () => {
    expect(
      await kindOf("Subject: Delivery failed", "Your message to bob@example.com could not be delivered, I was told.\n"),
    ).toBe("none");
  });
});

describe("lists", () => {
  test.each([
    "List-Id: <users.example.org>",
    "List-Unsubscribe: <https://example.org/u>",
    "Precedence: bulk",
    "Precedence: list",
  ])("%s", async (header) => expect(await kindOf(header)).toBe("list"));
});

const report = (type: string, fields: string, original = "") => `From: MAILER-DAEMON@mx.example
Content-Type: multipart/report; report-type=${type}; boundary=r

--r

Something happened.
--r
Content-Type: message/${type}

${fields}
${original}--r--
`;

describe("reports", () => {
  test("several recipients, each with status and reason", async () => {
    const { automatic } = await read(
      report(
        "delivery-status",
        "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such\n user here\n\nFinal-Recipient: RFC822;<b@x.example>\nAction: failed\nStatus: 4.2.2\n\nFinal-Recipient: rfc822; c@x.example\nAction: delivered\nStatus: 2.0.0",
        "--r\nContent-Type: text/rfc822-headers\n\nSubject: x\nMessage-ID: <sent@acme.test>\n",
      ),
    );
    expect(automatic).toEqual({
      kind: "bounce",
      evidence: "a message/delivery-status part",
      bounce: {
        recipients: [
          { address: "a@x.example", status: "5.1.1", diagnostic: "smtp; 550 5.1.1 no such user here", isPermanent: true },
          { address: "b@x.example", status: "4.2.2", isPermanent: false },
        ],
        originalMessageId: "sent@acme.test",
      },
    });
  });

  test("a vague status is made precise by the server's words", async () => {
    const { automatic } = await read(
      report(
        "delivery-status",
        "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 552 5.2.2 full",
      ),
    );
    expect(automatic.bounce?.recipients[0]?.status).toBe("5.2.2");
  });

  test.each([
    ["delivered", "receipt"],
    ["relayed", "receipt"],
    ["delayed", "bounce"],
    ["failed", "bounce"],
  ])("action %s is a %s", async (action, kind) => {
    const { automatic } = await read(
      report(
        "delivery-status",
        `Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@x.example\nAction: ${action}\nStatus: 2.0.0`,
      ),
    );
    expect(automatic.kind).toBe(kind);
  });

  test("complaints and receipts", async () => {
    expect((await read(report("feedback-report", "Feedback-Type: abuse"))).automatic.kind).toBe("complaint");
    expect((await read(report("disposition-notification", "Disposition: x; displayed"))).automatic.kind).toBe("receipt");
  });
});

describe("prose", () => {
  test.each([
    [
      "X-Failed-Recipients: gone@x.example\nSubject: Mail delivery failed",
      "A message could not be delivered.\n\n  gone@x.example\n    550 unknown",
      true,
    ],
    [
      "Subject: Delivery Status Notification (Failure)",
      "Delivery to the following recipient failed permanently:\n\n     gone@x.example\n\n550 5.1.1 no such user",
      true,
    ],
    ["Subject: failure notice", "I wasn't able to deliver your message.\n\n<gone@x.example>:\nuser unknown", true],
    ["Subject: Undeliverable: Hello", "Delivery has failed to these recipients:\n\ngone@x.example\nmailbox full", true],
    [
      "Subject: Warning: message delayed",
      "Your message to gone@x.example could not be delivered yet. It will be retried.",
      false,
    ],
  ])("%s", async (header, body, isPermanent) => {
    const { automatic } = await read(
      mailWith(`From: Mail Delivery <mailer-daemon@mx.example>\nTo: support@acme.test\n${header}`, body),
    );
    expect(automatic.kind).toBe("bounce");
    expect(automatic.bounce?.recipients).toMatchObject([{ address: "gone@x.example", isPermanent }]);
  });
});
