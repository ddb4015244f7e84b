// Every quarter of an hour: one function that finds mail and replies which were lost between two steps, and removes old spam.
import { Duration, type Stack } from "aws-cdk-lib";
import { CfnRule } from "aws-cdk-lib/aws-events";
import { CfnPermission, type Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import type { IQueue, Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { keys, table as shape } from "../functions/store/keys.ts";
import { type Alarms, alarmOnLog } from "./alarms.ts";
import { allow, type Build, functionOf, stackFor } from "./defaults.ts";
import { filePrefixes } from "./file-prefixes.ts";
import { onIndexes, onRows, onTable, removeObjects, sendTo } from "./grants.ts";
import { rawPrefix } from "./names.ts";
import type { Storage } from "./storage.ts";

export function schedule(
  scope: Construct,
  build: Build,
  { table, rawBucket, filesBucket }: Storage,
  queues: { inbound: Queue; outbound: Queue },
  { topic, givenUp }: Alarms,
): void {
  const stack = stackFor(scope, build, "schedule", "What is looked after every quarter of an hour");
  const handler = functionOf(stack, build, "schedule", {
    memoryMb: 512,
    // It begins nothing new after a minute.
    timeout: Duration.seconds(120),
    environment: {
      TABLE_NAME: table.tableName,
      RAW_BUCKET: rawBucket.bucketName,
      FILES_BUCKET: filesBucket.bucketName,
      INBOUND_QUEUE_URL: queues.inbound.queueUrl,
      OUTBOUND_QUEUE_URL: queues.outbound.queueUrl,
    },
    may: [
      onTable(table, "read"),
      onIndexes(table, byState.name),
      // It writes down how far it has come and what it removes, and says of a raw mail that its conversation is gone.
      onRows(table, "PutItem", keys.schedule("").pk, keys.removal("").pk),
      onRows(table, "UpdateItem", keys.ledger("*", undefined).pk),
      onRows(table, "DeleteItem", ...ofConversations),
      removeObjects(filesBucket, [filePrefixes.body, filePrefixes.attachment]),
      // Names and times of raw mail, never its bytes.
      allow(["s3:ListBucket"], [rawBucket.bucketArn], { StringLike: { "s3:prefix": [`${rawPrefix}*`] } }),
      sendTo(queues.inbound, queues.outbound, givenUp),
    ],
    onFailure: new SqsDestination(givenUp),
  });
  everyQuarter(stack, handler, givenUp);
  const { logGroup } = handler;
  const period = Duration.minutes(15);
  alarmOnLog(stack, topic, "found-unfiled", {
    ...{ logGroup, event: "mail.found-unfiled", value: "$.count", period },
    because: "Raw mail was found that nothing had become of. It is being filed now.",
  });
  alarmOnLog(stack, topic, "reply-stuck", {
    ...{ logGroup, event: "reply.stuck", period },
    because: "A reply was neither sent nor given up on.",
  });
}

const [byState] = shape.indexes;

/** A conversation with its entries, and what leads to it. */
const ofConversations = [
  keys.conversation("con_*").pk,
  keys.number(0).pk.replace("0", "*"),
  keys.contact("*", "*", "").pk,
  keys.mailId("*", "*").pk,
  keys.removal("").pk,
];

function everyQuarter(stack: Stack, handler: LambdaFunction, givenUp: IQueue): void {
  const rule = new CfnRule(stack, "every-quarter", {
    description: "Finds what was lost between two steps",
    scheduleExpression: "rate(15 minutes)",
    targets: [
      {
        id: "schedule",
        arn: handler.functionArn,
        input: "{}",
        deadLetterConfig: { arn: givenUp.queueArn },
        // A run that comes late finds what the next one would.
        retryPolicy: { maximumEventAgeInSeconds: 900, maximumRetryAttempts: 10 },
      },
    ],
  });
  new CfnPermission(stack, "rule-calls-schedule", {
    action: "lambda:InvokeFunction",
    functionName: handler.functionName,
    principal: "events.amazonaws.com",
    sourceArn: rule.attrArn,
  });
}
