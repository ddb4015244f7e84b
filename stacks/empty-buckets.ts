// Empties a disposable stage's buckets, old versions too.
import { DeleteObjectsCommand, ListObjectVersionsCommand, type S3Client } from "@aws-sdk/client-s3";
import { bucketOf, bucketsAt } from "./buckets-at.ts";
import type { Place } from "./command.ts";

export async function emptyBuckets(at: Place): Promise<void> {
  for (const role of ["raw", "files", "page"] as const) await empty(bucketsAt(at), await bucketOf(at, role));
}

async function empty(s3: S3Client, Bucket: string): Promise<void> {
  for (;;) {
    const found = await pageOf(s3, Bucket);
    if (found.length === 0) return;
    const answer = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: found, Quiet: true } }));
    const [refused] = answer.Errors ?? [];
    if (refused) throw new Error(`${Bucket}/${refused.Key}: ${refused.Message}`);
  }
}

async function pageOf(s3: S3Client, Bucket: string) {
  try {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    return [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
  } catch (error) {
    // A stage that was half made, or half removed, may have none.
    if (error instanceof Error && error.name === "NoSuchBucket") return [];
    throw error;
  }
}
