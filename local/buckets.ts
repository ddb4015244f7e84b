// The buckets: s3rver on a folder, taught to write whole objects or none, and to read what newer SDKs send.
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import S3rver, { type Store, type Stored } from "s3rver";
import { unframing } from "./aws-chunked.ts";
import { loopback, type Running } from "./serve.ts";

export interface BucketsOptions {
  readonly folder: string;
  readonly names: readonly string[];
  /** The page, which puts and gets by signed addresses. */
  readonly origin: string;
  readonly port?: number;
}

/** The only credentials that s3rver knows. It does not check signatures: this is one person's own machine. */
export const credentials = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };

export async function localBuckets({ folder, names, origin, port = 0 }: BucketsOptions): Promise<Running> {
  await mkdir(folder, { recursive: true });
  const server = new S3rver({
    address: loopback,
    port,
    directory: folder,
    silent: true,
    vhostBuckets: false,
    configureBuckets: names.map((name) => ({ name, configs: [corsFor(origin)] })),
  });
  writeWhole(server.store);
  listWithoutTokens(server.store);
  const address = await server.run();
  return { url: `http://${loopback}:${address.port}`, stop: () => stop(server) };
}

function corsFor(origin: string): string {
  const methods = ["GET", "HEAD", "PUT"].map((method) => `<AllowedMethod>${method}</AllowedMethod>`).join("");
  const rule = `<AllowedOrigin>${origin}</AllowedOrigin>${methods}<AllowedHeader>*</AllowedHeader><ExposeHeader>ETag</ExposeHeader>`;
  return `<CORSConfiguration><CORSRule>${rule}<MaxAgeSeconds>3000</MaxAgeSeconds></CORSRule></CORSConfiguration>`;
}

// s3rver answers before its file is closed: a quick reader would get half an object, and a kill would leave one.
function writeWhole(store: Store): void {
  store.putObject = async ({ bucket, key, content, metadata }) => {
    const path = store.getResourcePath(bucket, key, "object");
    const beside = `${path}.${randomUUID()}.part`;
    const stored = await writeStream(beside, content instanceof Readable ? content : Readable.from([content]));
    await store.putMetadata(bucket, key, withoutFraming(metadata), stored.md5);
    await rename(beside, path);
    return stored;
  };
  store.putPart = async (bucket, uploadId, partNumber, content) => {
    const path = join(store.getResourcePath(bucket, undefined, "uploads"), uploadId, String(partNumber));
    const stored = await writeStream(path, content);
    await writeFile(`${path}.md5`, stored.md5);
    return stored;
  };
}

// s3rver makes its continuation tokens with a cipher that Node no longer has. Whoever lists goes on after the last key, and a
// page that is full says nothing about whether there is more.
function listWithoutTokens(store: Store): void {
  const list = store.listObjects.bind(store);
  store.listObjects = async (bucket, options) => ({ ...(await list(bucket, options)), isTruncated: false });
}

async function writeStream(path: string, content: Readable): Promise<Stored> {
  await mkdir(dirname(path), { recursive: true });
  const hash = createHash("md5");
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline([content, ...unframing(content), measure, createWriteStream(path)]);
  await sync(path);
  return { size, md5: hash.digest("hex") };
}

async function sync(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function withoutFraming(metadata: Record<string, string>): Record<string, string> {
  const { "content-encoding": encoding, ...rest } = metadata;
  const own = (encoding ?? "").split(/,\s*/).filter((one) => one !== "" && one !== "aws-chunked");
  return own.length > 0 ? { ...rest, "content-encoding": own.join(", ") } : rest;
}

function stop(server: S3rver): Promise<void> {
  server.httpServer.closeAllConnections();
  return server.close();
}
