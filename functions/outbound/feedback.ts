// SES tells what became of a message: sent, delivered, delayed, bounced, complained about, rejected.
import type { SNSEvent } from "aws-lambda";
import * as v from "valibot";
import { reportDelivery } from "../actions/report-delivery.ts";
import type { Report } from "../core/conversation/delivery.ts";
import { instantOf } from "../core/time.ts";
import { log } from "../runtime/log.ts";

export async function handler(event: SNSEvent): Promise<void> {
  for (const record of event.Records) {
    const said = v.parse(sesEvent, JSON.parse(record.Sns.Message));
    const reports = reportsOf(said);
    const [conversationId] = said.mail.tags.conversation ?? [];
    const [messageId] = said.mail.tags.message ?? [];
    // Mail of somebody else in this account, or an event we did not ask for.
    if (reports.length === 0 || !conversationId || !messageId)
      log.warn("feedback.not-ours", { sesMessageId: said.mail.messageId, state: said.eventType });
    else for (const report of reports) await reportDelivery(conversationId, messageId, report);
  }
}

const recipients = v.array(
  v.object({ emailAddress: v.string(), diagnosticCode: v.optional(v.string()), status: v.optional(v.string()) }),
);

/** What we use of it. Source: "Contents of event data that Amazon SES publishes to Amazon SNS". */
const sesEvent = v.object({
  eventType: v.string(),
  mail: v.object({ messageId: v.string(), timestamp: v.string(), tags: v.record(v.string(), v.array(v.string())) }),
  delivery: v.optional(
    v.object({ timestamp: v.string(), recipients: v.array(v.string()), smtpResponse: v.optional(v.string()) }),
  ),
  deliveryDelay: v.optional(
    v.object({ timestamp: v.string(), delayedRecipients: recipients, delayType: v.optional(v.string()) }),
  ),
  bounce: v.optional(
    v.object({
      timestamp: v.string(),
      bounceType: v.string(),
      bounceSubType: v.optional(v.string()),
      bouncedRecipients: recipients,
    }),
  ),
  complaint: v.optional(
    v.object({ timestamp: v.string(), complainedRecipients: recipients, complaintFeedbackType: v.optional(v.string()) }),
  ),
  reject: v.optional(v.object({ reason: v.optional(v.string()) })),
});
type SesEvent = v.InferOutput<typeof sesEvent>;

/** One report a recipient where each has a reason of their own. */
function reportsOf({ eventType, mail, delivery, deliveryDelay, bounce, complaint, reject }: SesEvent): Report[] {
  const about = { sesMessageId: mail.messageId };
  if (delivery) return [{ ...about, kind: "delivered", at: instant(delivery.timestamp), recipients: delivery.recipients }];
  if (deliveryDelay) {
    const otherwise = deliveryDelay.delayType ?? "The recipient's server asks to wait.";
    return eachOf(
      deliveryDelay.delayedRecipients,
      { ...about, kind: "delayed", at: instant(deliveryDelay.timestamp) },
      otherwise,
    );
  }
  if (bounce) {
    const otherwise = `${bounce.bounceType} ${bounce.bounceSubType ?? ""}`.trim();
    const isSoft = bounce.bounceType === "Transient";
    return eachOf(bounce.bouncedRecipients, { ...about, kind: "bounced", at: instant(bounce.timestamp), isSoft }, otherwise);
  }
  if (complaint) {
    const otherwise = complaint.complaintFeedbackType ?? "The recipient reported it as spam.";
    return eachOf(complaint.complainedRecipients, { ...about, kind: "complained", at: instant(complaint.timestamp) }, otherwise);
  }
  const at = instant(mail.timestamp);
  if (reject) return [{ ...about, kind: "rejected", at, recipients: [], reason: reject.reason ?? "SES refused the message." }];
  return eventType === "Send" ? [{ ...about, kind: "accepted", at, recipients: [] }] : [];
}

function eachOf(list: v.InferOutput<typeof recipients>, report: Omit<Report, "recipients">, otherwise: string): Report[] {
  return list.map(({ emailAddress, diagnosticCode }) => ({
    ...report,
    recipients: [emailAddress],
    reason: diagnosticCode ?? otherwise,
  }));
}

function instant(text: string) {
  return instantOf(Date.parse(text));
}
