// SES's notice of a received mail as the inbound queue hands it over, for calling the handler itself.
import type { SQSEvent } from "aws-lambda";
import type { Receipt } from "../../functions/core/mail/receipt.ts";
import { config } from "../../functions/runtime/config.ts";
import type { Row } from "../../functions/store/table.ts";
import { receipt } from "./mails.ts";

/** The notice that SES would send again for a mail that the ledger knows. */
export function noticeAgain(ledger: Row): SQSEvent {
  const recipients = Array.isArray(ledger.recipients) ? ledger.recipients.map(String) : [];
  return notice({
    sesMessageId: String(ledger.sesMessageId),
    objectKey: String(ledger.objectKey),
    receivedAt: String(ledger.receivedAt),
    source: String(ledger.source),
    recipients,
  });
}

export function notice(with_: Partial<Receipt> = {}): SQSEvent {
  const { sesMessageId, objectKey, recipients, source, receivedAt, verdicts } = receipt(with_);
  const message = {
    notificationType: "Received",
    receipt: {
      timestamp: receivedAt,
      recipients,
      ...Object.fromEntries(Object.entries(verdicts).map(([name, status]) => [`${name}Verdict`, { status }])),
      action: { type: "S3", bucketName: config.rawBucket, objectKey },
    },
    mail: { timestamp: receivedAt, source, messageId: sesMessageId, destination: recipients },
  };
  return sqsEvent({ Type: "Notification", Message: JSON.stringify(message) });
}

export function sqsEvent(...bodies: object[]): SQSEvent {
  const Records = bodies.map((body, index) => ({
    messageId: `record-${index}`,
    receiptHandle: "handle",
    body: JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: "0",
      SenderId: "test",
      ApproximateFirstReceiveTimestamp: "0",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:inbound",
    awsRegion: "us-east-1",
  }));
  return { Records };
}
