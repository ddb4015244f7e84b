// What SES adds to a mail that it receives: fields on top of the raw mail, and the notice with envelope and verdicts.
// Source: "Contents of notifications for Amazon SES email receiving"; the fields as seen on top of stored objects.
import { randomBytes } from "node:crypto";
import type { Verdict, Verdicts } from "../functions/core/mail/receipt.ts";
import { account, region } from "./lambda.ts";
import { addressesIn, domainOf, type Field, valuesOf } from "./mail-header.ts";

/** A mail that came in, before anybody has looked into its body. */
export interface Incoming {
  /** SES's id: the end of the object's key. */
  readonly id: string;
  /** MAIL FROM; "" for the null sender. */
  readonly source: string;
  /** RCPT TO. */
  readonly recipients: readonly string[];
  readonly helo: string;
  readonly clientIp: string;
  readonly at: Date;
  readonly verdicts: Verdicts;
  /** The mail's own header, or the beginning of a very long one. */
  readonly fields: readonly Field[];
}

export function newReceiptId(): string {
  return BigInt(`0x${randomBytes(26).toString("hex")}`)
    .toString(36)
    .padStart(41, "0")
    .slice(-40);
}

/** The fields that SES writes on top. */
export function receiptFields(mail: Incoming): string {
  const { id, source, recipients, helo, clientIp, at, verdicts } = mail;
  const received = `from ${helo} (${helo} [${clientIp}]) by inbound-smtp.${region}.amazonaws.com with SMTP id ${id}`;
  const from = domainOf(addressesIn(valuesOf(mail.fields, "from"))[0] ?? source);
  const [spf, dkim, dmarc] = [word(verdicts.spf), word(verdicts.dkim), word(verdicts.dmarc)];
  const spfCheck = `(spfCheck: domain of ${domainOf(source)} designates ${clientIp}) client-ip=${clientIp}`;
  return [
    `Return-Path: <${source}>`,
    `Received: ${received} for ${recipients[0] ?? ""}; ${at.toUTCString().replace("GMT", "+0000 (UTC)")}`,
    `X-SES-Spam-Verdict: ${verdicts.spam}`,
    `X-SES-Virus-Verdict: ${verdicts.virus}`,
    `Received-SPF: ${spf} ${spfCheck}; envelope-from=${source}; helo=${helo};`,
    `Authentication-Results: amazonses.com; spf=${spf} ${spfCheck}; dkim=${dkim} header.i=@${from}; dmarc=${dmarc} header.from=${from};`,
    `X-SES-RECEIPT: ${Buffer.from(`local receipt of ${id}`).toString("base64")}`,
    "",
  ].join("\r\n");
}

/** The message of SES's notice, as an S3 action with a topic sends it. */
export function receiptNotice(mail: Incoming, bucketName: string, objectKey: string): Record<string, unknown> {
  const { verdicts } = mail;
  const timestamp = mail.at.toISOString();
  return {
    notificationType: "Received",
    mail: {
      timestamp,
      source: mail.source,
      messageId: mail.id,
      destination: named(mail, "to", "cc"),
      ...boundedHeaders(mail.fields),
      commonHeaders: commonHeaders(mail),
    },
    receipt: {
      timestamp,
      processingTimeMillis: 406,
      recipients: mail.recipients,
      spamVerdict: { status: verdicts.spam },
      virusVerdict: { status: verdicts.virus },
      spfVerdict: { status: verdicts.spf },
      dkimVerdict: { status: verdicts.dkim },
      dmarcVerdict: { status: verdicts.dmarc },
      ...(verdicts.dmarc === "FAIL" ? { dmarcPolicy: "none" } : {}),
      action: {
        type: "S3",
        topicArn: `arn:aws:sns:${region}:${account}:mail-received`,
        bucketName,
        objectKeyPrefix: objectKey.slice(0, objectKey.lastIndexOf("/") + 1),
        objectKey,
      },
    },
  };
}

/** SES puts at most 10 KB of header into a notice and says when it left some out. */
const noticeHeaderChars = 10 * 1024;

function boundedHeaders(fields: readonly Field[]): { headersTruncated: boolean; headers: Field[] } {
  let left = noticeHeaderChars;
  const headers = fields.filter(({ name, value }) => {
    left -= name.length + value.length;
    return left >= 0;
  });
  return { headersTruncated: headers.length < fields.length, headers };
}

function commonHeaders(mail: Incoming): Record<string, unknown> {
  const first = (name: string) => valuesOf(mail.fields, name)[0]?.slice(0, 1000);
  const lists = { from: named(mail, "from"), to: named(mail, "to"), cc: named(mail, "cc"), replyTo: named(mail, "reply-to") };
  const given = Object.entries(lists).filter(([, addresses]) => addresses.length > 0);
  const single = { date: first("date"), messageId: first("message-id"), subject: first("subject") };
  return { returnPath: mail.source, ...Object.fromEntries(given), ...single };
}

// A notice stays far below SNS's 256 KB, whatever somebody writes into Cc.
function named(mail: Incoming, ...names: string[]): string[] {
  const values = names.flatMap((name) => valuesOf(mail.fields, name)).map((value) => value.slice(0, noticeHeaderChars));
  return addressesIn(values).slice(0, 100);
}

function word(verdict: Verdict): string {
  switch (verdict) {
    case "PASS":
      return "pass";
    case "FAIL":
      return "fail";
    case "GRAY":
      return "neutral";
    case "PROCESSING_FAILED":
      return "temperror";
    case "DISABLED":
      return "none";
  }
}
