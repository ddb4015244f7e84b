// What SES publishes about a mail it sent, exactly as it does to SNS.
// Source: "Examples of event data that Amazon SES publishes to Amazon SNS".
import { domainOf } from "./mail-header.ts";
import { account, region } from "./lambda.ts";
import type { OutboxMail } from "./outbox.ts";

export const mailEventTypes = ["send", "delivery", "bounce", "complaint", "delay", "reject"] as const;
export type MailEventType = (typeof mailEventTypes)[number];

export interface MailEvent {
  readonly type: MailEventType;
  /** Those it is about; all of the mail's when absent. */
  readonly recipients?: readonly string[];
  /** What the other side said. */
  readonly reason?: string;
  /** A bounce that SES will not try again. */
  readonly isPermanent?: boolean;
  readonly subType?: string;
}

/** @param at when it happened */
export function mailEvent(mail: OutboxMail, configurationSet: string, event: MailEvent, at: string): Record<string, unknown> {
  const recipients = event.recipients ?? mail.destinations;
  return { ...detail(event, recipients, at), mail: mailPart(mail, configurationSet) };
}

function detail(event: MailEvent, recipients: readonly string[], timestamp: string): Record<string, unknown> {
  switch (event.type) {
    case "send":
      return { eventType: "Send", send: {} };
    case "delivery":
      return {
        eventType: "Delivery",
        delivery: {
          timestamp,
          processingTimeMillis: 546,
          recipients,
          smtpResponse: event.reason ?? "250 2.0.0 OK",
          reportingMTA: "a8-52.smtp-out.amazonses.com",
        },
      };
    case "bounce":
      return { eventType: "Bounce", bounce: bounce(event, recipients, timestamp) };
    case "complaint":
      return {
        eventType: "Complaint",
        complaint: {
          feedbackId: feedbackId(),
          complaintSubType: event.subType ?? null,
          complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
          timestamp,
          userAgent: "Amazon SES Mailbox Simulator",
          complaintFeedbackType: event.reason ?? "abuse",
          arrivalDate: timestamp,
        },
      };
    case "delay":
      return {
        eventType: "DeliveryDelay",
        deliveryDelay: {
          timestamp,
          delayType: event.subType ?? "TransientCommunicationFailure",
          expirationTime: new Date(Date.parse(timestamp) + 14 * 3600_000).toISOString(),
          reportingMTA: "a48-40.smtp-out.amazonses.com",
          delayedRecipients: recipients.map((emailAddress) => ({
            emailAddress,
            status: "4.4.1",
            diagnosticCode: event.reason ?? "smtp; 421 4.4.1 Unable to connect to remote host",
          })),
        },
      };
    case "reject":
      return { eventType: "Reject", reject: { reason: event.reason ?? "Bad content" } };
  }
}

function bounce(event: MailEvent, recipients: readonly string[], timestamp: string) {
  const isPermanent = event.isPermanent ?? true;
  return {
    feedbackId: feedbackId(),
    bounceType: isPermanent ? "Permanent" : "Transient",
    bounceSubType: event.subType ?? "General",
    bouncedRecipients: recipients.map((emailAddress) => ({
      emailAddress,
      action: "failed",
      status: isPermanent ? "5.1.1" : "4.4.7",
      diagnosticCode: event.reason ?? (isPermanent ? "smtp; 550 5.1.1 user unknown" : "smtp; 450 4.4.7 Message delayed too long"),
    })),
    timestamp,
    reportingMTA: "dns; a8-70.smtp-out.amazonses.com",
  };
}

function mailPart(mail: OutboxMail, configurationSet: string) {
  const headers = Object.entries(mail.headers).map(([name, value]) => ({ name, value }));
  const { from = mail.from, to, cc, date, subject } = mail.headers;
  return {
    timestamp: mail.at,
    source: from,
    sourceArn: `arn:aws:ses:${region}:${account}:identity/${domainOf(mail.from)}`,
    sendingAccountId: account,
    messageId: mail.id,
    destination: mail.destinations,
    headersTruncated: false,
    headers: mail.ownMessageId ? withOwnId(headers, mail.ownMessageId) : headers,
    commonHeaders: {
      from: [from],
      ...(to === undefined ? {} : { to: to.split(/,\s*/) }),
      ...(cc === undefined ? {} : { cc: cc.split(/,\s*/) }),
      ...(date === undefined ? {} : { date }),
      // The one that the sender passed, not the one on the wire.
      messageId: mail.ownMessageId ?? mail.id,
      subject,
    },
    tags: {
      "ses:configuration-set": [configurationSet],
      "ses:source-ip": ["127.0.0.1"],
      "ses:from-domain": [domainOf(mail.from)],
      "ses:caller-identity": ["local"],
      ...Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
    },
  };
}

function withOwnId(headers: { name: string; value: string }[], ownMessageId: string) {
  return headers.map((field) => (field.name === "message-id" ? { ...field, value: ownMessageId } : field));
}

function feedbackId(): string {
  return `0100019a0f1e2d3c-${crypto.randomUUID()}-000000`;
}
