// Says of two conversations that they have to do with each other, and takes it back.
import { mayInInbox, type Viewer } from "../core/access.ts";
import type { Conversation } from "../core/conversation/conversation.ts";
import { forgetLink, link, unlink } from "../core/conversation/link.ts";
import { now } from "../runtime/clock.ts";
import { findConversation, findHolder } from "../store/conversations.ts";
import { actorOf, busy, changeConversation } from "./change-conversation.ts";
import { loadConversation } from "./load-conversation.ts";
import { saveBoth } from "./merge-conversations.ts";
import { untilSaved } from "./until-saved.ts";

/** Linking twice is not an error. */
export async function linkConversations(viewer: Viewer, conversationId: string, otherId: string): Promise<void> {
  await untilSaved(async () => {
    const source = await loadConversation(viewer, conversationId, "conversation.link");
    const wanted = await loadConversation(viewer, otherId, "conversation.read");
    return saved(viewer, source, (await findHolder(wanted.id)) ?? wanted, link);
  }, busy);
}

/** Nor is taking away what is not there. What the viewer cannot see any more is forgotten on this side. */
export async function unlinkConversations(viewer: Viewer, conversationId: string, otherId: string): Promise<void> {
  await untilSaved(async () => {
    const source = await loadConversation(viewer, conversationId, "conversation.link");
    const target = source.linkedIds?.includes(otherId) ? await findConversation(otherId) : undefined;
    if (target && mayInInbox(viewer, "conversation.link", target.inboxId)) return saved(viewer, source, target, unlink);
    await changeConversation(viewer, conversationId, "conversation.link", (one) => forgetLink(one, otherId));
    return "forgotten";
  }, busy);
}

/** Undefined when one of them has just changed. */
async function saved(viewer: Viewer, source: Conversation, target: Conversation, decide: typeof link) {
  const decided = decide(source, target);
  if (!decided) return "as it is";
  return (await saveBoth(source, target, decided, actorOf(viewer), now())) ? "changed" : undefined;
}
