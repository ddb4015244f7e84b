// An image of a mail as an answer: one of four kinds by its own bytes, small enough, and able to do nothing.
import type { Context } from "hono";
import { notThere } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { imageType } from "./image-type.ts";
import { wholeFile } from "./whole-file.ts";

export async function imageAnswer(c: Context, stream: AsyncIterable<Uint8Array> | undefined): Promise<Response> {
  const bytes = stream && (await wholeFile(stream, limits.inlineImageBytes));
  const type = bytes && imageType(bytes);
  if (!type) throw notThere("image");
  return c.body(bytes, 200, {
    "content-type": type,
    "cache-control": "private, max-age=3600",
    "content-security-policy": "default-src 'none'; sandbox",
    "content-disposition": "inline",
  });
}
