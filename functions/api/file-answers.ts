// What is in a file as an answer, for the page to show: text as text, whatever it claims to be, and a mail as what it says.
import type { Context } from "hono";
import { notThere } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { readAs } from "./read-file.ts";
import { wholeFile } from "./whole-file.ts";

export async function textAnswer(c: Context, stream: AsyncIterable<Uint8Array>) {
  const bytes = await wholeFile(stream, limits.textPreviewBytes);
  const { text } = bytes ? await readAs("text", bytes) : {};
  if (text === undefined) throw notThere("text");
  return c.body(text, 200, {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "private, max-age=3600",
    "content-security-policy": "default-src 'none'; sandbox",
    // For the page to read. Opened by itself it is a download like any other file.
    "content-disposition": "attachment",
  });
}

export async function mailAnswer(c: Context, stream: AsyncIterable<Uint8Array>) {
  const bytes = await wholeFile(stream, limits.rawMailBytes);
  const { mail } = bytes ? await readAs("mail", bytes) : {};
  if (!mail) throw notThere("mail");
  return c.json(mail);
}
