// Takes a conversation back to "unassigned".
import type { Viewer } from "../core/access.ts";
import { unassign } from "../core/conversation/state.ts";
import { changeConversation } from "./change-conversation.ts";

export function unassignConversation(viewer: Viewer, conversationId: string): Promise<void> {
  return changeConversation(viewer, conversationId, "conversation.assign", unassign);
}
