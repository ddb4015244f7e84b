// A stored raw mail as what is filed of it: its best reading, or when it cannot be read, what its header tells.
import { unparsedMail } from "../core/conversation/unparsed.ts";
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
