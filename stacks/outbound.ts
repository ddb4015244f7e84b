// Mail out: a queue of what is due, the one function that may send, and what SES reports back.
import { Duration, type Stack } from "aws-cdk-lib";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { CfnConfigurationSetEventDestination, ConfigurationSet, SuppressionReasons } from "aws-cdk-lib/aws-ses";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { LambdaSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { IQueue, Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { type Alarms, alarm, alarmOnDead, alarmOnLog, alarmOnWaiting } from "./alarms.ts";
import { type Build, functionOf, letPublish, queueOf, stackFor, topicOf } from "./defaults.ts";
import { filePrefixes } from "./file-prefixes.ts";
import { consume, getObjects, onTable, putObjects, sendMail, sendTo } from "./grants.ts";
import { stackName } from "./names.ts";
import type { Storage } from "./storage.ts";

export interface Outbound {
  readonly queue: Queue;
}

/** SES is given 20 s to answer; the rest is for composing a large message and for saying what became of it. */
const sendTimeout = Duration.seconds(60);

export function outbound(scope: Construct, build: Build, { table, filesBucket }: Storage, told: Alarms): Outbound {
  const { settings } = build;
  const stack = stackFor(scope, build, "outbound", "Mail out, and what became of it");
  const { queue, dead } = queueOf(stack, "outbound", sendTimeout);
  // Named, so that the sender's role and the events' topic can say which set they mean.
  const configurationSetName = stackName(settings, "mail");
  const environment = {
    TABLE_NAME: table.tableName,
    FILES_BUCKET: filesBucket.bucketName,
    CONFIGURATION_SET: configurationSetName,
    REPLY_DOMAIN: settings.replyDomain,
  };
  const { body, upload, attachment, sent } = filePrefixes;
  const send = functionOf(stack, build, "send", {
    memoryMb: 1024,
    timeout: sendTimeout,
    environment,
    may: [
      consume(queue),
      onTable(table, "read", "write"),
      getObjects(filesBucket, [body, upload, attachment]),
      putObjects(filesBucket, [sent]),
      sendMail(stack, settings, configurationSetName),
    ],
  });
  // New accounts may send one mail a second; two workers wait for each other without filling the queue with retries.
  send.addEventSource(new SqsEventSource(queue, { batchSize: 1, maxConcurrency: 2, reportBatchItemFailures: true }));

  reports(stack, build, configurationSetName, table, told.givenUp);
  alarmOnDead(stack, told.topic, "mail-not-sent", dead);
  alarmOnWaiting(stack, told.topic, "mail-waits", queue);
  alarmOnReputation(stack, told.topic);
  // A reply of which nobody knows whether SES took it. It is shown so, and a person decides.
  const because = "It is not known whether SES took a reply.";
  alarmOnLog(stack, told.topic, "unconfirmed", { logGroup: send.logGroup, event: "message.unconfirmed", because });
  return { queue };
}

/** SES's events about our mail, read by one function. */
function reports(stack: Stack, build: Build, configurationSetName: string, table: TableV2, givenUp: IQueue): void {
  const set = new ConfigurationSet(stack, "mail", {
    configurationSetName,
    reputationMetrics: true,
    suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
  });
  const topic = topicOf(stack, "reports");
  letPublish(
    topic,
    "ses.amazonaws.com",
    stack.formatArn({ service: "ses", resource: "configuration-set", resourceName: configurationSetName }),
  );
  const destination = new CfnConfigurationSetEventDestination(stack, "mail-reports", {
    configurationSetName: set.configurationSetName,
    eventDestination: {
      name: "reports",
      enabled: true,
      matchingEventTypes: ["send", "delivery", "bounce", "complaint", "reject", "deliveryDelay"],
      snsDestination: { topicArn: topic.topicArn },
    },
  });
  // SES tries whether it may publish when it is told where.
  destination.node.addDependency(topic);
  const feedback = functionOf(stack, build, "feedback", {
    memoryMb: 512,
    timeout: Duration.seconds(30),
    environment: { TABLE_NAME: table.tableName },
    may: [onTable(table, "read", "write"), sendTo(givenUp)],
    onFailure: new SqsDestination(givenUp),
  });
  topic.addSubscription(new LambdaSubscription(feedback, { deadLetterQueue: givenUp }));
}

/** AWS reviews an account at 5 % bounces and 0.1 % complaints: half of that is the time to look. */
function alarmOnReputation(stack: Stack, topic: ITopic): void {
  const rate = (metricName: string) =>
    new Metric({ namespace: "AWS/SES", metricName, period: Duration.hours(1), statistic: "Average" });
  alarm(stack, topic, "bounces", {
    metric: rate("Reputation.BounceRate"),
    above: 0.025,
    because: "Too much of our mail bounces.",
  });
  alarm(stack, topic, "complaints", {
    metric: rate("Reputation.ComplaintRate"),
    above: 0.0005,
    because: "Recipients report our mail as spam.",
  });
}
