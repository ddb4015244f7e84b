// The two buckets: raw mail as SES wrote it (never edited), and files of ours (bodies, sent mail, uploads).
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gunzipSync, gzipSync } from "node:zlib";
import type { PartSpan } from "../core/mail/mail.ts";
import { limits } from "../core/limits.ts";
import { type Instant, instantOf } from "../core/time.ts";
import { bucketsClient } from "../runtime/clients.ts";
import { config } from "../runtime/config.ts";

/** What was read from a mail and is too large for a timeline entry. */
export interface Body {
  readonly text: string;
  readonly html?: string;
}

/** The bytes of a raw mail, or of one part of it, as a stream. */
export async function readRaw(objectKey: string, span?: Pick<PartSpan, "offset" | "length">): Promise<Readable> {
  if (span?.length === 0) return Readable.from([]);
  const range = span ? { Range: `bytes=${span.offset}-${span.offset + span.length - 1}` } : {};
  return readObject(config.rawBucket, objectKey, range);
}

/** One page of raw mail, in the order of the keys, which is not that of time: SES's ids are random. */
export async function listRaw(after: string | undefined, limit: number): Promise<{ objects: RawObject[]; isLast: boolean }> {
  const answer = await bucketsClient().send(
    new ListObjectsV2Command({
      Bucket: config.rawBucket,
      Prefix: rawPrefix,
      MaxKeys: limit,
      ...(after ? { StartAfter: after } : {}),
    }),
  );
  const objects = (answer.Contents ?? []).map(({ Key = "", LastModified }) => ({
    objectKey: Key,
    storedAt: instantOf(LastModified?.getTime() ?? 0),
  }));
  // A page may hold less than was asked for although there is more, and a full one is believed to have a next.
  return { objects, isLast: answer.IsTruncated !== true && objects.length < limit };
}

export interface RawObject {
  readonly objectKey: string;
  readonly storedAt: Instant;
}

const rawPrefix = "raw/";

/** @param name SES's id for a received mail (so that filing it twice writes one object), the message id for a sent one */
export async function saveBody(name: string, body: Body): Promise<void> {
  await saveFile(bodyKey(name), gzipSync(JSON.stringify(body)), "application/gzip");
}

export async function readBody(name: string): Promise<Body> {
  const packed = await buffer(await readFile(bodyKey(name)));
  return JSON.parse(gunzipSync(packed).toString("utf8")) as Body;
}

export async function removeBody(name: string): Promise<void> {
  await removeFile(bodyKey(name));
}

/** Removing what is not there is no error. Of raw mail nothing is ever removed. */
export async function removeFile(key: string): Promise<void> {
  await bucketsClient().send(new DeleteObjectCommand({ Bucket: config.filesBucket, Key: key }));
}

export function readFile(key: string): Promise<Readable> {
  return readObject(config.filesBucket, key);
}

export async function saveFile(key: string, content: Uint8Array, contentType: string): Promise<void> {
  const object = { Bucket: config.filesBucket, Key: key, Body: content, ContentType: contentType };
  await bucketsClient().send(new PutObjectCommand(object));
}

/**
 * Saves a stream of unknown length without holding more of it than a part of the upload.
 * @param madeOf kept beside it, for `madeOfWhat`
 */
export async function streamFile(key: string, content: Readable, contentType: string, madeOf?: string): Promise<void> {
  const params = {
    ...{ Bucket: config.filesBucket, Key: key, Body: content, ContentType: contentType },
    ...(madeOf === undefined ? {} : { Metadata: { [madeOfField]: madeOf } }),
  };
  await new Upload({ client: bucketsClient(), params, queueSize: 1 }).done();
}

/** A copy that nobody holds an address to put to. False when there is nothing to copy. */
export async function copyFile(from: string, to: string): Promise<boolean> {
  const Bucket = config.filesBucket;
  try {
    await bucketsClient().send(new CopyObjectCommand({ Bucket, Key: to, CopySource: `${Bucket}/${from}` }));
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

/** Size in bytes of a file of ours; undefined when there is none. */
export async function sizeOfFile(key: string): Promise<number | undefined> {
  const head = await headOfFile(key);
  return head && (head.ContentLength ?? 0);
}

/** What a file was said to be made of; undefined when there is no such file, or nothing was said. */
export async function madeOfWhat(key: string): Promise<string | undefined> {
  return (await headOfFile(key))?.Metadata?.[madeOfField];
}

const madeOfField = "made-of";

/**
 * A short-lived address to download from, whatever the object says of itself: always a download, never shown in place.
 * @param filename what the browser shall call it
 */
export function signedDownload(
  bucket: "raw" | "files",
  key: string,
  filename: string,
  contentType = "application/octet-stream",
): Promise<string> {
  const ascii = filename.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const command = new GetObjectCommand({
    Bucket: bucket === "raw" ? config.rawBucket : config.filesBucket,
    Key: key,
    ResponseContentType: contentType,
    ResponseContentDisposition: `attachment; filename="${ascii}"; filename*=UTF-8''${encodeRfc5987(filename)}`,
    ResponseCacheControl: "private, no-store",
  });
  return getSignedUrl(bucketsClient(), command, { expiresIn: limits.signedAddressSeconds });
}

/** An address to put one file of exactly that size and type to. */
export function signedUpload(key: string, contentType: string, sizeBytes: number): Promise<string> {
  const command = new PutObjectCommand({
    Bucket: config.filesBucket,
    Key: key,
    ContentType: contentType,
    ContentLength: sizeBytes,
  });
  const signableHeaders = new Set(["content-type", "content-length"]);
  return getSignedUrl(bucketsClient(), command, { expiresIn: limits.uploadAddressSeconds, signableHeaders });
}

/** Where things lie in the files bucket. */
export const fileKeys = {
  upload: (memberId: string, uploadId: string) => `upload/${memberId}/${uploadId}`,
  sentMail: (messageId: string) => `sent/${messageId}.eml`,
  attachment: (messageId: string, index: number) => `attachment/${messageId}/${index}`,
  /** All of them in one; the pictures in the text are left out, or among them. */
  archive: (messageId: string, withPictures: boolean) => `attachment/${messageId}/all${withPictures ? "-with-pictures" : ""}.zip`,
} as const;

function bodyKey(name: string): string {
  return `body/${name}.json.gz`;
}

async function headOfFile(key: string) {
  try {
    return await bucketsClient().send(new HeadObjectCommand({ Bucket: config.filesBucket, Key: key }));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

async function readObject(bucket: string, key: string, range: { Range?: string } = {}): Promise<Readable> {
  const answer = await bucketsClient().send(new GetObjectCommand({ Bucket: bucket, Key: key, ...range }));
  if (!(answer.Body instanceof Readable)) throw new Error("S3 answered without a body");
  return answer.Body;
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && (error.name === "NotFound" || error.name === "NoSuchKey");
}

function encodeRfc5987(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
