// What lists show of a message: its snippet, and whether it brings files.
import { isSignature } from "../mail/protection.ts";
import { visibleReply } from "../mail/visible-reply.ts";
import type { Conversation, ReceivedMessage, SentMessage, TimelineEntry } from "./conversation.ts";
import { snippetOf } from "./summary.ts";

/** What lists show of the latest message. @param entries newest first; without a message among them nothing changes */
export function latestOf(
  entries: readonly TimelineEntry[],
): Partial<Pick<Conversation, "snippet" | "lastMessage" | "activityAt">> {
  const latest = entries.find((entry) => entry.kind === "received" || entry.kind === "sent");
  return latest ? { snippet: snippetOfMessage(latest), lastMessage: latest.kind, activityAt: latest.at } : {};
}

/** Of a customer's mail what is new in it, as when it came; of ours all that was typed. */
export function snippetOfMessage(message: ReceivedMessage | SentMessage): string {
  return message.kind === "received" ? snippetOfMail(message) : snippetOf(message.text);
}

export function snippetOfMail(mail: Parameters<typeof visibleReply>[0]): string {
  return snippetOf(visibleReply(mail));
}

/** Whether a message carries what somebody attached: no picture in the text, and no signature. */
export function hasFiles({ attachments }: { readonly attachments: readonly AttachedFile[] }): boolean {
  return attachments.some((file) => !file.isInline && !isSignature(file));
}

interface AttachedFile {
  readonly contentType: string;
  readonly isInline?: boolean;
}
