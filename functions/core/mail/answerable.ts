// Whether a machine of ours may answer a mail at all (RFC 3834 section 2). Another question than who wrote it: a person's mail may ask for silence.
import { normaliseAddress } from "./address.ts";
import { readAddresses } from "./read-addresses.ts";
import { type Field, firstValue } from "./header.ts";
import { loopHeader } from "./loop-header.ts";
import type { ParsedMail } from "./mail.ts";
import type { Receipt } from "./receipt.ts";

/** Who asks: the addresses of the inbox, and of everything else that is ours. Lower case. */
export interface Answerer {
  readonly inboxAddresses: readonly string[];
  readonly ownAddresses: readonly string[];
}

/** Why no automatic answer may go out to this mail; undefined when one may. */
export function whyNoAutomaticAnswer(mail: ParsedMail, receipt: Receipt, us: Answerer): string | undefined {
  if (mail.automatic.kind !== "none") return `it is not a person's own mail (${mail.automatic.evidence ?? mail.automatic.kind})`;
  if (mail.automatic.silence) return `it asks for none (${mail.automatic.silence})`;
  if (receipt.source === "") return "it came from the null sender";
  if (!mail.isSenderWellFormed || !mail.from) return "its sender is not a plain address";
  // Answers go where the envelope says, so a forged From would make us write to its victim.
  if (receipt.verdicts.dmarc !== "PASS") return "its sender is not verified";
  const ours = new Set([...us.inboxAddresses, ...us.ownAddresses].map(normaliseAddress));
  if ([mail.from.address, receipt.source].some((address) => ours.has(normaliseAddress(address)))) return "it came from ourselves";
  const inbox = new Set(us.inboxAddresses.map(normaliseAddress));
  const isNamed = [...mail.to, ...mail.cc].some(({ address }) => inbox.has(normaliseAddress(address)));
  return isNamed ? undefined : "it is not addressed to this inbox by name";
}

/** The header by which a mail asks that no machine answer it, or a sender that would never read an answer. */
export function silenceEvidence(fields: readonly Field[]): string | undefined {
  const said = requests.flatMap(([name, pattern]) => {
    const value = firstValue(fields, name);
    return value !== undefined && pattern.test(value) ? [`${name}: ${value}`.slice(0, 200)] : [];
  });
  if (said[0]) return said[0];
  const from = readAddresses(firstValue(fields, "from") ?? "").addresses[0]?.address ?? "";
  return neverAnswered.test(from) ? `From: ${from}`.slice(0, 200) : undefined;
}

const requests: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["x-auto-response-suppress", /\b(?:all|autoreply|oof|dr|rn|nrn)\b/i],
  ["return-path", /^<?\s*>?$/],
  ["x-loop", /./],
  [loopHeader.toLowerCase(), /./],
  ["x-loop-prevention", /./],
  ["x-rt-loop-prevention", /./],
  ["x-ms-exchange-inbox-rules-loop", /./],
  ["feedback-id", /./],
  ["x-no-auto-reply", /^\s*(?:yes|true|1)/i],
  ["x-ticket-loop-prevention", /./],
];

const neverAnswered = new RegExp(
  [
    "^(?:no[-_.]?(?:reply|replies|response)|do[-_.]?not[-_.]?(?:reply|respond)|mailer[-_.]?daemon|postmaster)(?:[+._-][^@]*)?@",
    "^(?:bounces?|auto-?(?:reply|confirm|mailer)|notifications?|daemon|root|nobody)(?:[+=][^@]*)?@",
    "^[^@]+[-+._]no-?reply@|-bounces?(?:[+=-][^@]*)?@|^owner-[^@]+@|-(?:request|owner)@",
  ].join("|"),
  "i",
);
