// How mail for an address reaches its inbox, and how that is proved: by waiting for one that does.
import { addressKeys } from "../conversation/route.ts";
import { normaliseAddress } from "../mail/address.ts";
import type { ForwardingConfirmation } from "../mail/forwarding-confirmation.ts";
import type { Instant } from "../time.ts";

/** SES took the mail for the address itself, or another server had it and passed it on. */
export const ways = ["directly", "forwarded"] as const;
export type Way = (typeof ways)[number];

/** A mail for the address was here. */
export interface Proof {
  readonly at: Instant;
  readonly way: Way;
}

/** Somebody waits for a mail to this address; with a proof, it came. */
export interface Probe {
  readonly address: string;
  readonly since: Instant;
  readonly memberId: string;
  readonly proof?: Proof;
}

export interface Confirmation extends ForwardingConfirmation {
  readonly at: Instant;
}

/** What there is to know of how mail reaches an inbox. */
export interface Receiving {
  /** Whatever is forwarded there arrives, without any record in DNS. */
  readonly forwardTo: string;
  readonly addresses: readonly {
    readonly address: string;
    readonly isSendingAddress: boolean;
    readonly proof?: Proof;
  }[];
  /** What the MX record of an address's domain names. Absent where no AWS is. */
  readonly mailExchanger?: { readonly priority: number; readonly host: string };
  readonly probe?: Probe;
  readonly confirmation?: Confirmation;
}

/** Where a mail says that it has been. */
export interface Journey {
  /** Envelope recipients. */
  readonly recipients: readonly string[];
  /** Addresses in the traces that servers leave when they pass mail on. */
  readonly traces: readonly string[];
  /** To and Cc. They prove nothing of a mail that came for another address of the inbox. */
  readonly written: readonly string[];
}

/**
 * How a mail for `address` came; undefined when it is no proof of that.
 * @param forwardTo the inbox's address for what others pass on
 */
export function wayOfMail(
  address: string,
  { addresses, forwardTo }: { readonly addresses: readonly string[]; readonly forwardTo: string },
  { recipients, traces, written }: Journey,
): Way | undefined {
  if (names(address, addresses, recipients)) return "directly";
  const wasPassedOn = recipients.some((recipient) => normaliseAddress(recipient) === forwardTo);
  return names(address, addresses, wasPassedOn ? [...traces, ...written] : traces) ? "forwarded" : undefined;
}

/** By the address that mail to them is routed by: a catch-all is proved by none that has an address of its own. */
function names(address: string, own: readonly string[], candidates: readonly string[]): boolean {
  const known = own.map(normaliseAddress);
  return candidates.some(
    (candidate) => addressKeys(normaliseAddress(candidate)).find((key) => known.includes(key)) === normaliseAddress(address),
  );
}
