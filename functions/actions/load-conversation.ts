// A conversation that the viewer may use in this way; every verb on a conversation begins here.
import { type InboxPermission, mayInInbox, type Viewer } from "../core/access.ts";
import type { Conversation } from "../core/conversation/conversation.ts";
import { alreadyMerged } from "../core/conversation/merged.ts";
import { notThere, Refused } from "../core/errors.ts";
import { isId } from "../core/ids.ts";
import { findConversation } from "../store/conversations.ts";

/** Throws the same refusal for "not there" and "not yours"; who may see it but not do that is told so. */
export async function loadConversation(
  viewer: Viewer,
  conversationId: string,
  permission: InboxPermission,
): Promise<Conversation> {
  const conversation = isId("conversation", conversationId) ? await findConversation(conversationId) : undefined;
  if (!conversation || !mayInInbox(viewer, "conversation.read", conversation.inboxId)) throw notThere("conversation");
  refuseUnlessAllowed(viewer, permission, conversation.inboxId);
  if (conversation.merger && !ofMerged.includes(permission)) throw alreadyMerged(conversation.merger.into);
  return conversation;
}

/** What may be done with a conversation that is part of another one. */
const ofMerged: readonly InboxPermission[] = [
  "conversation.read",
  "conversation.mark-read",
  "conversation.merge",
  "attachment.read",
];

export function refuseUnlessAllowed(viewer: Viewer, permission: InboxPermission, inboxId: string): void {
  if (mayInInbox(viewer, permission, inboxId)) return;
  throw new Refused("forbidden", "access.denied", "Your access to this inbox does not allow that. Ask an administrator.", {
    permission,
  });
}
