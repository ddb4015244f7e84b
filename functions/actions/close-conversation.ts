// Closes a conversation: done, until the customer writes again.
import type { Viewer } from "../core/access.ts";
import { close } from "../core/conversation/state.ts";
import { changeConversation } from "./change-conversation.ts";

export function closeConversation(viewer: Viewer, conversationId: string): Promise<void> {
  return changeConversation(viewer, conversationId, "conversation.close", close);
}
