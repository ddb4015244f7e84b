// Under which name the body of a message lies in the files bucket.
import type { ReceivedMessage, SentMessage } from "../core/conversation/conversation.ts";

/** SES's id for a received mail, so that two inboxes share one body; the message id for a sent one. */
export function bodyName(message: ReceivedMessage | SentMessage): string {
  return message.kind === "sent" ? message.id : message.rawKey.slice(message.rawKey.lastIndexOf("/") + 1);
}
