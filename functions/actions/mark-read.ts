// Read and unread, for the viewer alone: no change of the conversation, no entry in its timeline.
import type { Viewer } from "../core/access.ts";
import { saveRead } from "../store/conversations.ts";
import { loadConversation } from "./load-conversation.ts";

export async function markRead(viewer: Viewer, conversationId: string): Promise<void> {
  const conversation = await loadConversation(viewer, conversationId, "conversation.mark-read");
  if (!conversation.readBy.includes(viewer.memberId)) await saveRead(conversation, viewer.memberId, true);
}

export async function markUnread(viewer: Viewer, conversationId: string): Promise<void> {
  const conversation = await loadConversation(viewer, conversationId, "conversation.mark-read");
  if (conversation.readBy.includes(viewer.memberId)) await saveRead(conversation, viewer.memberId, false);
}
