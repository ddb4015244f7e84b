import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { beforeAll, expect, test } from "vitest";
import { credentials, localBuckets } from "../../local/buckets.ts";
import { startedIn } from "./servers.ts";

const origin = "http://127.0.0.1:3000";
let client: S3Client;
let folder: string;

beforeAll(async () => {
  const started = await startedIn((at) => localBuckets({ folder: at, names: ["raw", "files"], origin }));
  folder = started.folder;
  client = new S3Client({ endpoint: started.server.url, region: "us-east-1", credentials, forcePathStyle: true });
});

async function read(Key: string, Range?: string): Promise<Buffer> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: "files", Key, ...(Range ? { Range } : {}) }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

test("bytes come back as they were put, with their type and size", async () => {
  const content = randomBytes(10_000);
  await client.send(new PutObjectCommand({ Bucket: "files", Key: "a/b.bin", Body: content, ContentType: "image/png" }));
  expect(await read("a/b.bin")).toEqual(content);
  const head = await client.send(new HeadObjectCommand({ Bucket: "files", Key: "a/b.bin" }));
  expect(head).toMatchObject({ ContentLength: 10_000, ContentType: "image/png" });
});

test("an empty object is an object", async () => {
  await client.send(new PutObjectCommand({ Bucket: "files", Key: "empty", Body: Buffer.alloc(0) }));
  expect(await read("empty")).toHaveLength(0);
});

test("a range is that part and no more", async () => {
  await client.send(new PutObjectCommand({ Bucket: "files", Key: "range", Body: "0123456789" }));
  expect((await read("range", "bytes=3-5")).toString()).toBe("345");
});

test("an object that is not there is said so", async () => {
  await expect(read("nothing")).rejects.toMatchObject({ name: "NoSuchKey" });
});

test("40 MB in one piece come back whole, at once", async () => {
  const content = randomBytes(40 * 1024 * 1024);
  await client.send(new PutObjectCommand({ Bucket: "files", Key: "large", Body: content }));
  expect((await read("large")).equals(content)).toBe(true);
});

test("a stream that the SDK sends in chunks is stored without the frames around them", async () => {
  const pieces = Array.from({ length: 50 }, () => randomBytes(20_011));
  const content = Buffer.concat(pieces);
  const put = { Bucket: "files", Key: "streamed", Body: Readable.from(pieces), ContentLength: content.length };
  await client.send(new PutObjectCommand(put));
  expect((await read("streamed")).equals(content)).toBe(true);
  const { ContentEncoding } = await client.send(new HeadObjectCommand({ Bucket: "files", Key: "streamed" }));
  expect(ContentEncoding).toBeUndefined();
});

test("an upload in parts is one object", async () => {
  const content = randomBytes(12 * 1024 * 1024);
  const params = { Bucket: "files", Key: "parts", Body: Readable.from([content]) };
  await new Upload({ client, params, queueSize: 1 }).done();
  expect((await read("parts")).equals(content)).toBe(true);
});

test("a signed address takes a PUT from the page's origin, and only from there", async () => {
  const put = new PutObjectCommand({ Bucket: "files", Key: "uploads/one", ContentType: "text/plain" });
  const address = await getSignedUrl(client, put, { expiresIn: 60 });
  const ask = (from: string) =>
    fetch(address, {
      method: "OPTIONS",
      headers: { origin: from, "access-control-request-method": "PUT", "access-control-request-headers": "content-type" },
    });
  expect((await ask(origin)).status).toBe(200);
  expect((await ask("http://evil.test")).status).toBe(403);
  const answer = await fetch(address, { method: "PUT", headers: { origin, "content-type": "text/plain" }, body: "hello" });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("access-control-allow-origin")).toBe(origin);
  expect((await read("uploads/one")).toString()).toBe("hello");
});

test("a signed download says what the browser shall call it, and ends", async () => {
  await client.send(new PutObjectCommand({ Bucket: "files", Key: "offer", Body: "offer" }));
  const get = new GetObjectCommand({
    Bucket: "files",
    Key: "offer",
    ResponseContentDisposition: 'attachment; filename="offer.txt"',
    ResponseContentType: "application/octet-stream",
  });
  const answer = await fetch(await getSignedUrl(client, get, { expiresIn: 60 }));
  expect(answer.headers.get("content-disposition")).toBe('attachment; filename="offer.txt"');
  expect(answer.headers.get("content-type")).toBe("application/octet-stream");
  expect(await answer.text()).toBe("offer");
  const past = new Date(Date.now() - 3600_000);
  expect((await fetch(await getSignedUrl(client, get, { expiresIn: 60, signingDate: past }))).status).toBe(403);
});

test("an upload that breaks off leaves the old object and nothing else", async () => {
  await client.send(new PutObjectCommand({ Bucket: "files", Key: "kept", Body: "old" }));
  const address = await getSignedUrl(client, new PutObjectCommand({ Bucket: "files", Key: "kept" }), { expiresIn: 60 });
  const halfway = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode("new, but only ha"));
      setTimeout(() => controller.error(new Error("the network went away")), 20);
    },
  });
  await expect(fetch(address, { method: "PUT", body: halfway, duplex: "half" } as RequestInit)).rejects.toThrow();
  expect((await read("kept")).toString()).toBe("old");
});

test("objects can be listed and deleted", async () => {
  for (const Key of ["list/1", "list/2"]) await client.send(new PutObjectCommand({ Bucket: "raw", Key, Body: Key }));
  await client.send(new DeleteObjectCommand({ Bucket: "raw", Key: "list/1" }));
  const { Contents } = await client.send(new ListObjectsV2Command({ Bucket: "raw", Prefix: "list/" }));
  expect(Contents?.map((object) => object.Key)).toEqual(["list/2"]);
  expect(await readdir(join(folder, "raw", "list"))).not.toContainEqual(expect.stringMatching(/^1/));
});
