// Opens a closed conversation again.
import type { Viewer } from "../core/access.ts";
import { reopen } from "../core/conversation/state.ts";
import { changeConversation } from "./change-conversation.ts";

export function reopenConversation(viewer: Viewer, conversationId: string): Promise<void> {
  return changeConversation(viewer, conversationId, "conversation.close", reopen);
}
