// What mail systems write when they write no report, each in its own form: whom they failed to reach, and what came of it.
import { describe, expect, test } from "vitest";
import { isOnlyDelayed } from "../../../functions/core/mail/bounce.ts";
import type { ParsedMail } from "../../../functions/core/mail/mail.ts";
import { mailWith, read } from "./read.ts";

const daemon = "From: Mail Delivery System <MAILER-DAEMON@mx.example.net>\nTo: support@acme.test";
const notice = (header: string, body: string) => read(mailWith(header, body));
const found = ({ automatic }: ParsedMail) =>
  automatic.bounce?.recipients.map(({ address, status, isPermanent }) => `${address} ${status ?? (isPermanent ? "5" : "4")}`);

describe.each<[system: string, header: string, body: string, recipients: string[]]>([
  [
    "fml, not a member",
    "From: list-admin@lists.example\nTo: support@acme.test\nX-MLServer: fml [4.0]\nSubject: NOT MEMBER article from support@acme.test",
    "You are not a member of this mailing list <list@lists.example>.\n\nOriginal mail as follows:\n\n  From: support@acme.test\n",
    ["list@lists.example 5.7.1"],
  ],
  [
    "a clone of qmail, in Spanish, from an address of its own",
    "From: correo@mx.example.net\nTo: support@acme.test\nReceived: (qmail 4711 invoked for bounce); 16 Nov 2026 10:15:00 -0000\nSubject: Fallo",
    "Su mensaje no pudo ser entregado.\n\n<gone@shop.example>:\n203.0.113.9 does not like recipient.\nRemote host said: 550 5.1.1 no\n",
    ["gone@shop.example 5.1.1"],
  ],
  [
    "Smail at a German provider",
    `${daemon}\nSubject: mail failed, returning to sender`,
    "|------------------------- Failed addresses follow: ---------------------|\n <full@shop.example>\n   552 5.2.2 <full@shop.example> Quota exceeded\n\n|------------------------- Message header follows: ----------------------|\nFrom: support@acme.test\nTo: other@shop.example\n",
    ["full@shop.example 5.2.2"],
  ],
  [
    "a pager's gateway",
    "From: post_master@pager.example\nTo: support@acme.test\nSubject: Undeliverable Message",
    "Error: Could not be delivered\n\nMessage details:\n  Subject: Hello\n  MAIL FROM: support@acme.test\n  RCPT TO: 5550001@pager.example\n550 - Requested action not taken: no such user here\n",
    ["5550001@pager.example 5.1.1"],
  ],
  [
    "a multimedia gateway that only encloses the header",
    "From: sysadmin@pix.example\nTo: support@acme.test\nSubject: Undeliverable Message",
    "Message could not be delivered to mobile.\nError: No valid recipients for this MM\n\nOriginal Message:\nFrom: support@acme.test\nTo: 5550002@pix.example\nSubject: Hello\n",
    ["5550002@pix.example 5"],
  ],
  [
    "Exim, an address that it does not disclose",
    `${daemon}\nSubject: Mail delivery failed: returning message to sender`,
    "A message that you sent could not be delivered to one or more of its\nrecipients. The following address(es) failed:\n\n  an undisclosed address\n    (generated from sales@shop.example)\n    mailbox is full\n",
    ["sales@shop.example 5.2.2"],
  ],
  [
    "Exim, after days of trying",
    `${daemon}\nSubject: Mail delivery failed: returning message to sender`,
    "The following address(es) failed:\n\n  slow@shop.example\n    retry timeout exceeded\n",
    ["slow@shop.example 4.4.7"],
  ],
  [
    "a filter's gateway with bullets",
    `${daemon}\nSubject: Delivery status notification`,
    "      This is an automatically generated Delivery Status Notification.\n\nDelivery to the following recipients failed permanently:\n\n  * one@shop.example\n  * two@shop.example\n\nSMTP:RCPT host 203.0.113.9: 553 5.3.0 no\n",
    ["one@shop.example 5.3.0", "two@shop.example 5.3.0"],
  ],
  [
    "one that names the reason in brackets",
    `From: "Mail Deliver System" <system@mx.example.net>\nTo: support@acme.test\nSubject: Returned Mail: User unknown`,
    "The original message was received at Mon, 16 Nov 2026 10:15:00 +0000\nfrom support@acme.test\n\n---The following addresses had delivery errors---\n\ngone@shop.example [User unknown]\n",
    ["gone@shop.example 5.1.1"],
  ],
  [
    "one that counts its errors",
    `${daemon}\nSubject: There was an error sending your mail`,
    "We had trouble delivering your message. Full details follow:\n\nSubject: 'Hello'\n\n1 error(s):\n\nSMTP Server <mx.shop.example> rejected RCPT TO. (gone@shop.example) Error following RCPT command: 550 no such user\n\n1 successful\n",
    ["gone@shop.example 5.1.1"],
  ],
  [
    "Postfix, to its postmaster",
    `${daemon}\nSubject: Postfix SMTP server: errors from relay.acme.test[192.0.2.7]`,
    "Transcript of session follows.\n\n Out: 220 mx.example.net ESMTP Postfix\n In:  MAIL FROM:<support@acme.test>\n Out: 250 2.1.0 Ok\n In:  RCPT TO:<gone@shop.example>\n Out: 550 5.1.1 <gone@shop.example>: Recipient address rejected\n",
    ["gone@shop.example 5.1.1"],
  ],
  [
    "Exchange 5.5 with an X.400 name",
    "From: System Administrator <postmaster@shop.example>\nTo: support@acme.test\nX-Mailer: Microsoft Exchange Server Internet Mail Connector Version 4.0.994.63\nSubject: Undeliverable: Hello",
    "Your message\n\n  To:      Gone\n  Subject: Hello\n\ndid not reach the following recipient(s):\n\nc=US;a= ;p=Shop;dda:SMTP=gone@shop.example on Mon, 16 Nov 2026 10:15:00\n    The recipient name is not recognized\n    MSEXCH:IMS:SHOP:MAIL:MX 0 (000C05A6) Unknown Recipient\n",
    ["gone@shop.example 5.1.1"],
  ],
  [
    "hMailServer",
    "From: mailer-daemon@shop.example\nTo: support@acme.test\nSubject: Message undeliverable: Hello",
    "Your message did not reach some or all of the intended recipients.\n\n   Sent: Mon, 16 Nov 2026 10:15:00\n   Subject: Hello\n\nThe following recipient(s) could not be reached:\n\ngone@shop.example\n   Error Type: SMTP\n   Remote server (203.0.113.9) issued an error.\n   hMailServer sent: RCPT TO:<gone@shop.example>\n   Remote server replied: 550 Unknown user\n",
    ["gone@shop.example 5.1.1"],
  ],
  [
    "MDaemon",
    "From: MDaemon@shop.example\nTo: support@acme.test\nSubject: Permanent Delivery Failure",
    "The attached message had PERMANENT fatal delivery errors!\n\nAfter one or more unsuccessful delivery attempts the attached message has\nbeen removed from the mail queue.\n\n--- Session Transcript ---\n--> RCPT To:<gone@shop.example>\n<-- 550 <gone@shop.example>, Recipient unknown\n",
    ["gone@shop.example 5.1.1"],
  ],
  [
    "Kerio",
    `From: "Mail Delivery Subsystem" <postmaster@shop.example>\nTo: support@acme.test\nSubject: Message could not be delivered`,
    "Your message could not be delivered to the following recipients:\n\n<gone@shop.example>: Mailbox is full\n",
    ["gone@shop.example 5.2.2"],
  ],
  [
    "a domain that does not exist",
    `${daemon}\nSubject: Undelivered Mail Returned to Sender`,
    "<x@nowhere.invalid>: Host or domain name not found. Name service error for\n    name=nowhere.invalid type=A: Host not found\n",
    ["x@nowhere.invalid 5.1.2"],
  ],
  [
    "a server that knows no relay",
    `${daemon}\nSubject: Undelivered Mail Returned to Sender`,
    "<x@shop.example>: host mx[203.0.113.9] said: 554 Relay access denied\n",
    ["x@shop.example 5.7.1"],
  ],
  [
    "Exim, a message that it froze",
    `${daemon}\nSubject: Message frozen`,
    "Message 1abc-00 has been frozen (delivery error message).\n\nThe following address(es) have yet to be delivered:\n\n  x@shop.example: all relevant MX records point to non-existent hosts\n",
    ["x@shop.example 5.1.2"],
  ],
  [
    "Exim, a local delivery",
    `${daemon}\nSubject: Mail delivery failed: returning message to sender`,
    "The following address(es) failed:\n\n  /var/mail/gone\n    generated by gone@shop.example\n    mailbox is full\n",
    ["gone@shop.example 5.2.2"],
  ],
  [
    "IronPort",
    `${daemon}\nSubject: Delivery Status Notification (Failure)`,
    "The following message to <gone@shop.example> was undeliverable.\nThe reason for the problem:\n5.1.0 - Unknown address error 550-'no such user'\n",
    ["gone@shop.example 5.1.0"],
  ],
  [
    "Mimecast",
    "From: Postmaster <postmaster@gateway.example>\nTo: support@acme.test\nSubject: [Postmaster] Email Delivery Failure",
    "This is a delivery failure notification message indicating that\nan email you addressed to email address :\n-- gone@shop.example\n\ncould not be delivered. The problem appears to be :\n-- Recipient email address is possibly incorrect\n\nAdditional information follows :\n-- 5.1.1 User Unknown\n\n--- Original message ---\n",
    ["gone@shop.example 5.1.1"],
  ],
  [
    "Barracuda",
    `${daemon}\nSubject: **Message you sent blocked by our bulk email filter**`,
    "Your message to: gone@shop.example\nwas blocked by our Spam Firewall. The email you sent has NOT BEEN DELIVERED:\n\nSubject: Hello\n",
    ["gone@shop.example 5.7.1"],
  ],
  [
    "Office 365 in a sentence",
    "From: Microsoft Outlook <postmaster@outlook.example>\nTo: support@acme.test\nSubject: Undeliverable: Hello",
    "Your message to gone@shop.example couldn't be delivered.\ngone wasn't found at shop.example.\n\nStatus code: 550 5.1.10\n",
    ["gone@shop.example 5.1.10"],
  ],
  [
    "sendmail, after days of trying",
    `${daemon}\nSubject: Returned mail: Cannot send message for 5 days`,
    "   ----- The following addresses had permanent fatal errors -----\n<slow@shop.example>\n\n   ----- Transcript of session follows -----\n<slow@shop.example>... Deferred: Connection timed out\nMessage could not be delivered for 5 days\n",
    ["slow@shop.example 4.4.7"],
  ],
  [
    "two recipients with a reason each",
    `${daemon}\nSubject: Undelivered Mail Returned to Sender`,
    "<one@shop.example>: user unknown\n\n<two@shop.example>: message size 30000000 exceeds size limit of server\n",
    ["one@shop.example 5.1.1", "two@shop.example 5.3.4"],
  ],
])("%s", (_, header, body, recipients) => {
  test("is a bounce of whom it names", async () => {
    const mail = await notice(header, body);
    expect(mail.automatic.kind).toBe("bounce");
    expect(found(mail)).toEqual(recipients);
    expect(isOnlyDelayed(mail.automatic)).toBe(false);
  });

  test("and in a person's mail it is a person's", async () => {
    const mail = await notice("From: lucia@client.example\nTo: support@acme.test\nSubject: What is this?", body);
    expect(mail.automatic.kind).toBe("none");
  });
});

describe("a delay", () => {
  test.each([
    [
      "Delayed Mail (still being retried)",
      "Your message could not be delivered for 4 hours.\nIt will be retried.\n\n<slow@shop.example>: timed out",
    ],
    [
      "Warning: could not send message for past 4 hours",
      "   ----- Transcript of session follows -----\n<slow@shop.example>... Deferred\nWarning: message still undelivered after 4 hours\nWill keep trying until message is 5 days old",
    ],
    [
      "Delivery delayed: Hello",
      "Delivery to these recipients has been delayed:\n\nslow@shop.example\n\nThe server will keep trying.",
    ],
    [
      "Delivery Status Notification (Delay)",
      "There was a temporary problem delivering your message to slow@shop.example. Gmail will retry for 45 more hours.",
    ],
    [
      "Verzögerte Zustellung",
      "slow@shop.example\nEs wird weiterhin versucht, die Nachricht zuzustellen. Die Nachricht wurde noch nicht zugestellt werden.",
    ],
  ])("%s", async (subject, body) => {
    const { automatic } = await notice(`${daemon}\nSubject: ${subject}`, `${body}\n`);
    expect(isOnlyDelayed(automatic)).toBe(true);
    expect(automatic.bounce?.recipients.map(({ address }) => address)).toEqual(["slow@shop.example"]);
  });
});

describe("the returned mail", () => {
  const body = (copy: string) => `<gone@shop.example>: user unknown\n\n${copy}\n`;
  test.each([
    ["--- Below this line is a copy of the message.\n\nMessage-ID: <sent@acme.test>"],
    ["------ This is a copy of the message, including all the headers. ------\n\nMessage-ID: <sent@acme.test>"],
    ["   ----- Original message -----\n\nMessage-ID: <sent@acme.test>"],
    ["Original message headers:\n\nReceived: from x\nMessage-ID:\n <sent@acme.test>"],
    ["> Message-ID: <sent@acme.test>"],
    ["Message headers follow:\n\n    Message-ID: <sent@acme.test>"],
  ])("is known by its id: %s", async (copy) => {
    const { automatic } = await notice(`${daemon}\nSubject: failure notice`, body(copy));
    expect(automatic.bounce?.originalMessageId).toBe("sent@acme.test");
  });

  test("its people are not those who were not reached", async () => {
    const copy = "--- Below this line is a copy of the message.\n\nTo: gone@shop.example\nCc: fine@shop.example";
    expect(found(await notice(`${daemon}\nSubject: failure notice`, body(copy)))).toEqual(["gone@shop.example 5.1.1"]);
  });

  test("its own id in References is kept: it may be the only one that is ours", async () => {
    const copy =
      "--- Below this line is a copy of the message.\n\nMessage-ID: <a@x>\nReferences: <first@client.example> <r.token@reply.acme.test>";
    const { automatic } = await notice(`${daemon}\nSubject: failure notice`, body(copy));
    expect(automatic.about).toEqual(["r.token@reply.acme.test", "first@client.example"]);
  });
});

describe("a report", () => {
  const report = (fields: string, prose = "It failed.") =>
    read(`${daemon}
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=r

--r

${prose}
--r
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

${fields}
--r--
`);

  test.each([
    [
      "a local user, written to under an address",
      "Original-Recipient: rfc822; gone@shop.example\nFinal-Recipient: local; gone\nAction: failed\nStatus: 5.1.1",
      ["gone@shop.example 5.1.1"],
    ],
    [
      "the server's words for a status",
      "Final-Recipient: rfc822; big@shop.example\nAction: failed\nStatus: 552 Exceeded maximum inbound message size",
      ["big@shop.example 5.3.4"],
    ],
    ["no action", "Final-Recipient: rfc822; gone@shop.example\nStatus: 5.1.1", ["gone@shop.example 5.1.1"]],
    [
      "no status",
      "Final-Recipient: rfc822; gone@shop.example\nAction: failed\nDiagnostic-Code: smtp; 550 user unknown",
      ["gone@shop.example 5.1.1"],
    ],
    [
      "an action with a remark",
      "Final-Recipient: rfc822; gone@shop.example\nAction: failed (bad destination)\nStatus: 5.1.1",
      ["gone@shop.example 5.1.1"],
    ],
    [
      "success that is none",
      "Final-Recipient: rfc822; gone@shop.example\nAction: delivered\nStatus: 5.1.1",
      ["gone@shop.example 5.1.1"],
    ],
    ["no type of address", "Final-Recipient: gone@shop.example\nAction: failed\nStatus: 5.1.1", ["gone@shop.example 5.1.1"]],
    [
      "expired, which is no permanent refusal",
      "Final-Recipient: rfc822; slow@shop.example\nAction: failed\nStatus: 4.4.7",
      ["slow@shop.example 4.4.7"],
    ],
  ])("with %s", async (_, fields, recipients) => {
    expect(found(await report(fields))).toEqual(recipients);
  });

  test("that names nobody is completed from its prose", async () => {
    const mail = await report("Action: failed\nStatus: 5.1.1", "<gone@shop.example>: 550 5.1.1 user unknown");
    expect(found(mail)).toEqual(["gone@shop.example 5.1.1"]);
  });

  test("with a vague status takes the precise one of the prose, when that is of one recipient and the same class", async () => {
    const vague = "Final-Recipient: rfc822; gone@shop.example\nAction: failed\nStatus: 5.0.0";
    expect(found(await report(vague, "550 5.1.1 no such user"))).toEqual(["gone@shop.example 5.1.1"]);
    expect(found(await report(vague, "Earlier: 451 4.7.1 greylisted"))).toEqual(["gone@shop.example 5.0.0"]);
  });

  test("enclosed in another mail of a mail server", async () => {
    const inner =
      "From: MAILER-DAEMON@inner.example\nContent-Type: multipart/report; boundary=i\n\n--i\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; gone@shop.example\nAction: failed\nStatus: 5.1.1\n\n--i--\n";
    const mail = await read(
      `${daemon}\nSubject: Returned mail: User unknown\nContent-Type: multipart/mixed; boundary=o\n\n--o\n\nSee below.\n--o\nContent-Type: message/rfc822\n\n${inner}\n--o--\n`,
    );
    expect(found(mail)).toEqual(["gone@shop.example 5.1.1"]);
  });

  test("under a name, as a text", async () => {
    const fields = "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; gone@shop.example\nAction: failed\nStatus: 5.1.1";
    const mail = await read(
      `${daemon}\nSubject: Delivery Status Notification\nContent-Type: multipart/report; boundary=o\n\n--o\n\nIt failed.\n--o\nContent-Type: text/plain; name="details.txt"\n\n${fields}\n--o--\n`,
    );
    expect(found(mail)).toEqual(["gone@shop.example 5.1.1"]);
  });

  test("of ten thousand recipients is read within bounds", async () => {
    const many = Array.from(
      { length: 10_000 },
      (_, index) => `Final-Recipient: rfc822; a${index}@x.example\nAction: failed\n`,
    ).join("\n");
    expect((await report(many)).automatic.bounce?.recipients).toHaveLength(100);
  });
});
