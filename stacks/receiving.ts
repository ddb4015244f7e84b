// SES's receipt rule: which mail comes in, where it is written, and who hears of it. Apart from `inbound`, because no emulator
// has it, and because its two alarms watch AWS itself and not us.
import { Duration, type Stack } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { CfnRule } from "aws-cdk-lib/aws-events";
import { CfnReceiptRule } from "aws-cdk-lib/aws-ses";
import type { ITopic, Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { type Alarms, alarm } from "./alarms.ts";
import { type Build, stackFor } from "./defaults.ts";
import { rawPrefix, receiptRuleName } from "./names.ts";
import type { Storage } from "./storage.ts";

export function receiving(scope: Construct, build: Build, { rawBucket }: Storage, notices: Topic, { topic }: Alarms): void {
  const { settings } = build;
  const stack = stackFor(scope, build, "receiving", "Which mail comes in");
  const name = receiptRuleName(settings);
  new CfnReceiptRule(stack, "rule", {
    ruleSetName: settings.ruleSet,
    rule: {
      name,
      enabled: true,
      // A rule without recipients would take the mail of every domain in the account.
      recipients: [...new Set([...settings.recipients, settings.replyDomain])],
      scanEnabled: true,
      // Mail servers that know no TLS still write to us; those that do, use it.
      tlsPolicy: "Optional",
      // One action: the mail is written first, and then the notice about it is published.
      actions: [{ s3Action: { bucketName: rawBucket.bucketName, objectKeyPrefix: rawPrefix, topicArn: notices.topicArn } }],
    },
  });
  for (const [alarmName, metricName, because] of publishAlarms) {
    const metric = new Metric({
      namespace: "AWS/SES",
      metricName,
      dimensionsMap: { RuleName: name },
      period: Duration.minutes(1),
      statistic: "Sum",
    });
    alarm(stack, topic, alarmName, { metric, above: 0, because });
  }
  watchRules(stack, topic);
}

const publishAlarms = [
  ["mail-not-stored", "PublishFailure", "SES could not write a mail to the bucket. It tries for four hours."],
  ["mail-lost", "PublishExpired", "SES gave up writing a mail to the bucket: it is lost."],
] as const;

/** Whoever switches the active rule set takes all mail away, so the team hears of every change to where mail goes. */
function watchRules(stack: Stack, alarmTopic: ITopic): void {
  new CfnRule(stack, "rules-changed", {
    description: "Somebody changed where received mail goes",
    eventPattern: {
      source: ["aws.ses", "aws.s3", "aws.kms"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: { eventName: watchedCalls },
    },
    targets: [{ id: "alarms", arn: alarmTopic.topicArn }],
  });
}

const watchedCalls = [
  "SetActiveReceiptRuleSet",
  "CreateReceiptRule",
  "UpdateReceiptRule",
  "DeleteReceiptRule",
  "ReorderReceiptRuleSet",
  "DeleteReceiptRuleSet",
  "DeleteIdentity",
  "DeleteEmailIdentity",
  "PutBucketPolicy",
  "DeleteBucketPolicy",
  "PutKeyPolicy",
];
