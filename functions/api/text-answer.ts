// A text file as an answer: plain text in UTF-8, whatever it claims to be, and able to do nothing.
import type { Context } from "hono";
import { notThere } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { readTextFile } from "../core/mail/text-file.ts";
import { wholeFile } from "./whole-file.ts";

export async function textAnswer(c: Context, stream: AsyncIterable<Uint8Array>): Promise<Response> {
  const bytes = await wholeFile(stream, limits.textPreviewBytes);
  const text = bytes && readTextFile(bytes);
  if (text === undefined) throw notThere("text");
  return c.body(text, 200, {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "private, max-age=3600",
    "content-security-policy": "default-src 'none'; sandbox",
    // For the page to read. Opened by itself it is a download like any other file.
    "content-disposition": "attachment",
  });
}
