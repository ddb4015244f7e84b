// Whether a mail is to be set aside: by what people said of its sender, and then by SES's verdict.
import { normaliseAddress } from "../mail/address.ts";
import type { ParsedMail } from "../mail/mail.ts";
import type { Verdicts } from "../mail/receipt.ts";
import { type SenderRule, treatmentOf } from "../mail/sender-rule.ts";
import type { Conversation } from "./conversation.ts";

/** What becomes of it, with the sentence for whoever asks why. `closed`: filed, and nobody is to work on it. */
export type Suspicion =
  | { readonly outcome: "none" }
  | { readonly outcome: "spam" | "blocked" | "closed" | "silent"; readonly reason: string };

/**
 * A rule of people's counts for more than SES's verdict. What answers spam is spam, and what a participant answers is not,
 * whatever SES says: a customer's answer must not vanish. A sender whose domain disowns the mail is not the one who was allowed.
 */
export function suspicionOf(
  { from, via, forwarder, isWriterClaimed }: Pick<ParsedMail, "from" | "via" | "forwarder" | "isWriterClaimed">,
  verdicts: Verdicts,
  rules: readonly SenderRule[],
  conversation: Conversation | undefined,
): Suspicion {
  const treatments = [from, via].map((one) => one && treatmentOf(one.address, rules));
  const blocking = treatments.find((rule) => rule && rule.treatment !== "allowed");
  if (blocking) return blocked(blocking);
  if (conversation?.spam) return { outcome: "spam", reason: "It answers a conversation in the spam folder." };
  // A colleague has read what they send on.
  if (verdicts.spam !== "FAIL" || forwarder) return none;
  // Anybody can write the name of somebody who is allowed into Reply-To.
  const [ofWriter, ofFrom] = treatments;
  const isAllowed = (isWriterClaimed ? ofFrom : ofWriter)?.treatment === "allowed" && verdicts.dmarc !== "FAIL";
  const isKnown = from !== undefined && conversation?.participants.includes(normaliseAddress(from.address));
  return isAllowed || isKnown ? none : { outcome: "spam", reason: "SES takes it for spam." };
}

const none: Suspicion = { outcome: "none" };

function blocked({ pattern, treatment }: SenderRule): Suspicion {
  const reason = `${pattern} is blocked.`;
  return { outcome: treatment === "closed" || treatment === "silent" ? treatment : "blocked", reason };
}
