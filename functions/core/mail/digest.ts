// What tells two deliveries of one mail from two mails: a hash over who wrote what when, and over every byte of the body.
import { createHash } from "node:crypto";
import { firstValue, readFields } from "./header.ts";

/** Hex. Trace headers, which each server adds to, do not count. */
export function digestOf(header: Buffer, bodyDigest: Buffer): string {
  const fields = readFields(header);
  const hash = createHash("sha256");
  for (const name of ["from", "date", "subject"]) hash.update(`${firstValue(fields, name) ?? ""}\0`, "latin1");
  return hash.update(bodyDigest).digest("hex");
}
