// Whom an answer goes to. Defaults come from the mail that is answered; nobody slips in who was not on it.
import { Refused } from "../errors.ts";
import { normaliseAddress } from "../mail/address.ts";
import type { Address } from "../mail/mail.ts";
import type { Conversation, ReceivedMessage } from "./conversation.ts";
import { addressKeys } from "./route.ts";

/** Our own addresses, which never belong among the recipients. */
export interface OwnAddresses {
  /** The inbox's name beside its first address. */
  readonly from: Address;
  /** What this inbox may send from. */
  readonly aliases: readonly string[];
  readonly addresses: readonly string[];
  readonly replyDomain: string;
}

export interface Answer {
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  /** The message that is answered; absent when there is none, and the contact is written to. */
  readonly answers?: string;
  /** On the answered mail, but nobody whose word is good says that they belong here. */
  readonly leftOut: readonly Address[];
}

type Known = Pick<Conversation, "participants">;

/** The latest mail that a person may answer without a second look: neither a machine's, nor a stranger's, nor a forger's. */
export function answeredMessage(received: readonly ReceivedMessage[], known: Known): ReceivedMessage | undefined {
  return received.findLast((message) => mayBeAnswered(message, known));
}

/** A person's mail, and of one who takes part or began the conversation. */
export function mayBeAnswered(message: ReceivedMessage, known: Known): boolean {
  return answerable.includes(message.automatic) && isAnswerable(message, known);
}

/** Default recipients: Reply-To or From of the answered mail; its other To and its Cc, less our own addresses. */
export function answerTo(
  conversation: Pick<Conversation, "participants" | "contact">,
  answered: ReceivedMessage | undefined,
  own: OwnAddresses,
  subject: string,
): Answer {
  if (!answered) return { from: own.from, to: [conversation.contact], cc: [], subject, leftOut: [] };
  const asked = answered.replyTo.length > 0 ? answered.replyTo : [answered.from];
  // Whoever sent it on has it.
  const others = [...answered.to, ...answered.cc].filter(({ address }) => !answered.forwarder || !isSame(address, answered.via));
  const sentOnTo = answered.forwarder ? [{ name: "", address: answered.forwarder.to }] : [];
  const outside = (addresses: readonly Address[]) => addresses.filter((one) => !isOurs(one, own));
  const mayGet = (one: Address) => isWordGood(answered) || isParticipant(one, conversation);
  const to = eachOnce(outside(asked).filter(mayGet));
  // A Reply-To that is ours would loop, one that a forger chose must not get anything.
  const people = to.length > 0 ? to : outside([answered.from]).filter(mayGet);
  const chosen = people.length > 0 ? people : [conversation.contact];
  return {
    from: { name: own.from.name, address: aliasWrittenTo([...others, ...sentOnTo], own) ?? own.from.address },
    to: chosen,
    cc: eachOnce(outside(others).filter(mayGet), chosen),
    subject,
    answers: answered.id,
    leftOut: eachOnce(
      outside([...asked, ...others]).filter((one) => !mayGet(one)),
      chosen,
    ),
  };
}

/**
 * A participant's name on a mail that the owner of their domain disowns, or that another domain vouched for than the one in From:
 * somebody else may have written it.
 */
export function isForged({ trust, verdicts, via }: Pick<ReceivedMessage, "trust" | "verdicts" | "via">): boolean {
  if (trust !== "known-unverified") return false;
  return verdicts.dmarc === "FAIL" || (verdicts.dmarc === "PASS" && !via);
}

/** The conversation after a reply: those who were written to now take part, up to a bound. */
export function participantsAfter(conversation: Conversation, recipients: readonly Address[], atMost: number): string[] {
  return [...new Set([...conversation.participants, ...recipients.map((one) => normaliseAddress(one.address))])].slice(0, atMost);
}

/** Nobody twice, and nobody of `elsewhere`. */
export function eachOnce(addresses: readonly Address[], elsewhere: readonly Address[] = []): Address[] {
  const seen = new Set(elsewhere.map(({ address }) => normaliseAddress(address)));
  return addresses.filter(({ address }) => {
    const isNew = !seen.has(normaliseAddress(address));
    seen.add(normaliseAddress(address));
    return isNew;
  });
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

/** The sender that was asked for, which must be the inbox's own. */
export function senderOf(address: string | undefined, answer: Answer, own: OwnAddresses): Address {
  if (address === undefined) return answer.from;
  const alias = own.aliases.find((one) => normaliseAddress(one) === normaliseAddress(address));
  if (alias) return { name: own.from.name, address: alias };
  throw new Refused("invalid", "reply.from", "This inbox cannot send from that address. Choose one of its own.", {
    field: "from",
  });
}

/** Strangers count once somebody made them take part; what began the conversation can always be answered, to its sender alone. */
function isAnswerable(message: ReceivedMessage, known: Known): boolean {
  switch (message.trust) {
    case "participant-verified":
      return true;
    case "known-unverified":
      return message.match.by === "new" || !isForged(message);
    case "new-verified":
    case "new-unverified":
      return isParticipant(message.from, known);
    case "malformed":
      return false;
  }
}

/** Whether those whom the mail brings along may be answered with its sender. A forwarded header is only text. */
function isWordGood(message: ReceivedMessage): boolean {
  if (message.forwarder || message.isWriterClaimed) return false;
  if (message.trust === "known-unverified") return !isForged(message);
  return message.trust === "participant-verified" || message.trust === "new-verified";
}

function isSame(address: string, other: Address | undefined): boolean {
  return other !== undefined && normaliseAddress(address) === normaliseAddress(other.address);
}

function isParticipant({ address }: Address, { participants }: Known): boolean {
  return participants.includes(normaliseAddress(address));
}

/** Who wrote to an alias is answered from it. */
function aliasWrittenTo(addressed: readonly Address[], { aliases }: OwnAddresses): string | undefined {
  const written = addressed.map(({ address }) => normaliseAddress(address));
  return aliases.find((alias) => written.includes(normaliseAddress(alias)));
}

function isOurs({ address }: Address, own: OwnAddresses): boolean {
  const written = normaliseAddress(address);
  // With a `+label`, or by a catch-all, it would come back to us all the same.
  return written.endsWith(`@${own.replyDomain}`) || addressKeys(written).some((key) => own.addresses.includes(key));
}
