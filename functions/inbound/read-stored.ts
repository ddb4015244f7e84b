// A stored raw mail as what is filed of it: its best reading, or when it cannot be read, what its header tells.
import { unparsedMail } from "../core/conversation/unparsed.ts";
import { limits } from "../core/limits.ts";
import type { ParsedMail } from "../core/mail/mail.ts";
import { readRaw } from "../store/buckets.ts";
import { readMail } from "./read-mail.ts";

export interface StoredReading {
  readonly mail: ParsedMail;
  readonly reading: "parsed" | "unparsed";
  readonly rawSizeBytes: number;
}

export async function readStored(objectKey: string): Promise<StoredReading> {
  const reading = await readMail(await readRaw(objectKey));
  const { rawSizeBytes } = reading;
  if ("mail" in reading) return { mail: reading.mail, reading: "parsed", rawSizeBytes };
  const mail = unparsedMail(reading.envelopeHints, reading.unparsed.reason, reading.digest);
  return { mail, reading: "unparsed", rawSizeBytes };
}

/** As much of a stored mail as holds its header, for who needs no more. */
export async function readBeginning(objectKey: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const raw = await readRaw(objectKey);
  for await (const chunk of raw as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= limits.headerBlockBytes) break;
  }
  raw.destroy();
  return Buffer.concat(chunks);
}
