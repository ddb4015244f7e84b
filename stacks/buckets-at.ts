// A stage's buckets, for the commands that fill or empty them.
import { S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Place } from "./command.ts";
import { type BucketRole, bucketName } from "./names.ts";

export function bucketsAt({ region }: Place): S3Client {
  return new S3Client({ region, forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined });
}

export async function bucketOf(at: Place, role: BucketRole): Promise<string> {
  const { Account } = await new STSClient({ region: at.region }).send(new GetCallerIdentityCommand({}));
  return bucketName(at, role, Account ?? "", at.region);
}
