// One part's bytes as a stream, its transfer encoding taken off as they pass.
import { Readable } from "node:stream";
import { createDecoder, type Encoding } from "./transfer.ts";

/** @param encoded the bytes of a `PartSpan` */
export function decodePart(encoded: AsyncIterable<Uint8Array>, encoding: Encoding): Readable {
  return Readable.from(decoded(encoded, encoding), { objectMode: false });
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
