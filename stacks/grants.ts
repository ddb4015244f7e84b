// Permissions in our own words: explicit actions on explicit resources.
import { ArnFormat, type Stack } from "aws-cdk-lib";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { IQueue, Queue } from "aws-cdk-lib/aws-sqs";
import { allow } from "./defaults.ts";
import { mailDomains, type Settings } from "./settings.ts";

type TableVerb = "read" | "write" | "delete";

// A batch get and a transaction ask for the permissions of what is in them, save BatchGetItem, which has its own.
const tableActions: Record<TableVerb, string[]> = {
  read: ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"],
  write: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:ConditionCheckItem"],
  delete: ["dynamodb:DeleteItem"],
};

export function onTable(table: TableV2, ...verbs: TableVerb[]): PolicyStatement {
  return allow(
    verbs.flatMap((verb) => tableActions[verb]),
    [table.tableArn],
  );
}

export function onIndexes(table: TableV2, ...names: string[]): PolicyStatement {
  return allow(
    ["dynamodb:Query"],
    names.map((name) => `${table.tableArn}/index/${name}`),
  );
}

export function getObjects(bucket: Bucket, prefixes: readonly string[]): PolicyStatement {
  return allow(
    ["s3:GetObject"],
    prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`)),
  );
}

export function putObjects(bucket: Bucket, prefixes: readonly string[]): PolicyStatement {
  return allow(
    ["s3:PutObject"],
    prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`)),
  );
}

export function removeObjects(bucket: Bucket, prefixes: readonly string[]): PolicyStatement {
  return allow(
    ["s3:DeleteObject"],
    prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`)),
  );
}

/** Only rows whose partition is one of these; a `*` stands for anything. A request of several rows must keep to them with all. */
export function onRows(
  table: TableV2,
  action: "PutItem" | "UpdateItem" | "DeleteItem",
  ...partitions: string[]
): PolicyStatement {
  return allow([`dynamodb:${action}`], [table.tableArn], {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": partitions },
  });
}

/** Without this, S3 answers "forbidden" and not "missing" when asked for an object that is not there. */
export function seeWhatIsMissing(bucket: Bucket): PolicyStatement {
  return allow(["s3:ListBucket"], [bucket.bucketArn]);
}

export function consume(queue: Queue): PolicyStatement {
  return allow(
    ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"],
    [queue.queueArn],
  );
}

export function sendTo(...queues: IQueue[]): PolicyStatement {
  return allow(
    ["sqs:SendMessage"],
    queues.map(({ queueArn }) => queueArn),
  );
}

/** Mail only from our own domains, and only through our configuration set, so that every send is reported on. */
export function sendMail(stack: Stack, settings: Settings, configurationSet: string): PolicyStatement {
  const arn = (resource: string, resourceName: string) =>
    stack.formatArn({ service: "ses", resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
  const domains = mailDomains(settings);
  return allow(
    ["ses:SendEmail", "ses:SendRawEmail"],
    [...domains.map((domain) => arn("identity", domain)), arn("configuration-set", configurationSet)],
    { StringLike: { "ses:FromAddress": domains.map((domain) => `*@${domain}`) } },
  );
}
