// What SES's checks will say of the next mails. They pass unless somebody asks otherwise.
import type { Verdict, Verdicts } from "../functions/core/mail/receipt.ts";

export const verdictValues = ["PASS", "FAIL", "GRAY", "PROCESSING_FAILED", "DISABLED"] as const satisfies readonly Verdict[];

export interface VerdictPlan {
  /** For the next `count` mails; a later call takes over. */
  set(verdicts: Partial<Verdicts>, count: number): void;
  next(): Verdicts;
}

const allPass: Verdicts = { spam: "PASS", virus: "PASS", spf: "PASS", dkim: "PASS", dmarc: "PASS" };

export function verdictPlan(): VerdictPlan {
  let planned = allPass;
  let left = 0;
  return {
    set(verdicts, count) {
      planned = { ...allPass, ...verdicts };
      left = count;
    },
    next() {
      if (left === 0) return allPass;
      left--;
      return planned;
    },
  };
}
