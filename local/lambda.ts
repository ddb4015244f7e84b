// The events that AWS would hand to our functions, made from what lies in the local queues.
import type { SNSEvent, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { createHash } from "node:crypto";
import type { Consume, QueuedMessage } from "./queue.ts";

export const account = "000000000000";
export const region = "us-east-1";

/** Consumes a queue by a function that takes SQS batches and answers with the identifiers of what failed. */
export function sqsConsumer(queueName: string, handler: (event: SQSEvent) => Promise<SQSBatchResponse>): Consume {
  return async (batch) => {
    const answer = await handler({ Records: batch.map((message) => sqsRecord(queueName, message)) });
    const failed = answer.batchItemFailures.map((failure) => failure.itemIdentifier);
    // As Lambda reads it: an identifier that is empty or was never handed out fails the whole batch.
    const known = new Set(batch.map((message) => message.id));
    return failed.every((id) => known.has(id)) ? failed : [...known];
  };
}

/** An SNS notification as it arrives in a queue that is subscribed to the topic. */
export function snsEnvelope(topic: string, message: unknown): string {
  return JSON.stringify(notification(topic, JSON.stringify(message), new Date().toISOString()));
}

/** Consumes a queue by a function that is subscribed to an SNS topic: the message's body is the notification. */
export function snsConsumer(topic: string, handler: (event: SNSEvent) => Promise<void>): Consume {
  return async ([message]) => {
    if (message) await handler(snsEvent(topic, message));
    return [];
  };
}

function sqsRecord(queueName: string, message: QueuedMessage): SQSEvent["Records"][number] {
  return {
    messageId: message.id,
    receiptHandle: `${message.id}/${message.receiveCount}`,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.receiveCount),
      SentTimestamp: String(message.sentAt),
      SenderId: account,
      ApproximateFirstReceiveTimestamp: String(message.sentAt),
    },
    messageAttributes: {},
    md5OfBody: createHash("md5").update(message.body).digest("hex"),
    eventSource: "aws:sqs",
    eventSourceARN: `arn:aws:sqs:${region}:${account}:${queueName}`,
    awsRegion: region,
  };
}

function snsEvent(topic: string, message: QueuedMessage): SNSEvent {
  const EventSubscriptionArn = `${arnOf(topic)}:local`;
  const Sns = {
    ...notification(topic, message.body, new Date(message.sentAt).toISOString()),
    MessageId: message.id,
    MessageAttributes: {},
    Subject: "Amazon SES Email Event Notification",
  };
  return { Records: [{ EventVersion: "1.0", EventSource: "aws:sns", EventSubscriptionArn, Sns }] };
}

function notification(topic: string, message: string, timestamp: string) {
  return {
    Type: "Notification",
    MessageId: crypto.randomUUID(),
    TopicArn: arnOf(topic),
    Message: message,
    Timestamp: timestamp,
    SignatureVersion: "1",
    Signature: "local",
    SigningCertUrl: "https://sns.us-east-1.amazonaws.com/local.pem",
    UnsubscribeUrl: "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe",
  };
}

function arnOf(topic: string): string {
  return `arn:aws:sns:${region}:${account}:${topic}`;
}
