// When a conversation in the spam folder goes for good, and what is said of its mail afterwards.
import type { Instant } from "../time.ts";
import type { Conversation } from "./conversation.ts";

/**
 * Nobody wrote to it since then, and it was spam by then already: whoever puts an old conversation there has as many days to
 * think better of it as for a new one.
 */
export function isSpamSince({ spam, activityAt }: Pick<Conversation, "spam" | "activityAt">, before: Instant): boolean {
  return spam !== undefined && spam.at < before && activityAt < before;
}

/** Why a mail is in no conversation any more. @param reason why it was set aside, if the product did */
export function removedReason(days: number, reason?: string): string {
  const removed = `Its conversation was removed after ${days === 1 ? "a day" : `${days} days`} in the spam folder.`;
  return reason ? `${reason} ${removed}` : removed;
}
