// What must not be lost: the table, raw mail as SES wrote it, and files of ours.
import { Duration, type Stack } from "aws-cdk-lib";
import { AttributeType, Billing, ProjectionType, StreamViewType, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps, HttpMethods } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { table as shape } from "../functions/store/keys.ts";
import { type Build, keptIf, keptOnceMadeIf, stackFor } from "./defaults.ts";
import { bucketName, rawPrefix, receiptRuleArn } from "./names.ts";
import type { Settings } from "./settings.ts";

export interface Storage {
  readonly stack: Stack;
  readonly table: TableV2;
  readonly rawBucket: Bucket;
  readonly filesBucket: Bucket;
}

export function storage(scope: Construct, build: Build, pageOrigin: string): Storage {
  const stack = stackFor(scope, build, "storage", "The table, raw mail and files");
  return {
    stack,
    table: tableOf(stack, build.settings),
    rawBucket: rawBucketOf(stack, build.settings),
    filesBucket: filesBucketOf(stack, build.settings, pageOrigin),
  };
}

function tableOf(stack: Stack, { isProtected }: Settings): TableV2 {
  const key = (name: string) => ({ name, type: AttributeType.STRING });
  return new TableV2(stack, "table", {
    partitionKey: key(shape.partitionKey),
    sortKey: key(shape.sortKey),
    timeToLiveAttribute: shape.timeToLive,
    billing: Billing.onDemand(),
    dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: isProtected,
    removalPolicy: keptIf(isProtected),
    globalSecondaryIndexes: shape.indexes.map(({ name, partitionKey, sortKey }) => ({
      indexName: name,
      partitionKey: key(partitionKey),
      sortKey: key(sortKey),
      projectionType: ProjectionType.ALL,
    })),
  });
}

function closedBucket({ isProtected }: Settings): BucketProps {
  return {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    removalPolicy: keptOnceMadeIf(isProtected),
    lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(2) }],
  };
}

/** No default retention lock: SES cannot write to such a bucket. Versions and a Deny on deleting do what a lock would. */
function rawBucketOf(stack: Stack, settings: Settings): Bucket {
  const bucket = new Bucket(stack, "raw", { ...closedBucket(settings), bucketName: bucketName(settings, "raw") });
  bucket.addToResourcePolicy(
    new PolicyStatement({
      sid: "SesWritesReceivedMail",
      principals: [new ServicePrincipal("ses.amazonaws.com")],
      actions: ["s3:PutObject"],
      resources: [bucket.arnForObjects(`${rawPrefix}*`)],
      conditions: { StringEquals: { "aws:SourceAccount": stack.account, "aws:SourceArn": receiptRuleArn(stack, settings) } },
    }),
  );
  bucket.addToResourcePolicy(
    deny(bucket, "SignedAddressesAreShortLived", ["s3:GetObject"], { NumericGreaterThan: { "s3:signatureAge": "120000" } }),
  );
  if (settings.isProtected) {
    bucket.addToResourcePolicy(deny(bucket, "NobodyDeletesMail", ["s3:DeleteObject", "s3:DeleteObjectVersion"]));
  }
  return bucket;
}

function deny(bucket: Bucket, sid: string, actions: string[], conditions: Record<string, Record<string, string>> = {}) {
  const resources = [bucket.arnForObjects("*")];
  return new PolicyStatement({ sid, effect: Effect.DENY, principals: [new AnyPrincipal()], actions, resources, conditions });
}

function filesBucketOf(stack: Stack, settings: Settings, pageOrigin: string): Bucket {
  return new Bucket(stack, "files", {
    ...closedBucket(settings),
    bucketName: bucketName(settings, "files"),
    // The page puts uploads here itself, under an address that the API signed.
    cors: [{ allowedOrigins: [pageOrigin], allowedMethods: [HttpMethods.PUT], allowedHeaders: ["content-type"], maxAge: 3600 }],
    // What is removed is kept for 30 days, and then nothing of it is, the mark of its removal included.
    lifecycleRules: [
      {
        abortIncompleteMultipartUploadAfter: Duration.days(2),
        noncurrentVersionExpiration: Duration.days(30),
        expiredObjectDeleteMarker: true,
      },
    ],
  });
}
