// Whether a message can be taken out of its conversation.
import type { ConversationView } from "../../../../../functions/api/views.ts";
import { conversations } from "../../../data/conversation-table.ts";
import { mayI } from "../../../data/people.ts";

/** The conversation that a message can be taken out of; a merged one is taken out as a whole. */
export function splitFrom(conversationId: string): ConversationView | undefined {
  const holder = conversations.row(conversationId);
  return holder && !holder.merger && holder.messageCount > 1 && mayI("reply", holder.inboxId) ? holder : undefined;
}
