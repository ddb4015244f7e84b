// GET /inline/:token: an image of a mail, for the sandboxed document that shows it.
import { Hono } from "hono";
import { readInline } from "../actions/load-message.ts";
import { notThere } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { answers } from "./answers.ts";
import { imageType } from "./image-type.ts";
import { open } from "./may.ts";

export const inline = new Hono().get(
  "/:token",
  open("the signed token names one image of one mail for an hour, and was given to somebody who may read it"),
  answers(200, "An image inside a mail: PNG, JPEG, GIF or WebP and nothing else", { mediaType: "image/*" }),
  async (c) => {
    const bytes = await wholeImage(await readInline(c.req.param("token")));
    const type = imageType(bytes);
    if (!type) throw notThere("image");
    return c.body(bytes, 200, {
      "content-type": type,
      "cache-control": "private, max-age=3600",
      "content-security-policy": "default-src 'none'; sandbox",
      "content-disposition": "inline",
    });
  },
);

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
