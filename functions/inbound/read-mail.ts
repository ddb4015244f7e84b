// Reads a raw mail as it streams in: scanned here, parsed in a worker that has a deadline and a heap of its own. Whatever
// the mail does to the worker, the answer is a reading or the reason why there is none.
import { limits } from "../core/limits.ts";
import type { Address, ParsedMail } from "../core/mail/mail.ts";
import { peekEnvelope } from "../core/mail/peek.ts";
import { createScan } from "../core/mail/scan.ts";
import type { Skeleton } from "../core/mail/skeleton.ts";
import { threadOf } from "../runtime/thread.ts";

export type MailReading =
  | { readonly mail: ParsedMail; readonly rawSizeBytes: number }
  | {
      readonly unparsed: { readonly reason: string };
      readonly envelopeHints: EnvelopeHints;
      readonly rawSizeBytes: number;
      readonly digest: string;
    };

/** What the header of a mail that could not be read still tells. For showing only: never an identity. */
export interface EnvelopeHints {
  readonly from?: Address;
  readonly subject?: string;
  readonly messageId?: string;
}

export async function readMail(raw: AsyncIterable<Uint8Array>): Promise<MailReading> {
  const scan = createScan();
  for await (const chunk of raw) scan.push(chunk);
  const skeleton = scan.end();
  const { rawSizeBytes, digest } = skeleton;
  const outcome = skeleton.refusal ? { reason: skeleton.refusal } : await parser.ask(skeleton);
  if ("mail" in outcome) return { mail: outcome.mail, rawSizeBytes };
  return { unparsed: { reason: outcome.reason }, envelopeHints: peekEnvelope(skeleton.header), rawSizeBytes, digest };
}

export type ParseOutcome = { readonly mail: ParsedMail } | { readonly reason: string };

const parser = threadOf<Skeleton, ParseOutcome>({
  name: "parse-worker",
  source: "inbound/parse-worker.ts",
  heapMb: limits.parseHeapMb,
  deadlineMs: limits.parseDeadlineMs,
});
