// SES's word about a mail it received: who it was really for, and what its checks said.
// Source: "Contents of notifications for Amazon SES email receiving".
import type { Instant } from "../time.ts";

export type Verdict = "PASS" | "FAIL" | "GRAY" | "PROCESSING_FAILED" | "DISABLED";

export interface Verdicts {
  readonly spam: Verdict;
  readonly virus: Verdict;
  readonly spf: Verdict;
  readonly dkim: Verdict;
  readonly dmarc: Verdict;
}

export interface Receipt {
  /** SES's id of this mail; also the end of the object key. */
  readonly sesMessageId: string;
  readonly bucket: string;
  readonly objectKey: string;
  /** Envelope recipients (RCPT TO): what routing goes by; the header only when none of them is ours. */
  readonly recipients: readonly string[];
  /** Envelope sender (MAIL FROM); "" for the null sender. */
  readonly source: string;
  readonly receivedAt: Instant;
  readonly verdicts: Verdicts;
  /** Set when no recipient of the envelope was ours, and the mail's own header was. */
  readonly route?: Route;
}

/** The nearer a field is to a delivery, the earlier it stands: servers on the way write the first, the sender the last. */
export const recipientFields = ["delivered-to", "x-original-to", "x-forwarded-to", "envelope-to", "to", "cc"] as const;
export type RecipientField = (typeof recipientFields)[number];

/** Where a mail's own header led. */
export interface Route {
  readonly by: RecipientField;
  readonly addresses: readonly string[];
}
