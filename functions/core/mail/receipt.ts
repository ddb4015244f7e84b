// SES's word about a mail it received: who it was really for, and what its checks said.
// Source: "Contents of notifications for Amazon SES email receiving".
import type { Instant } from "../time.ts";
import type { RecipientField } from "./named-recipients.ts";

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

/** Where a mail's own header led. */
export interface Route {
  readonly by: RecipientField;
  readonly addresses: readonly string[];
}
