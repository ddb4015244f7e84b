// Which messages of a conversation a reply may quote. What is quoted goes to everybody who gets the reply, so in doubt it is left out.
import { normaliseAddress } from "../mail/address.ts";
import type { Address } from "../mail/mail.ts";
import { isForged, mayBeAnswered } from "./answer.ts";
import type { Conversation, ReceivedMessage, SentMessage, TimelineEntry } from "./conversation.ts";

export interface QuotedTo {
  readonly conversation: Pick<Conversation, "participants">;
  /** Whom the reply names: To and Cc. Who gets it unseen brings nothing into it. */
  readonly recipients: readonly Address[];
  /** Of conversations that are held as spam. */
  readonly heldIds: readonly string[];
  /** The mail that is answered: whoever answers it has judged it. */
  readonly answeredId?: string;
}

/**
 * Mail of people who take part, and ours. One of those whom the reply names must have been on it, openly: what we wrote with
 * others, or what somebody in Bcc answered us alone, stays there. Notes never, nor what machines and strangers wrote.
 */
export function mayBeQuoted(entry: TimelineEntry, to: QuotedTo): entry is ReceivedMessage | SentMessage {
  if (entry.kind !== "received" && entry.kind !== "sent") return false;
  if (entry.text.trim() === "" || to.heldIds.includes(entry.conversationId)) return false;
  if (!isOpenTo(entry, to.recipients)) return false;
  if (entry.kind === "sent") return entry.delivery.state !== "failed";
  if (entry.id === to.answeredId) return true;
  return entry.verdicts.spam !== "FAIL" && !isForged(entry) && mayBeAnswered(entry, to.conversation);
}

/** True when one of these wrote it, or got it under the eyes of the others. */
export function isOpenTo(message: ReceivedMessage | SentMessage, people: readonly Address[]): boolean {
  const { to, cc } = message;
  const on = message.kind === "sent" ? [...to, ...cc] : [message.from, ...message.replyTo, ...to, ...cc];
  const named = people.map(({ address }) => normaliseAddress(address));
  return on.some(({ address }) => named.includes(normaliseAddress(address)));
}
