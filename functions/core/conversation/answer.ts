// Whom an answer goes to. Defaults come from the mail that is answered; nobody slips in who was not on it.
import { Refused } from "../errors.ts";
import { normaliseAddress } from "../mail/address.ts";
import type { Address } from "../mail/mail.ts";
import type { Conversation, ReceivedMessage, SenderTrust } from "./conversation.ts";

/** Our own addresses, which never belong among the recipients. */
export interface OwnAddresses {
  readonly from: Address;
  readonly addresses: readonly string[];
  readonly replyDomain: string;
}

export interface Answer {
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
}

/** The latest mail that a person may answer without a second look: neither a machine's nor a stranger's. */
export function answeredMessage(received: readonly ReceivedMessage[]): ReceivedMessage | undefined {
  const human = received.filter(({ automatic }) => answerable.includes(automatic));
  return human.findLast((message) => trusted.includes(message.trust));
}

/** Default recipients: Reply-To or From of the answered mail; its other To and its Cc, less our own addresses. */
export function answerTo(
  conversation: Conversation,
  answered: ReceivedMessage | undefined,
  own: OwnAddresses,
  subject: string,
): Answer {
  if (!answered) return { from: own.from, to: [conversation.contact], cc: [], subject };
  const to = answered.replyTo.length > 0 ? answered.replyTo : [answered.from];
  const outside = eachOnce(to.filter((one) => !isOurs(one, own)));
  const others = [...answered.to, ...answered.cc].filter((one) => !isOurs(one, own));
  return {
    from: own.from,
    to: outside.length > 0 ? outside : [conversation.contact],
    cc: eachOnce(others, outside),
    subject,
  };
}

/** The conversation after a reply: those who were written to now take part, up to a bound. */
export function participantsAfter(conversation: Conversation, recipients: readonly Address[], atMost: number): string[] {
  return [...new Set([...conversation.participants, ...recipients.map((one) => normaliseAddress(one.address))])].slice(0, atMost);
}

/** Nobody twice, and nobody of `elsewhere`. */
export function eachOnce(addresses: readonly Address[], elsewhere: readonly Address[] = []): Address[] {
  const all = [...elsewhere, ...addresses];
  return addresses.filter((one, index) => all.findIndex((other) => isSame(one, other)) === elsewhere.length + index);
}

/** A reply that would only go to ourselves would loop. */
export function refuseOwnRecipients(recipients: readonly Address[], own: OwnAddresses): void {
  const ours = recipients.find((one) => isOurs(one, own));
  if (!ours) return;
  throw new Refused("invalid", "reply.recipient-own", `${ours.address} is one of this workspace's own addresses. Take it out.`, {
    field: "to",
  });
}

const answerable: readonly ReceivedMessage["automatic"][] = ["none", "list", "notification"];
const trusted: readonly SenderTrust[] = ["participant-verified", "known-unverified"];

function isOurs({ address }: Address, own: OwnAddresses): boolean {
  const written = address.toLowerCase();
  return own.addresses.includes(written) || written.endsWith(`@${own.replyDomain}`);
}

function isSame(a: Address, b: Address): boolean {
  return normaliseAddress(a.address) === normaliseAddress(b.address);
}
