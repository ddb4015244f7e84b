// An image of a mail as an answer: one of four kinds by its own bytes, small enough, and able to do nothing.
import type { Context } from "hono";
import { notThere } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { imageType } from "./image-type.ts";

export async function imageAnswer(c: Context, stream: AsyncIterable<Uint8Array> | undefined): Promise<Response> {
  const bytes = await wholeImage(stream);
  const type = imageType(bytes);
  if (!type) throw notThere("image");
  return c.body(bytes, 200, {
    "content-type": type,
    "cache-control": "private, max-age=3600",
    "content-security-policy": "default-src 'none'; sandbox",
    "content-disposition": "inline",
  });
}

async function wholeImage(stream: AsyncIterable<Uint8Array> | undefined): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of stream ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > limits.inlineImageBytes) throw notThere("image");
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
