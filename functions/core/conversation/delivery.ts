// Where an outgoing message stands: SES's reports go in, in any order and more than once, and the state only moves forward.
import { normaliseAddress } from "../mail/address.ts";
import type { Address, Automatic } from "../mail/mail.ts";
import type { Instant } from "../time.ts";
import type { Conversation, Delivery, DeliveryState, RecipientDelivery, SentMessage } from "./conversation.ts";

type Addressed = Pick<SentMessage, "to" | "cc" | "bcc">;

/** Everybody whom a message goes to, those whom the others do not see included. */
export function recipientsOf({ to, cc, bcc = [] }: Addressed): Address[] {
  return [...to, ...cc, ...bcc];
}

/** One thing SES (or a bounce mail) said about a message. */
export interface Report {
  readonly kind: "accepted" | "delivered" | "delayed" | "bounced" | "complained" | "rejected";
  readonly recipients: readonly string[];
  readonly reason?: string;
  readonly at: Instant;
  readonly sesMessageId?: string;
  /** A bounce that SES calls transient. */
  readonly isSoft?: boolean;
}

/** The states that a report may still change. A report proves that SES took the message, so `unconfirmed` ends here too. */
export const reportableStates = [
  "sending",
  "sent",
  "delivered",
  "bounced",
  "complained",
  "unconfirmed",
] as const satisfies DeliveryState[];

/** The delivery of a message after a report; the same object when the report says nothing new. */
export function withReport(message: Addressed & Pick<SentMessage, "delivery">, report: Report): Delivery {
  const { delivery } = message;
  if (!reportableStates.some((state) => state === delivery.state)) return delivery;
  const sesMessageId = delivery.sesMessageId ?? report.sesMessageId;
  if (report.kind === "rejected")
    return { ...delivery, state: "failed", at: report.at, reason: report.reason ?? "SES refused the message." };
  const known = delivery.recipients.length > 0 ? delivery.recipients : takenBySes(message, report.at);
  const recipients = known.map((recipient) => recipientAfter(recipient, report));
  const state = stateOf(recipients);
  const isSame = state === delivery.state && recipients.every((recipient, index) => recipient === delivery.recipients[index]);
  if (isSame && sesMessageId === delivery.sesMessageId) return delivery;
  const { reason: _, ...rest } = delivery;
  const reason = recipients.find((recipient) => recipient.state === state)?.reason;
  return { ...rest, state, at: report.at, recipients, ...(sesMessageId ? { sesMessageId } : {}), ...(reason ? { reason } : {}) };
}

/** The delivery of a message that SES has just taken. */
export function acceptedBySes(message: Addressed, sesMessageId: string, at: Instant): Delivery {
  return { state: "sent", at, sesMessageId, recipients: takenBySes(message, at) };
}

/** What its author must hear of, when a delivery brings something that they have not heard yet. */
export function newProblem(before: Delivery, after: Delivery): ReturnType<typeof problemOf> {
  const bounced = (delivery: Delivery) => delivery.recipients.filter(({ state }) => state === "bounced").length;
  return after.state !== before.state || bounced(after) > bounced(before) ? problemOf(after.state) : undefined;
}

/** The conversation whose author must hear of a problem: open, and unread for everybody. The version is the caller's to raise. */
export function needingAttention(conversation: Conversation, problem: NonNullable<Conversation["needsAttention"]>): Conversation {
  const { closure: _, ...open } = conversation;
  return { ...open, needsAttention: problem, readBy: [] };
}

/** What a server's notice or a complaint says of a message, as reports. Other people's failures are no concern of it. */
export function reportsOf({ bounce, complainers, kind }: Automatic, message: Addressed, at: Instant): Report[] {
  const recipients = recipientsOf(message).map(({ address }) => address);
  const isOurs = (address: string) => recipients.some((one) => normaliseAddress(one) === normaliseAddress(address));
  if (kind === "complaint") {
    // Providers black out who complained; of a message to one person it is known.
    const named = (complainers ?? []).filter(isOurs);
    const who = named.length > 0 || recipients.length > 1 ? named : recipients;
    return who.length > 0 ? [{ kind: "complained", recipients: who, reason: "The recipient reported it as spam.", at }] : [];
  }
  return (bounce?.recipients ?? []).flatMap(({ address, originalAddress, diagnostic, status, isDelayed }): Report[] => {
    // A forwarder names where it sent the mail on.
    const names = [address, ...(originalAddress ? [originalAddress] : [])].filter(isOurs);
    if (names.length === 0) return [];
    const otherwise = isDelayed ? "The recipient's server asks to wait." : "The recipient's server refused the message.";
    return [{ kind: isDelayed ? "delayed" : "bounced", recipients: names, reason: diagnostic ?? status ?? otherwise, at }];
  });
}

/** States that its author must hear of. */
export function problemOf(state: DeliveryState): "bounced" | "unconfirmed" | "failed" | undefined {
  return state === "bounced" || state === "unconfirmed" || state === "failed" ? state : undefined;
}

function takenBySes(message: Addressed, at: Instant): RecipientDelivery[] {
  return recipientsOf(message).map(({ address }) => ({ address, state: "sent", at }));
}

/** A later report outranks an earlier one only upwards: "delivered" that comes after its bounce changes nothing. */
const ranks = { sent: 0, delayed: 1, delivered: 2, bounced: 3, complained: 4 } as const;

function recipientAfter(recipient: RecipientDelivery, report: Report): RecipientDelivery {
  if (report.kind === "accepted" || report.kind === "rejected") return recipient;
  const isNamed = report.recipients.some((address) => normaliseAddress(address) === normaliseAddress(recipient.address));
  if (!isNamed || ranks[report.kind] <= ranks[recipient.state]) return recipient;
  // An out-of-office or a full mailbox may "bounce" softly after the mail was delivered.
  if (report.isSoft && recipient.state === "delivered") return recipient;
  return { address: recipient.address, state: report.kind, at: report.at, ...(report.reason ? { reason: report.reason } : {}) };
}

/** One bounced recipient is what the author must hear of; "delivered" means to all. */
function stateOf(recipients: readonly RecipientDelivery[]): DeliveryState {
  if (recipients.some(({ state }) => state === "bounced")) return "bounced";
  if (recipients.some(({ state }) => state === "complained")) return "complained";
  return recipients.length > 0 && recipients.every(({ state }) => state === "delivered") ? "delivered" : "sent";
}
