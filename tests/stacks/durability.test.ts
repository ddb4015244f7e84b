// Nothing lost: what is kept, what is tried again, and where it goes when trying did not help.
import { beforeAll, describe, expect, test } from "vitest";
import { dev, prod, type Resource, resourcesOf, statementsOf, text } from "./templates.ts";

let resources: Resource[];
const ofType = (type: string) => resources.filter(({ Type }) => Type === type);

beforeAll(() => {
  resources = resourcesOf(prod);
});

describe("raw mail", () => {
  const bucket = () => ofType("AWS::S3::Bucket").find(({ id }) => id.startsWith("raw"));
  const policy = () =>
    ofType("AWS::S3::BucketPolicy")
      .filter(({ id }) => id.startsWith("raw"))
      .flatMap(statementsOf);

  test("is closed, versioned, encrypted and kept", () => {
    expect(bucket()).toMatchObject({
      // Retained once made: a first deployment that fails must not leave a name behind that the next one needs.
      DeletionPolicy: "RetainExceptOnCreate",
      UpdateReplacePolicy: "Retain",
      Properties: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: "Enabled" },
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }] },
      },
    });
  });

  test("has no retention lock, which SES could not write to", () => {
    expect(bucket()?.Properties).not.toHaveProperty("ObjectLockConfiguration");
    expect(bucket()?.Properties).not.toHaveProperty("ObjectLockEnabled");
  });

  test.each([
    ["deleting", "s3:DeleteObjectVersion", undefined],
    ["addresses signed more than two minutes ago", "s3:GetObject", { NumericGreaterThan: { "s3:signatureAge": "120000" } }],
    ["plain http", "s3:*", { Bool: { "aws:SecureTransport": "false" } }],
  ])("denies %s to everybody", (_what, action, condition) => {
    const denied = policy().filter(({ Effect, Action }) => Effect === "Deny" && text(Action).includes(action));
    expect(denied.map(({ Condition }) => Condition)).toContainEqual(condition);
  });
});

test("the table can be put back to any second, and cannot be deleted by mistake", () => {
  const [table] = ofType("AWS::DynamoDB::GlobalTable");
  expect(table).toMatchObject({
    DeletionPolicy: "Retain",
    Properties: {
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
      Replicas: [{ DeletionProtectionEnabled: true, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }],
    },
  });
});

test("a disposable stage leaves nothing behind", () => {
  const kept = resourcesOf(dev).filter(({ DeletionPolicy }) => DeletionPolicy?.startsWith("Retain"));
  expect(kept.map(({ id }) => id)).toEqual([]);
});

describe("queues", () => {
  interface Queue {
    VisibilityTimeout?: number;
    MessageRetentionPeriod: number;
    RedrivePolicy?: { maxReceiveCount: number };
    SqsManagedSseEnabled?: boolean;
  }
  const queues = () => ofType("AWS::SQS::Queue").map(({ id, Properties }) => ({ id, ...(Properties as unknown as Queue) }));

  test("at most two are polled", () => {
    const polled = ofType("AWS::Lambda::EventSourceMapping").filter(({ id }) => id.includes("Sqs"));
    expect(polled).toHaveLength(2);
  });

  test.each(["inbound", "outbound"])("%s gives up after five tries, to a queue that keeps longer", (name) => {
    const queue = queues().find(({ id }) => new RegExp(`^${name}[0-9A-F]{8}$`).test(id));
    const dead = queues().find(({ id }) => id.startsWith(`${name}dead`));
    expect(queue?.RedrivePolicy?.maxReceiveCount).toBeGreaterThanOrEqual(5);
    expect(dead?.MessageRetentionPeriod).toBeGreaterThan(queue?.MessageRetentionPeriod ?? Number.POSITIVE_INFINITY);
  });

  test.each([
    ["inbound", "receive"],
    ["outbound", "send"],
  ])("%s hides a message six times as long as %s may take", (name, consumer) => {
    const queue = queues().find(({ id }) => new RegExp(`^${name}[0-9A-F]{8}$`).test(id));
    const handler = ofType("AWS::Lambda::Function").find(({ id }) => id.startsWith(consumer));
    expect(queue?.VisibilityTimeout).toBeGreaterThanOrEqual(6 * Number(handler?.Properties.Timeout));
  });

  test("batches fail record by record", () => {
    for (const { Properties } of ofType("AWS::Lambda::EventSourceMapping")) {
      expect(Properties).toMatchObject({ FunctionResponseTypes: ["ReportBatchItemFailures"] });
    }
  });

  test("every subscription of ours has somewhere to leave what it cannot deliver", () => {
    const ours = ofType("AWS::SNS::Subscription").filter(({ Properties }) => Properties.Protocol !== "email");
    expect(ours).toHaveLength(2);
    for (const { Properties } of ours) expect(Properties).toHaveProperty("RedrivePolicy");
  });
});

test("the stream is read from its oldest record, halved when it fails, and given up on to a queue", () => {
  const [mapping] = ofType("AWS::Lambda::EventSourceMapping").filter(({ id }) => id.includes("Dynamo"));
  expect(mapping?.Properties).toMatchObject({ StartingPosition: "TRIM_HORIZON", BisectBatchOnFunctionError: true });
  expect(mapping?.Properties).toHaveProperty("DestinationConfig.OnFailure.Destination");
});

test("the schedule runs every quarter of an hour, and a run that could not begin is heard of", () => {
  const [rule] = ofType("AWS::Events::Rule").filter(({ Properties }) => "ScheduleExpression" in Properties);
  expect(rule?.Properties).toMatchObject({ ScheduleExpression: "rate(15 minutes)" });
  expect(text(rule?.Properties.Targets)).toContain("DeadLetterConfig");
  const [policy] = ofType("AWS::SQS::QueuePolicy").filter(({ id }) => id.startsWith("givenup"));
  expect(text(policy)).toContain("events.amazonaws.com");
});

test("functions that are called without anybody waiting leave their failures somewhere", () => {
  const configs = ofType("AWS::Lambda::EventInvokeConfig");
  expect(configs.map(({ id }) => id.replace(/EventInvokeConfig.*/, "")).toSorted()).toEqual([
    "broadcast",
    "feedback",
    "schedule",
  ]);
  for (const { Properties } of configs) expect(Properties).toHaveProperty("DestinationConfig.OnFailure.Destination");
});

test("the receipt rule takes our mail only, scans it, and leaves its encryption to the bucket", () => {
  const [rule] = ofType("AWS::SES::ReceiptRule");
  expect(rule?.Properties).toMatchObject({
    RuleSetName: "shared-inbox",
    Rule: {
      Enabled: true,
      ScanEnabled: true,
      TlsPolicy: "Optional",
      Recipients: ["support@acme.test", "sales@acme.test", "reply.acme.test"],
    },
  });
  expect(text(rule)).toContain('"ObjectKeyPrefix":"raw/"');
  expect(text(rule)).not.toContain("KmsKeyArn");
});
