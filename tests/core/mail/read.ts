// Reading a mail in a test, in one go or in pieces, without the worker.
import { decodeSpan } from "../../../functions/core/mail/transfer.ts";
import type { Attachment, ParsedMail } from "../../../functions/core/mail/mail.ts";
import { parseSkeleton } from "../../../functions/core/mail/parse.ts";
import { createScan } from "../../../functions/core/mail/scan.ts";
import type { Skeleton } from "../../../functions/core/mail/skeleton.ts";

export function scanned(raw: string | Uint8Array, pieceSize = 65_536): Skeleton {
  const bytes = typeof raw === "string" ? Buffer.from(raw, "utf8") : raw;
  const scan = createScan();
  for (let at = 0; at < bytes.length; at += pieceSize) scan.push(bytes.subarray(at, at + pieceSize));
  return scan.end();
}

export function read(raw: string | Uint8Array, pieceSize?: number): Promise<ParsedMail> {
  return parseSkeleton(scanned(raw, pieceSize));
}

/** The file's own bytes, taken out of the raw mail by its span. */
export function contentOf(raw: string | Uint8Array, { span }: Attachment): Buffer {
  const bytes = typeof raw === "string" ? Buffer.from(raw, "utf8") : raw;
  return Buffer.from(decodeSpan(bytes.subarray(span.offset, span.offset + span.length), span));
}

/** A mail with the given header lines above a plain text. */
export function mailWith(header: string, body = "Hello.\n"): string {
  return `${header}\nDate: Mon, 16 Nov 2026 09:00:00 +0000\nMessage-ID: <test@example.com>\n\n${body}`;
}
