// What every stack, function, queue and topic of ours has in common.
import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, type IDestination, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { BundleName } from "./bundle.ts";
import { stackName } from "./names.ts";
import type { Settings } from "./settings.ts";

/** What all stacks are built from. */
export interface Build {
  readonly settings: Settings;
  /** Version of the signing keys' parameter, so that new keys reach the functions with the next deployment. */
  readonly signingKeysVersion: number;
  /** The folder with that function's code. */
  readonly codeOf: (name: BundleName) => string;
}

export function stackFor(scope: Construct, { settings }: Build, folder: string, description: string): Stack {
  const name = stackName(settings, folder);
  // No env: the same template serves every account, and nothing is looked up while it is made.
  return new Stack(scope, name, { stackName: name, description, terminationProtection: settings.isProtected });
}

export function keptIf(isProtected: boolean): RemovalPolicy {
  return isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}

/** For what has a name of our choosing: if a first deployment fails, it must go, or the next could not make it again. */
export function keptOnceMadeIf(isProtected: boolean): RemovalPolicy {
  return isProtected ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}

export interface FunctionOptions {
  readonly memoryMb: number;
  readonly timeout: Duration;
  readonly environment: Readonly<Record<string, string>>;
  /** All it may do, besides writing its own log. */
  readonly may: readonly PolicyStatement[];
  /** Where an asynchronous call goes that failed three times. */
  readonly onFailure?: IDestination;
}

/** A function with its own role, its own log, and nothing that it was not given. */
export function functionOf(scope: Construct, build: Build, name: BundleName, options: FunctionOptions): LambdaFunction {
  const { isProtected } = build.settings;
  const retention = isProtected ? RetentionDays.ONE_MONTH : RetentionDays.ONE_WEEK;
  const logGroup = new LogGroup(scope, `${name}-log`, { retention, removalPolicy: keptIf(isProtected) });
  const writesLog = allow(["logs:CreateLogStream", "logs:PutLogEvents"], [`${logGroup.logGroupArn}`]);
  const role = new Role(scope, `${name}-role`, {
    assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
    inlinePolicies: { own: new PolicyDocument({ statements: [writesLog, ...options.may] }) },
  });
  return new LambdaFunction(scope, name, {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(build.codeOf(name)),
    handler: "index.handler",
    // CDK would otherwise widen the role with what it thinks is needed.
    role: role.withoutPolicyUpdates(),
    logGroup,
    memorySize: options.memoryMb,
    timeout: options.timeout,
    environment: { ...options.environment, ...emulated(build.settings) },
    ...(options.onFailure ? { onFailure: options.onFailure, retryAttempts: 2 } : {}),
  });
}

/** An emulator's buckets have no host names of their own; the clients must be told. */
function emulated({ emulator }: Settings): Record<string, string> {
  return emulator ? { AWS_ENDPOINT_URL_S3: emulator } : {};
}

export function allow(actions: string[], resources: string[], conditions?: Record<string, Record<string, unknown>>) {
  return new PolicyStatement({ effect: Effect.ALLOW, actions, resources, ...(conditions ? { conditions } : {}) });
}

/** SQS asks for six times the consumer's timeout, so that no message is handed out again while it is worked on. */
export function queueOf(scope: Construct, name: string, consumerTimeout: Duration): { queue: Queue; dead: Queue } {
  const dead = deadLetters(scope, `${name}-dead`);
  const queue = new Queue(scope, name, {
    visibilityTimeout: Duration.seconds(consumerTimeout.toSeconds() * 6),
    retentionPeriod: Duration.days(4),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    deadLetterQueue: { queue: dead, maxReceiveCount: 5 },
  });
  return { queue, dead };
}

/** A message keeps its age when it moves here, so this queue must keep longer than the one it comes from. */
export function deadLetters(scope: Construct, name: string): Queue {
  return new Queue(scope, name, {
    retentionPeriod: Duration.days(14),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
  });
}

export function topicOf(scope: Construct, name: string): Topic {
  return new Topic(scope, name, { enforceSSL: true });
}

/** Lets one AWS service publish, and only for one kind of resource of this account. CDK's own ways leave one or both out. */
export function letPublish(topic: Topic, publisher: string, sourceArn: string): void {
  const conditions = { StringEquals: { "aws:SourceAccount": Stack.of(topic).account }, ArnLike: { "aws:SourceArn": sourceArn } };
  const principals = [new ServicePrincipal(publisher)];
  topic.addToResourcePolicy(
    new PolicyStatement({ principals, actions: ["sns:Publish"], resources: [topic.topicArn], conditions }),
  );
}
