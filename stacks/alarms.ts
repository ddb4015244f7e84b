// Where alarms go, and how one is made. Each alarm stands beside what it watches; README.md has a line of runbook for each.
import { ArnFormat, Duration, Stack } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { FilterPattern, type ILogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { type IQueue, Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { type Build, deadLetters, letPublish, stackFor, topicOf } from "./defaults.ts";
import { appName, stackName } from "./names.ts";

export interface Alarms {
  readonly topic: ITopic;
  /** Where every call, notice and change goes that was given up on. One queue for all: each alarm past the tenth costs. */
  readonly givenUp: IQueue;
}

export function alarms(scope: Construct, build: Build): Alarms {
  const stack = stackFor(scope, build, "alarms", "Where alarms go, and what was given up on");
  const anyAlarm = stack.formatArn({
    service: "cloudwatch",
    resource: "alarm",
    resourceName: "*",
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const ourRules = stack.formatArn({ service: "events", resource: "rule", resourceName: stackName(build.settings, "*") });
  const topic = topicOf(stack, "alarms");
  letPublish(topic, "cloudwatch.amazonaws.com", anyAlarm);
  letPublish(topic, "events.amazonaws.com", ourRules);
  const { alarmEmail } = build.settings;
  if (alarmEmail) topic.addSubscription(new EmailSubscription(alarmEmail));
  const queue = givenUpQueue(stack, build, ourRules);
  alarmOnDead(stack, topic, "given-up", queue);
  // By its name only, so that no stack that uses it writes into this one and ties the two in a knot.
  return { topic, givenUp: Queue.fromQueueArn(stack, "given-up-by-name", queue.queueArn) };
}

function givenUpQueue(stack: Stack, { settings }: Build, ourRules: string): Queue {
  const queue = deadLetters(stack, "given-up-dead");
  const ourTopics = stack.formatArn({ service: "sns", resource: stackName(settings, "*") });
  for (const [service, source] of [
    ["sns.amazonaws.com", ourTopics],
    ["events.amazonaws.com", ourRules],
  ] as const) {
    queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(service)],
        actions: ["sqs:SendMessage"],
        resources: [queue.queueArn],
        conditions: { StringEquals: { "aws:SourceAccount": stack.account }, ArnLike: { "aws:SourceArn": source } },
      }),
    );
  }
  return queue;
}

export interface Watch {
  readonly metric: IMetric;
  /** The alarm goes off above this. */
  readonly above: number;
  readonly because: string;
  /** How many periods in a row; one unless said. */
  readonly periods?: number;
}

export function alarm(scope: Construct, topic: ITopic, name: string, { metric, above, because, periods = 1 }: Watch): Alarm {
  const made = new Alarm(scope, `${name}-alarm`, {
    metric,
    threshold: above,
    evaluationPeriods: periods,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmName: `${Stack.of(scope).stackName}-${name}`,
    alarmDescription: `${because} Runbook: stacks/README.md#${name}`,
  });
  made.addAlarmAction(new SnsAction(topic));
  return made;
}

/** Something was given up on: a person has to look. */
export function alarmOnDead(scope: Construct, topic: ITopic, name: string, dead: Queue): void {
  const metric = dead.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: "Maximum" });
  alarm(scope, topic, name, { metric, above: 0, because: "Work was given up on after every retry." });
}

/** Lines of a function's log with this event, as a metric. @param value what a line counts for, as `$.count` */
export function alarmOnLog(
  scope: Construct,
  topic: ITopic,
  name: string,
  { logGroup, event, because, value = "1", period = Duration.minutes(5) }: LogWatch,
): void {
  const filter = new MetricFilter(scope, name, {
    logGroup,
    filterPattern: FilterPattern.stringValue("$.event", "=", event),
    metricNamespace: appName,
    metricName: `${Stack.of(scope).stackName}-${name}`,
    metricValue: value,
  });
  alarm(scope, topic, name, { metric: filter.metric({ period, statistic: "Sum" }), above: 0, because });
}

export interface LogWatch {
  readonly logGroup: ILogGroup;
  readonly event: string;
  readonly because: string;
  readonly value?: string;
  readonly period?: Duration;
}

export function alarmOnWaiting(scope: Construct, topic: ITopic, name: string, queue: Queue): void {
  const metric = queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: "Maximum" });
  alarm(scope, topic, name, { metric, above: 300, because: "The oldest piece of work has waited for more than five minutes." });
}
