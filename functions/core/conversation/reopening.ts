// What becomes of an answer to a closed conversation, as the people of its inbox have decided: it opens it again, or it begins a
// new one that goes on with it.
import type { InboxSettings } from "../inbox/settings.ts";
import { limits } from "../limits.ts";
import { normaliseAddress } from "../mail/address.ts";
import type { Instant } from "../time.ts";
import type { Actor, ChangeFact, Conversation } from "./conversation.ts";
import { nameOf } from "./merge.ts";
import { type Arrival, withArrival } from "./receive.ts";
import { paceAfter } from "./wake.ts";

/** Of what the product itself does when mail meets a closed conversation. */
export const byAnswer: Actor = { kind: "system", reason: "answered" };

/** May a mail that came at this time open it again? One that is open always "may". */
export function mayReopen(
  { closure }: Pick<Conversation, "closure">,
  { reopening, reopeningDays }: InboxSettings,
  at: Instant,
): boolean {
  if (!closure) return true;
  // Whoever closed it had not seen a mail that was there already; and what was closed from the start has been ended by nobody.
  if (at <= closure.at || isFromTheStart(closure.by)) return true;
  switch (reopening) {
    case "always":
      return true;
    case "within":
      return Date.parse(at) - Date.parse(closure.at) <= reopeningDays * dayMs;
    case "never":
      return false;
  }
}

/** A conversation before and after it was opened again: does its owner keep it? Gives it back with what is to be recorded. */
export function ownerAfter(
  before: Conversation | undefined,
  after: Conversation,
  { ownerOnReopening }: InboxSettings,
): { readonly conversation: Conversation; readonly facts: readonly ChangeFact[] } {
  const isReopened = before?.closure !== undefined && !after.closure;
  if (!isReopened || !after.assignment || ownerOnReopening === "kept") return { conversation: after, facts: [] };
  const { assignment: _, ...nobodys } = after;
  return { conversation: nobodys, facts: [{ name: "conversation.unassigned" }] };
}

/**
 * The conversation that goes on with an ended one, and the ended one that knows of it, so that whatever answers it from now on
 * finds the other. Its people are those of the ended one: a stranger who holds an id of it is a stranger here too.
 */
export function goOn(
  ended: Conversation,
  arrival: Arrival,
  { ownerOnReopening }: InboxSettings,
): { readonly ended: Conversation; readonly next: Conversation; readonly fact: ChangeFact } {
  const begun = withArrival(undefined, arrival);
  const writer = normaliseAddress(begun.contact.address);
  const isKnown = ended.participants.includes(writer);
  const people = [...(isKnown ? [writer] : []), ...ended.participants];
  const next: Conversation = {
    ...begun,
    contact: isKnown ? begun.contact : ended.contact,
    participants: [...new Set(people)].slice(0, limits.participants),
    // Machines that answer each other get no new budget by being closed away.
    pace: paceAfter(ended.pace, begun.createdAt, true),
    ...(ended.assignment && ownerOnReopening === "kept" ? { assignment: ended.assignment } : {}),
    follows: nameOf(ended),
  };
  return {
    ended: { ...ended, version: ended.version + 1, followedBy: nameOf(next) },
    next,
    fact: { name: "conversation.continued", other: nameOf(next) },
  };
}

/** A merger opens what was closed: where people do not want that, a mail brings none about. */
export function mayBeJoined(one: Conversation, other: Conversation, settings: InboxSettings, at: Instant): boolean {
  return mayReopen(one, settings, at) === mayReopen(other, settings, at);
}

const dayMs = 24 * 3600_000;

/** Reasons for which the product files mail in a conversation that is closed already. */
const fromTheStart = ["auto-reply", "report", "own", "conversation-budget", "sender-budget", "blocked"];

function isFromTheStart(by: Actor): boolean {
  return by.kind === "system" && fromTheStart.includes(by.reason);
}
