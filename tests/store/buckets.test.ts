// The buckets: parts of raw mail by their offsets, bodies, uploads of exactly one size, downloads that are only ever downloads.
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { beforeAll, describe, expect, test } from "vitest";
import { bucketsClient } from "../../functions/runtime/clients.ts";
import { config } from "../../functions/runtime/config.ts";
import {
  fileKeys,
  readBody,
  readFile,
  readRaw,
  saveBody,
  saveFile,
  signedDownload,
  signedUpload,
  sizeOfFile,
  streamFile,
} from "../../functions/store/buckets.ts";
import { credentials } from "../../local/buckets.ts";
import { isSignedFor } from "./signature-v4.ts";
import { startWorkspace } from "./workspace.ts";

beforeAll(async () => (await startWorkspace()).stop);

const secret = credentials.secretAccessKey;

async function rawMail(content: string): Promise<string> {
  const key = `raw/${randomBytes(8).toString("hex")}`;
  await bucketsClient().send(new PutObjectCommand({ Bucket: config.rawBucket, Key: key, Body: content }));
  return key;
}

describe("raw mail", () => {
  const textOf = async (...args: Parameters<typeof readRaw>) => (await buffer(await readRaw(...args))).toString();

  test.each([
    ["the whole", undefined, "From: a\r\n\r\nBody"],
    ["the beginning", { offset: 0, length: 4 }, "From"],
    ["a part in the middle", { offset: 6, length: 3 }, "a\r\n"],
    ["the last byte", { offset: 14, length: 1 }, "y"],
    ["an empty part", { offset: 5, length: 0 }, ""],
  ])("%s", async (_case, span, expected) => {
    expect(await textOf(await rawMail("From: a\r\n\r\nBody"), span)).toBe(expected);
  });

  test("that is not there is a fault", async () => {
    await expect(readRaw("raw/nothing")).rejects.toMatchObject({ name: "NoSuchKey" });
  });
});

describe("a body", () => {
  test.each([
    ["of text", { text: "Hello.\n\nBye." }],
    ["of text and HTML", { text: "Grüße 🎉\u0000", html: "<p>Grüße</p>" }],
    ["of nothing", { text: "" }],
    ["of a megabyte each", { text: "漢".repeat(300_000), html: "<p>x</p>".repeat(130_000) }],
  ])("%s comes back as it was", async (_case, body) => {
    await saveBody("name", body);
    expect(await readBody("name")).toEqual(body);
  });
});

describe("a file", () => {
  test("comes back as it was, and its size is known", async () => {
    const content = randomBytes(1000);
    await saveFile("sent/a.eml", content, "message/rfc822");
    expect(await buffer(await readFile("sent/a.eml"))).toEqual(content);
    expect(await sizeOfFile("sent/a.eml")).toBe(1000);
  });

  test("that is not there has no size; an empty one has", async () => {
    await saveFile("empty", Buffer.alloc(0), "text/plain");
    expect(await sizeOfFile("empty")).toBe(0);
    expect(await sizeOfFile("nothing")).toBeUndefined();
  });

  test("of unknown length is stored as it streams in, also when it takes several parts", async () => {
    const pieces = Array.from({ length: 12 }, () => randomBytes(1024 * 1024));
    const key = fileKeys.attachment("msg_1", 0);
    await streamFile(key, Readable.from(pieces), "application/pdf");
    expect((await buffer(await readFile(key))).equals(Buffer.concat(pieces))).toBe(true);
  });
});

describe("a download", () => {
  const evil = "<script>alert(1)</script>";

  async function download(filename: string, contentType?: string): Promise<Response> {
    await saveFile("file", Buffer.from(evil), "text/html");
    return fetch(await signedDownload("files", "file", filename, contentType));
  }

  test.each([
    ["plain", "invoice.pdf"],
    ["with spaces and quotes", 'my "best" file.pdf'],
    ["that ends the header", 'a.pdf"; filename="b.html'],
    ["with line ends", "a.pdf\r\nContent-Type: text/html\r\n\r\n<script>"],
    ["that is a path", "../../etc/passwd"],
    ["with backslashes", "C:\\temp\\a.pdf"],
    ["with percent signs", "100%20.pdf"],
    ["in another script", "счёт ½ 你好 🎉.pdf"],
    ["with marks that RFC 5987 reserves", "it's (a) *star*.pdf"],
    ["that is read backwards", "annex\u202efdp.exe"],
    ["with a NUL", "a\u0000.pdf"],
    ["of 255 characters", "é".repeat(255)],
  ])("is called by the name given: %s", async (_case, filename) => {
    const answer = await download(filename);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe(evil);
    const disposition = answer.headers.get("content-disposition") ?? "";
    const parts = /^attachment; filename="([ -~]*)"; filename\*=UTF-8''([\w!#$&+.^`|~%-]*)$/.exec(disposition);
    expect(parts, disposition).not.toBeNull();
    expect(parts?.[1]).not.toMatch(/["\\%]/);
    expect(decodeURIComponent(parts?.[2] ?? "")).toBe(filename);
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
  });

  test("half a surrogate pair in its name breaks nothing", async () => {
    const answer = await download("a\ud83d.pdf");
    expect(answer.headers.get("content-disposition")).toBe("attachment; filename=\"a_.pdf\"; filename*=UTF-8''a%EF%BF%BD.pdf");
  });

  test("of a type that is asked for is still a download, and nobody keeps it", async () => {
    const answer = await download("a.html", "message/rfc822");
    expect(answer.headers.get("content-type")).toBe("message/rfc822");
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment;/);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
  });

  test("is of one object under one name: no other would be given for it", async () => {
    const address = await signedDownload("files", "file", "a.pdf");
    const isGood = (one: string) => isSignedFor(one, { method: "GET" }, secret);
    expect(isGood(address)).toBe(true);
    expect(isGood(address.replace("/file?", "/other?"))).toBe(false);
    expect(isGood(address.replace("/files/", "/raw/"))).toBe(false);
    expect(isGood(address.replace("attachment", "inline"))).toBe(false);
    expect(isGood(address.replace("X-Amz-Expires=60", "X-Amz-Expires=6000"))).toBe(false);
  });

  test("of raw mail comes from the raw bucket", async () => {
    const key = await rawMail("From: a");
    expect(await (await fetch(await signedDownload("raw", key, "a.eml", "message/rfc822"))).text()).toBe("From: a");
  });
});

describe("an upload", () => {
  const key = fileKeys.upload("mem_1", "upl_1");
  const hello = { "content-type": "text/plain", "content-length": "5" };

  test("of the announced size and type is taken, byte for byte", async () => {
    const address = await signedUpload(key, "text/plain", 5);
    const answer = await fetch(address, { method: "PUT", body: "hello", headers: { "content-type": "text/plain" } });
    expect(answer.status).toBe(200);
    expect((await buffer(await readFile(key))).toString()).toBe("hello");
    expect(isSignedFor(address, { method: "PUT", headers: hello }, secret)).toBe(true);
  });

  test.each([
    ["smaller", { ...hello, "content-length": "4" }],
    ["larger", { ...hello, "content-length": "6" }],
    ["of another type", { ...hello, "content-type": "text/html" }],
    ["of no type", { "content-length": "5" }],
  ])("that is %s S3 would refuse", async (_case, headers) => {
    const address = await signedUpload(key, "text/plain", 5);
    expect(isSignedFor(address, { method: "PUT", headers }, secret)).toBe(false);
  });

  test("to another's key S3 would refuse", async () => {
    const address = (await signedUpload(key, "text/plain", 5)).replace("mem_1", "mem_2");
    expect(isSignedFor(address, { method: "PUT", headers: hello }, secret)).toBe(false);
  });

  test("is not bound to a checksum of nothing, which S3 would compare with the file and refuse", async () => {
    expect(await signedUpload(key, "text/plain", 5)).not.toMatch(/checksum-crc32=/i);
  });
});
