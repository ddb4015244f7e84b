// cdk-nag over every stack. What it finds and we do not change is acknowledged here, with the reason; the count may only fall.
import { Aspects } from "aws-cdk-lib";
import { AwsSolutionsChecks, type INagLogger, type NagLoggerNonComplianceData, ServerlessChecks } from "cdk-nag";
import { expect, test } from "vitest";
import { appOf, prod } from "./templates.ts";

interface Acknowledged {
  /** Both packs may say the same thing under different names. */
  readonly rules: readonly string[];
  /** Where; everywhere unless said. */
  readonly at?: RegExp;
  readonly because: string;
}

const acknowledged: readonly Acknowledged[] = [
  {
    rules: ["AwsSolutions-APIG1", "Serverless-APIGWAccessLogging", "AwsSolutions-S1", "AwsSolutions-CFR3"],
    because:
      "The API writes a line a request itself, with the member. Access logs would tell less and cost more than all the rest.",
  },
  {
    rules: ["AwsSolutions-APIG4"],
    because:
      "The session is a cookie that only our own code can read; every route states its permission, and a test holds the matrix.",
  },
  { rules: ["AwsSolutions-CFR1"], because: "A team's agents travel." },
  {
    rules: ["AwsSolutions-CFR2"],
    because:
      "A firewall costs $5 a month before the first request, five times the product. Throttles and budgets stand in the API.",
  },
  {
    rules: ["AwsSolutions-CFR4"],
    because:
      "Without a domain of its own the page has CloudFront's certificate, whose lowest TLS version CloudFront sets. With one it is 1.2.",
  },
  {
    rules: ["AwsSolutions-COG2"],
    because: "A second factor is offered to everybody. Requiring it is the team's to decide, and one setting.",
  },
  {
    rules: ["AwsSolutions-COG3"],
    because: "Threat protection is priced a user and needs Cognito's Plus plan. Self-sign-up is off.",
  },
  {
    rules: ["AwsSolutions-IAM5"],
    at: /role\/Resource Resource::(<(raw|files)\w+\.Arn>\/(raw|body|sent|upload|attachment)\/\*|.*\/socket\/POST\/@connections\/\*)$/,
    because: "Objects under one prefix of one bucket, and connections of one socket stage: their names are made while we run.",
  },
  {
    rules: ["AwsSolutions-SQS3", "Serverless-SQSRedrivePolicy"],
    at: /dead\/Resource/,
    because: "It is a dead-letter queue itself. Each has an alarm.",
  },
  {
    rules: ["Serverless-LambdaDLQ", "Serverless-LambdaEventSourceMappingDestination"],
    because:
      "Failures go to the queue's own dead letters, to the stream's or to the call's failure destination; the others answer somebody who waits.",
  },
  {
    rules: ["Serverless-LambdaTracing"],
    because: "Traces cost $5 a million, more than the requests. Log lines carry the request's id.",
  },
  {
    rules: ["Serverless-SNSRedrivePolicy", "Serverless-EventBusDLQ"],
    at: /alarms\/alarms|rules-changed/,
    because:
      "A warning that could not be told is still an alarm in CloudWatch and an event in CloudTrail; nobody would watch a queue of them.",
  },
];

test("every finding is acknowledged, and every acknowledgement still has a finding", () => {
  const found: { rule: string; at: string }[] = [];
  const app = appOf(prod);
  const logger = collector(found);
  Aspects.of(app).add(new AwsSolutionsChecks({ additionalLoggers: [logger], reports: false }));
  Aspects.of(app).add(new ServerlessChecks({ additionalLoggers: [logger], reports: false }));
  app.synth();
  const isMeant = (one: { rule: string; at: string }, { rules, at }: Acknowledged) =>
    rules.includes(one.rule) && (at?.test(one.at) ?? true);
  console.info(`${found.length} findings, ${acknowledged.length} acknowledgements`);
  expect(found.filter((one) => !acknowledged.some((known) => isMeant(one, known)))).toEqual([]);
  expect(acknowledged.filter((known) => !found.some((one) => isMeant(one, known)))).toEqual([]);
  expect(acknowledged.length).toBeLessThanOrEqual(12);
});

function collector(found: { rule: string; at: string }[]): INagLogger {
  const ignore = () => undefined;
  return {
    onCompliance: ignore,
    onError: ({ ruleId, errorMessage, resource }) => found.push({ rule: ruleId, at: `${resource.node.path} ${errorMessage}` }),
    onNonCompliance: ({ ruleId, findingId, resource }: NagLoggerNonComplianceData) => {
      found.push({ rule: ruleId, at: `${resource.node.path} ${findingId}`.trimEnd() });
    },
    onNotApplicable: ignore,
    onSuppressed: ignore,
    onSuppressedError: ignore,
  };
}
