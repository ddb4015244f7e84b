// The inboxes of a conversation: where it is, and where it was. Addresses that were made there still hold.
import type { Conversation } from "./conversation.ts";

export function inboxesOf({ inboxId, formerInboxIds = [] }: Conversation): string[] {
  return [inboxId, ...formerInboxIds];
}
