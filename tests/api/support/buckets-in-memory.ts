// functions/store/buckets.ts on a Map: bodies and files by name, and addresses that lead nowhere.
import { Readable } from "node:stream";
import type { Body } from "../../../functions/store/buckets.ts";

const files = new Map<string, Uint8Array>();
const bodies = new Map<string, Body>();
const madeOf = new Map<string, string>();

export function emptyBuckets(): void {
  files.clear();
  bodies.clear();
  madeOf.clear();
}

export async function saveBody(name: string, body: Body): Promise<void> {
  bodies.set(name, body);
}

export async function readBody(name: string): Promise<Body> {
  const body = bodies.get(name);
  if (!body) throw new Error("there is no such body");
  return body;
}

export async function saveFile(key: string, content: Uint8Array): Promise<void> {
  files.set(key, content);
}

export async function readFile(key: string): Promise<Readable> {
  return readRaw(key);
}

export async function streamFile(key: string, content: Readable, _contentType: string, of = ""): Promise<void> {
  madeOf.set(key, of);
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk as Buffer);
  files.set(key, Buffer.concat(chunks));
}

export async function readRaw(key: string, span?: { offset: number; length: number }): Promise<Readable> {
  const content = files.get(key);
  if (!content) throw new Error("there is no such mail");
  return Readable.from([Buffer.from(span ? content.subarray(span.offset, span.offset + span.length) : content)]);
}

export async function copyFile(from: string, to: string): Promise<boolean> {
  const content = files.get(from);
  if (content) files.set(to, content);
  return content !== undefined;
}

export async function madeOfWhat(key: string): Promise<string | undefined> {
  return madeOf.get(key);
}

export async function sizeOfFile(key: string): Promise<number | undefined> {
  return files.get(key)?.byteLength;
}

export async function signedDownload(bucket: string, key: string, filename: string): Promise<string> {
  return `https://files.test/${bucket}/${key}?as=${encodeURIComponent(filename)}`;
}

export async function signedUpload(key: string): Promise<string> {
  return `https://files.test/${key}`;
}

export const fileKeys = {
  upload: (memberId: string, uploadId: string) => `upload/${memberId}/${uploadId}`,
  sentMail: (messageId: string) => `sent/${messageId}.eml`,
  attachment: (messageId: string, index: number) => `attachment/${messageId}/${index}`,
  archive: (messageId: string, withPictures: boolean) => `attachment/${messageId}/all${withPictures ? "-with-pictures" : ""}.zip`,
};
