// Lets somebody take part in a conversation, or no longer: from then on answers to all include them, or leave them out.
import type { Viewer } from "../core/access.ts";
import { addParticipant, removeParticipant } from "../core/conversation/participants.ts";
import { changeConversation } from "./change-conversation.ts";

export function letTakePart(viewer: Viewer, conversationId: string, address: string): Promise<void> {
  return changeConversation(viewer, conversationId, "participant.change", (conversation) =>
    addParticipant(conversation, address),
  );
}

export function leaveOut(viewer: Viewer, conversationId: string, address: string): Promise<void> {
  return changeConversation(viewer, conversationId, "participant.change", (conversation) =>
    removeParticipant(conversation, address),
  );
}
