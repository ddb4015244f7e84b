// SES's word about a mail whose notice was lost, read from what SES wrote on top of the stored mail itself.
import type { Instant } from "../time.ts";
import { limits } from "../limits.ts";
import { readDate } from "./date.ts";
import { type Field, firstValue, readFields, splitOutsideQuotes, withoutComments } from "./header.ts";
import { type NamedRecipient, namedRecipients } from "./named-recipients.ts";
import type { Receipt, Verdict, Verdicts } from "./receipt.ts";

/** A raw mail as it lies in the bucket. Its key ends with SES's id of it. */
export interface StoredMail extends UnfiledMail {
  readonly bucket: string;
}

/** What the reconciler puts into the inbound queue where SES's notice should have been. */
export interface UnfiledMail {
  readonly objectKey: string;
  /** When the object was written: SES's own time of receipt, give or take seconds. */
  readonly storedAt: Instant;
}

export interface ReceiptReading {
  /** Its recipients are those that SES wrote down: one, or none when SES did not write this object. */
  readonly receipt: Receipt;
  /** Whom the mail itself names, and who may have been recipients too. Anybody can write these: routing only, no trust. */
  readonly alsoNamed: readonly NamedRecipient[];
}

/** @param beginning the raw mail, or as much of it as holds the header */
export function receiptFromRaw(beginning: Uint8Array, { bucket, objectKey, storedAt }: StoredMail): ReceiptReading {
  const fields = readFields(headerOf(beginning));
  const sesMessageId = objectKey.slice(objectKey.lastIndexOf("/") + 1);
  const top = sesFields(fields, sesMessageId);
  const { recipient, receivedAt = storedAt } = handover(firstValue(top, "received"), sesMessageId);
  return {
    receipt: {
      sesMessageId,
      bucket,
      objectKey,
      recipients: recipient === undefined ? [] : [recipient],
      source: (firstValue(top, "return-path") ?? "").replace(/^<|>$/g, "").trim(),
      receivedAt,
      verdicts: verdictsOf(top),
    },
    alsoNamed: namedRecipients(fields),
  };
}

/** Whom the mail itself names. @param beginning as for `receiptFromRaw` */
export function recipientsNamedIn(beginning: Uint8Array): NamedRecipient[] {
  return namedRecipients(readFields(headerOf(beginning)));
}

function headerOf(raw: Uint8Array): Uint8Array {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.length);
  const ends = [bytes.indexOf("\r\n\r\n"), bytes.indexOf("\n\n")].filter((end) => end >= 0);
  return bytes.subarray(0, Math.min(limits.headerBlockBytes, ...ends));
}

const sesNames = /^(return-path|received|received-spf|authentication-results|x-ses-[a-z-]+)$/;

/**
 * The fields that SES put on top: the run of such names in which none comes twice, for the second is the sender's. Nobody
 * but SES knew the mail's id before it was stored, so a run whose Received does not give it was not written by SES.
 */
function sesFields(fields: readonly Field[], sesMessageId: string): readonly Field[] {
  const seen = new Set<string>();
  const end = fields.findIndex(({ name }) => !sesNames.test(name) || seen.size === seen.add(name).size);
  const run = end < 0 ? fields : fields.slice(0, end);
  return (firstValue(run, "received") ?? "").includes(idMark(sesMessageId)) ? run : [];
}

function idMark(sesMessageId: string): string {
  return ` id ${sesMessageId} for `;
}

/** `from … by inbound-smtp.REGION.amazonaws.com with SMTP id ID for RECIPIENT; DATE`: what stands before the id is the sender's to say. */
function handover(received: string | undefined, sesMessageId: string): { recipient?: string; receivedAt?: Instant } {
  if (received === undefined) return {};
  const said = received.slice(received.indexOf(idMark(sesMessageId)) + idMark(sesMessageId).length);
  const end = said.lastIndexOf(";");
  const recipient = said
    .slice(0, end < 0 ? undefined : end)
    .replace(/^<|>$/g, "")
    .trim();
  const receivedAt = end < 0 ? undefined : readDate(said.slice(end + 1));
  return { ...(recipient.includes("@") ? { recipient } : {}), ...(receivedAt ? { receivedAt } : {}) };
}

function verdictsOf(top: readonly Field[]): Verdicts {
  const results = resultsOf(firstValue(top, "authentication-results"));
  return {
    spam: scanned(firstValue(top, "x-ses-spam-verdict"), top),
    virus: scanned(firstValue(top, "x-ses-virus-verdict"), top),
    spf: authenticated(results, "spf"),
    dkim: authenticated(results, "dkim"),
    dmarc: authenticated(results, "dmarc"),
  };
}

const verdictWords: readonly Verdict[] = ["PASS", "FAIL", "GRAY", "PROCESSING_FAILED", "DISABLED"];

/** A rule that scans nothing writes no such field. */
function scanned(written: string | undefined, top: readonly Field[]): Verdict {
  const word = written?.trim().toUpperCase();
  return verdictWords.find((verdict) => verdict === word) ?? (top.length > 0 && !word ? "DISABLED" : "PROCESSING_FAILED");
}

/** `method=result` of SES's own line (RFC 8601), properties and comments left out. */
function resultsOf(value: string | undefined): { method: string; result: string }[] {
  const [authority = "", ...rest] = splitOutsideQuotes(withoutComments(value ?? ""));
  if (authority.trim().toLowerCase() !== "amazonses.com") return [];
  return rest.flatMap((piece) => {
    const found = /^\s*([a-z]+)\s*=\s*([a-z]+)/i.exec(piece.slice(0, 200));
    return found?.[1] && found[2] ? [{ method: found[1].toLowerCase(), result: found[2].toLowerCase() }] : [];
  });
}

/** It passed only when nothing that stands there says otherwise: parts of that line are the sender's words. */
function authenticated(results: ReturnType<typeof resultsOf>, method: string): Verdict {
  const given = results.filter((one) => one.method === method).map(({ result }) => result);
  const worst = given.find((result) => result !== "pass") ?? given[0];
  switch (worst) {
    case "pass":
      return "PASS";
    case "fail":
    case "softfail":
    case "hardfail":
      return "FAIL";
    case "none":
    case "neutral":
    case "policy":
      return "GRAY";
    default:
      return "PROCESSING_FAILED";
  }
}
