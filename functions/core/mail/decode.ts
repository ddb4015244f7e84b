// One part's bytes as a stream, its transfer encoding taken off as they pass.
import { Readable } from "node:stream";
import type { PartSpan } from "./mail.ts";
import { createDecoder, type Encoding } from "./transfer.ts";

/** @param encoded the bytes of the span */
export function decodePart(encoded: AsyncIterable<Uint8Array>, { encoding, inner }: PartSpan): Readable {
  const outer = decoded(encoded, encoding);
  const bytes = inner ? decoded(rangeOf(outer, inner.offset, inner.length), inner.encoding) : outer;
  return Readable.from(bytes, { objectMode: false });
}

async function* rangeOf(bytes: AsyncIterable<Uint8Array>, offset: number, length: number): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const chunk of bytes) {
    const [from, to] = [Math.max(offset - at, 0), Math.min(offset + length - at, chunk.length)];
    if (from < to) yield chunk.subarray(from, to);
    at += chunk.length;
    if (at >= offset + length) return;
  }
}

async function* decoded(encoded: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<Uint8Array> {
  const decoder = createDecoder(encoding);
  for await (const chunk of encoded) {
    const bytes = decoder.push(chunk);
    if (bytes.length > 0) yield bytes;
  }
  const rest = decoder.end();
  if (rest.length > 0) yield rest;
}
