// Mail in: SES's notices on a topic, a queue behind it, and the function that reads and files each mail.
import { Duration } from "aws-cdk-lib";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import type { Topic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import { type Alarms, alarmOnDead, alarmOnWaiting } from "./alarms.ts";
import { type Build, functionOf, letPublish, queueOf, stackFor, topicOf } from "./defaults.ts";
import { filePrefixes } from "./file-prefixes.ts";
import { consume, getObjects, onTable, putObjects } from "./grants.ts";
import { rawPrefix, receiptRuleArn } from "./names.ts";
import { signingKeys } from "./signing-keys.ts";
import type { Storage } from "./storage.ts";

export interface Inbound {
  readonly notices: Topic;
  readonly queue: Queue;
}

/** 40 MB of text takes ten seconds and 1.2 GB; five such mails may come in one batch, one after another. */
const receiveTimeout = Duration.seconds(120);

export function inbound(
  scope: Construct,
  build: Build,
  { table, rawBucket, filesBucket }: Storage,
  { topic, givenUp }: Alarms,
): Inbound {
  const stack = stackFor(scope, build, "inbound", "Mail in");
  const { queue, dead } = queueOf(stack, "inbound", receiveTimeout);
  const notices = topicOf(stack, "notices");
  letPublish(notices, "ses.amazonaws.com", receiptRuleArn(stack, build.settings));
  notices.addSubscription(new SqsSubscription(queue, { deadLetterQueue: givenUp }));
  const receive = functionOf(stack, build, "receive", {
    memoryMb: 3008,
    timeout: receiveTimeout,
    environment: {
      TABLE_NAME: table.tableName,
      RAW_BUCKET: rawBucket.bucketName,
      FILES_BUCKET: filesBucket.bucketName,
      REPLY_DOMAIN: build.settings.replyDomain,
      SIGNING_KEYS: signingKeys(build),
    },
    may: [
      consume(queue),
      onTable(table, "read", "write"),
      getObjects(rawBucket, [rawPrefix]),
      putObjects(filesBucket, [filePrefixes.body]),
    ],
  });
  receive.addEventSource(new SqsEventSource(queue, { batchSize: 5, maxConcurrency: 10, reportBatchItemFailures: true }));
  alarmOnDead(stack, topic, "mail-not-filed", dead);
  alarmOnWaiting(stack, topic, "mail-not-yet-filed", queue);
  return { notices, queue };
}
