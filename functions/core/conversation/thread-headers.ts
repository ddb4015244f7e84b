// The threading headers of an answer (RFC 5322 section 3.6.4): the answered mail, the chain before it, and our own signed id last.
import type { ReceivedMessage, TimelineEntry } from "./conversation.ts";
import { mailIdOf } from "./match.ts";

export interface ThreadHeaders {
  readonly inReplyTo?: string;
  readonly references: readonly string[];
}

/**
 * @param entries of the timeline, newest first
 * @param answered the mail that is answered; without one, our own last mail is continued
 * @param signedId the conversation's signed reply address, which as an id brings answers back that lost all else
 */
export function threadHeaders(
  entries: readonly TimelineEntry[],
  answered: ReceivedMessage | undefined,
  signedId: string,
): ThreadHeaders {
  // The id of a mail that somebody sent on is unknown to its writer, save where the mail came whole.
  const isTheirs = answered?.forwarder?.isOriginalId !== false;
  const inReplyTo = (isTheirs ? answered?.messageId : undefined) ?? lastSentId(entries);
  const chain = [...(answered?.references ?? []), ...(inReplyTo ? [inReplyTo] : [])].filter((id) => id !== signedId);
  const once = chain.filter((id, index) => chain.findIndex((other) => mailIdOf(other) === mailIdOf(id)) === index);
  return { ...(inReplyTo ? { inReplyTo } : {}), references: [...once, signedId] };
}

function lastSentId(entries: readonly TimelineEntry[]): string | undefined {
  for (const entry of entries) {
    if (entry.kind === "sent" && entry.delivery.sesMessageId) return `${entry.delivery.sesMessageId}@email.amazonses.com`;
  }
  return undefined;
}
