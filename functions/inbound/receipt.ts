// Reads SES's notice of a received mail, as SNS wraps it and the queue hands it over.
import * as v from "valibot";
import type { Receipt } from "../core/mail/receipt.ts";
import { instantOf } from "../core/time.ts";

const verdict = v.object({ status: v.picklist(["PASS", "FAIL", "GRAY", "PROCESSING_FAILED", "DISABLED"]) });

const envelope = v.object({ Message: v.string() });

/** What we use of it. Source: "Contents of notifications for Amazon SES email receiving". */
const notice = v.object({
  notificationType: v.literal("Received"),
  receipt: v.object({
    recipients: v.array(v.string()),
    spamVerdict: verdict,
    virusVerdict: verdict,
    spfVerdict: verdict,
    dkimVerdict: verdict,
    dmarcVerdict: verdict,
    action: v.object({ bucketName: v.string(), objectKey: v.string() }),
  }),
  mail: v.object({ messageId: v.string(), timestamp: v.string(), source: v.optional(v.nullable(v.string())) }),
});

/** Throws when the body is not such a notice: then it is not SES that wrote it, and a person has to look. */
export function readReceipt(body: string): Receipt {
  const { receipt, mail } = v.parse(notice, JSON.parse(v.parse(envelope, JSON.parse(body)).Message));
  return {
    sesMessageId: mail.messageId,
    bucket: receipt.action.bucketName,
    objectKey: receipt.action.objectKey,
    recipients: receipt.recipients,
    source: mail.source && mail.source !== "<>" ? mail.source : "",
    receivedAt: instantOf(Date.parse(mail.timestamp)),
    verdicts: {
      spam: receipt.spamVerdict.status,
      virus: receipt.virusVerdict.status,
      spf: receipt.spfVerdict.status,
      dkim: receipt.dkimVerdict.status,
      dmarc: receipt.dmarcVerdict.status,
    },
  };
}
