// Conversations that have to do with each other and stay two: each names the other.
import { Refused } from "../errors.ts";
import { limits } from "../limits.ts";
import type { ChangeFact, Conversation } from "./conversation.ts";
import { type Both, nameOf } from "./merge.ts";
import { changed, type Decision, unchanged } from "./state.ts";

/** Undefined when they are linked already. */
export function link(source: Conversation, target: Conversation): Both | undefined {
  refuseLink(source, target);
  if (isLinked(source, target) && isLinked(target, source)) return undefined;
  return both(source, target, "conversation.linked", (one, other) => [...without(one, other), other.id]);
}

/** Undefined when they are not linked. */
export function unlink(source: Conversation, target: Conversation): Both | undefined {
  if (!isLinked(source, target) && !isLinked(target, source)) return undefined;
  return both(source, target, "conversation.unlinked", without);
}

/** Of a conversation that is gone, or in an inbox that the person cannot read. */
export function forgetLink(conversation: Conversation, otherId: string): Decision {
  if (!conversation.linkedIds?.includes(otherId)) return unchanged(conversation);
  const left = conversation.linkedIds.filter((id) => id !== otherId);
  const other = { conversationId: otherId, subject: "" };
  return changed(withLinks(conversation, left), { name: "conversation.unlinked", other });
}

function both(
  source: Conversation,
  target: Conversation,
  name: "conversation.linked" | "conversation.unlinked",
  idsOf: (one: Conversation, other: Conversation) => string[],
): Both {
  const fact = (other: Conversation): ChangeFact => ({ name, other: nameOf(other) });
  return {
    source: { ...withLinks(source, idsOf(source, target)), version: source.version + 1 },
    target: { ...withLinks(target, idsOf(target, source)), version: target.version + 1 },
    facts: { source: fact(target), target: fact(source) },
  };
}

function withLinks({ linkedIds: _, ...conversation }: Conversation, linkedIds: readonly string[]): Conversation {
  return { ...conversation, ...(linkedIds.length > 0 ? { linkedIds } : {}) };
}

function without({ linkedIds = [] }: Conversation, other: Conversation): string[] {
  return linkedIds.filter((id) => id !== other.id);
}

function isLinked(one: Conversation, other: Conversation): boolean {
  return one.linkedIds?.includes(other.id) === true;
}

function refuseLink(source: Conversation, target: Conversation): void {
  if (source.id === target.id) {
    throw new Refused("invalid", "link.itself", "A conversation cannot be linked to itself. Choose another one.", {
      field: "otherId",
    });
  }
  // Each timeline names the other, and people may read one inbox and not the other.
  if (source.inboxId !== target.inboxId) {
    throw new Refused("conflict", "link.other-inbox", "Only conversations of one inbox can be linked. Move one of them first.");
  }
  const full = [source, target].find(({ linkedIds = [] }) => linkedIds.length >= limits.linkedConversations);
  if (!full || isLinked(source, target) || isLinked(target, source)) return;
  throw new Refused(
    "conflict",
    "link.too-many",
    `A conversation can be linked to ${limits.linkedConversations} others. Take one of them away first.`,
    { conversationId: full.id },
  );
}
