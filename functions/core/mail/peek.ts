// What little the header of an unreadable mail tells: for a list to show, never for an identity.
import { readAddresses } from "./read-addresses.ts";
import { firstValue, readFields } from "./header.ts";
import type { Address } from "./mail.ts";
import { readId } from "./references.ts";
import { decodeHeaderText } from "./header-text.ts";
import { readSubject } from "./read-subject.ts";

/** @param header the beginning of a raw mail, or its header block */
export function peekEnvelope(header: Uint8Array): { from?: Address; subject?: string; messageId?: string } {
  const fields = readFields(header.subarray(0, longestPeek));
  const from = readAddresses((firstValue(fields, "from") ?? "").slice(0, longestValue)).addresses[0];
  const subject = readSubject((firstValue(fields, "subject") ?? "").slice(0, longestValue), decodeHeaderText);
  const messageId = readId(firstValue(fields, "message-id")?.slice(0, longestValue));
  return { ...(from && { from }), ...(subject && { subject }), ...(messageId && { messageId }) };
}

const longestPeek = 64 * 1024;
const longestValue = 4096;
