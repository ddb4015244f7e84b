// Conversations that this one may belong to: with the same contact first, then the latest of the inbox. For whoever merges.
import type { Viewer } from "../core/access.ts";
import type { Conversation } from "../core/conversation/conversation.ts";
import { notThere } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { findConversationByNumber, listConversationsWith, listFolder } from "../store/conversations.ts";
import { loadConversation } from "./load-conversation.ts";

export async function relatedConversations(viewer: Viewer, conversationId: string): Promise<Conversation[]> {
  const conversation = await loadConversation(viewer, conversationId, "conversation.read");
  const { inboxId, contact } = conversation;
  const [withContact, latest] = await Promise.all([
    listConversationsWith(inboxId, contact.address, limits.relatedConversations),
    listFolder({ inboxId, folder: "all", memberId: viewer.memberId }, limits.relatedConversations),
  ]);
  const others = [...withContact, ...latest].filter((one) => one.id !== conversationId && one.inboxId === inboxId && !one.merger);
  const once = others.filter((one, index) => others.findIndex(({ id }) => id === one.id) === index);
  return once.slice(0, limits.relatedConversations);
}

/** The conversation of that number, as people name it to each other. */
export async function conversationOfNumber(viewer: Viewer, number: number): Promise<Conversation> {
  const found = await findConversationByNumber(number);
  if (!found) throw notThere("conversation");
  return loadConversation(viewer, found.id, "conversation.read");
}
