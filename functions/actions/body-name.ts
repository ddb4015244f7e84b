// Under which name the body of a message lies in the files bucket.
import type { ReceivedMessage, SentMessage } from "../core/conversation/conversation.ts";

/** SES's id for a received mail, so that two inboxes share one body; the message id for a sent one. */
export function bodyName(message: ReceivedMessage | SentMessage): string {
  if (message.kind === "sent") return message.id;
  return message.forwarder ? forwardedBodyName(sesIdOf(message)) : sesIdOf(message);
}

/** What a mail sends on is another body than its own: the forwarder's words are not in it. */
export function forwardedBodyName(sesMessageId: string): string {
  return `${sesMessageId}-forwarded`;
}

export function sesIdOf({ rawKey }: ReceivedMessage): string {
  return rawKey.slice(rawKey.lastIndexOf("/") + 1);
}
