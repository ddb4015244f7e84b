// What may happen to a conversation's state: a conversation and a command in, a decision out. No I/O.
import { Refused } from "../errors.ts";
import { limits } from "../limits.ts";
import { normaliseAddress } from "../mail/address.ts";
import type { Address } from "../mail/mail.ts";
import type { Instant } from "../time.ts";
import type { Actor, ChangeFact, Conversation } from "./conversation.ts";

/** Either nothing to do, or the next conversation with the facts to record beside it. */
export type Decision =
  | { readonly isChanged: false; readonly conversation: Conversation }
  | { readonly isChanged: true; readonly conversation: Conversation; readonly facts: readonly ChangeFact[] };

/** Closing twice is not an error. */
export function close(conversation: Conversation, by: Actor, at: Instant): Decision {
  if (conversation.closure) return unchanged(conversation);
  const { needsAttention: _, ...rest } = conversation;
  return changed({ ...rest, closure: { by, at } }, { name: "conversation.closed" });
}

export function reopen(conversation: Conversation): Decision {
  if (!conversation.closure) return unchanged(conversation);
  const { closure: _, ...open } = conversation;
  return changed(open, { name: "conversation.reopened" });
}

/**
 * Gives the conversation to a member. `expectedOwner` is whom the person saw as owner (null: nobody), so that two
 * people who take the same conversation at once do not both believe they have it.
 */
export function assign(
  conversation: Conversation,
  to: { id: string; name: string },
  by: Actor,
  at: Instant,
  expectedOwner?: string | null,
): Decision {
  const owner = conversation.assignment?.memberId ?? null;
  if (owner === to.id) return unchanged(conversation);
  if (expectedOwner !== undefined && expectedOwner !== owner) {
    throw new Refused("conflict", "assignment.taken", "Somebody else was assigned in the meantime. Look again, then decide.", {
      owner,
    });
  }
  const next = { ...conversation, assignment: { memberId: to.id, by, at } };
  return changed(next, { name: "conversation.assigned", memberId: to.id, memberName: to.name });
}

export function unassign(conversation: Conversation): Decision {
  if (!conversation.assignment) return unchanged(conversation);
  const { assignment: _, ...rest } = conversation;
  return changed(rest, { name: "conversation.unassigned" });
}

/** Whoever worked on it need not any more. */
export function markSpam(conversation: Conversation, by: Actor, at: Instant): Decision {
  if (conversation.spam) return unchanged(conversation);
  const { assignment: _, needsAttention: _problem, ...rest } = conversation;
  return changed({ ...rest, spam: { by, at } }, { name: "conversation.spam" });
}

/** Back among the others, as new as it was. */
export function unmarkSpam(conversation: Conversation): Decision {
  if (!conversation.spam) return unchanged(conversation);
  const { spam: _, ...rest } = conversation;
  return changed(rest, { name: "conversation.not-spam" });
}

/** What the conversation is called here; mail goes on under its own subject. */
export function changeSubject(conversation: Conversation, subject: string): Decision {
  if (subject === conversation.subject) return unchanged(conversation);
  const fact = { name: "conversation.subject-changed", from: conversation.subject, to: subject } as const;
  return changed({ ...conversation, subject }, fact);
}

/** Whom it is with. The one before stays a participant: somebody wrote to them. */
export function changeContact(conversation: Conversation, contact: Address): Decision {
  const address = normaliseAddress(contact.address);
  const isSame = address === normaliseAddress(conversation.contact.address) && contact.name === conversation.contact.name;
  if (isSame) return unchanged(conversation);
  const participants = [address, ...conversation.participants.filter((one) => one !== address)].slice(0, limits.participants);
  const fact = { name: "conversation.contact-changed", from: conversation.contact.address, to: contact.address } as const;
  return changed({ ...conversation, contact, participants }, fact);
}

/** To another inbox, with its number and history. Who cannot work there gives it back. */
export function move(
  conversation: Conversation,
  from: { id: string; name: string },
  to: { id: string; name: string; isOwnersToo: boolean },
): Decision {
  if (conversation.inboxId === to.id) return unchanged(conversation);
  const { assignment, ...rest } = conversation;
  const former = [...(conversation.formerInboxIds ?? []).filter((id) => id !== to.id && id !== from.id), from.id];
  const next = { ...rest, inboxId: to.id, formerInboxIds: former.slice(-limits.formerInboxes) };
  const moved = { name: "conversation.moved", from: from.name, to: to.name } as const;
  if (!assignment) return changed(next, moved);
  return to.isOwnersToo ? changed({ ...next, assignment }, moved) : changed(next, moved, { name: "conversation.unassigned" });
}

/**
 * The send guard: a reply written against an older version is refused, with what came since.
 * Reading does not raise the version, nor does a delivery report unless it tells of a problem.
 */
export function refuseStale(conversation: Conversation, seenVersion: number): void {
  if (seenVersion === conversation.version) return;
  if (seenVersion > conversation.version) throw unknownVersion();
  throw new Refused(
    "conflict",
    "reply.stale",
    "Something new happened in this conversation while you wrote. Review it, then send.",
    {
      version: conversation.version,
    },
  );
}

function unknownVersion(): Refused {
  return new Refused("invalid", "reply.version", "The conversation has no such version yet. Send the one you were shown.", {
    field: "version",
  });
}

export function unchanged(conversation: Conversation): Decision {
  return { isChanged: false, conversation };
}

export function changed(conversation: Conversation, ...facts: ChangeFact[]): Decision {
  return { isChanged: true, conversation: { ...conversation, version: conversation.version + 1 }, facts };
}
