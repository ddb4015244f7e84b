// A change of state by a member: closing, assigning and the like, each with the entry that records it.
import type { InboxPermission, Viewer } from "../core/access.ts";
import type { Actor, Change, ChangeFact, Conversation } from "../core/conversation/conversation.ts";
import type { Decision } from "../core/conversation/state.ts";
import { Refused } from "../core/errors.ts";
import type { Instant } from "../core/time.ts";
import { now } from "../runtime/clock.ts";
import { newId } from "../runtime/ids.ts";
import { saveConversation } from "../store/conversations.ts";
import { loadConversation } from "./load-conversation.ts";
import { untilSaved } from "./until-saved.ts";

/** Runs `decide` on the conversation as it is now, and saves what it decides with the entries that record it. */
export async function changeConversation(
  viewer: Viewer,
  conversationId: string,
  permission: InboxPermission,
  decide: (conversation: Conversation, by: Actor, at: Instant) => Decision,
): Promise<void> {
  const by = actorOf(viewer);
  await untilSaved(async () => {
    const conversation = await loadConversation(viewer, conversationId, permission);
    const at = now();
    const decision = decide(conversation, by, at);
    if (!decision.isChanged) return "unchanged";
    const entries = decision.facts.map((what) => changeEntry(conversationId, what, by, at));
    const outcome = await saveConversation(conversation, decision.conversation, entries);
    return outcome.isDone ? "changed" : undefined;
  }, busy);
}

export function changeEntry(conversationId: string, what: ChangeFact, by: Actor, at: Instant): Change {
  return { kind: "change", id: newId("change", at), conversationId, at, by, what };
}

export function actorOf(viewer: Viewer): Actor {
  return { kind: "member", id: viewer.memberId, name: viewer.name };
}

export function busy(): Refused {
  return new Refused("conflict", "conversation.busy", "Several people are changing this conversation right now. Try again.");
}
