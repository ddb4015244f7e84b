// Keeps an eye on all conversations, so that whoever waits for a mail to appear need not ask by themselves.
import { setTimeout as pause } from "node:timers/promises";
import { array, type InferOutput, number, object, string } from "valibot";
import type { Member } from "./member.ts";

const seenConversation = object({
  id: string(),
  inboxId: string(),
  contact: object({ address: string() }),
  messageCount: number(),
  version: number(),
});
export type SeenConversation = InferOutput<typeof seenConversation>;

export interface Desk {
  look(): Promise<readonly SeenConversation[]>;
  /** The conversation with this contact once it has so many messages; an error when it takes too long. */
  waitFor(contact: string, inboxId: string, messageCount: number): Promise<SeenConversation>;
}

interface Waiter {
  readonly isIt: (conversation: SeenConversation) => boolean;
  readonly found: (conversation: SeenConversation) => void;
  readonly failed: (error: unknown) => void;
  readonly what: string;
  readonly deadline: number;
}

const lookEveryMs = 150;
/** Ordinary: under a second. A machine that is busy starting takes its time. */
const patienceMs = 30_000;

export function openDesk(member: Member): Desk {
  const waiters = new Set<Waiter>();
  let isWatching = false;

  async function look() {
    return (await member.get("/api/v1/conversations?folder=all&limit=100", object({ items: array(seenConversation) }))).items;
  }

  async function watch() {
    isWatching = true;
    try {
      while (waiters.size > 0) {
        settle(waiters, await look());
        await pause(lookEveryMs);
      }
    } catch (error) {
      for (const waiter of waiters) waiter.failed(error);
      waiters.clear();
    } finally {
      isWatching = false;
    }
  }

  return {
    look,
    waitFor: (contact, inboxId, messageCount) =>
      new Promise((found, failed) => {
        const isIt = (one: SeenConversation) => isOf(one, contact, inboxId) && one.messageCount >= messageCount;
        const what = `message ${messageCount} with ${contact}`;
        waiters.add({ isIt, found, failed, what, deadline: Date.now() + patienceMs });
        // It reports its own failures to those who wait.
        if (!isWatching) void watch();
      }),
  };
}

export function isOf(conversation: SeenConversation, contact: string, inboxId: string): boolean {
  return conversation.inboxId === inboxId && conversation.contact.address.toLowerCase() === contact.toLowerCase();
}

function settle(waiters: Set<Waiter>, conversations: readonly SeenConversation[]): void {
  for (const waiter of [...waiters]) {
    const conversation = conversations.find(waiter.isIt);
    const isLate = Date.now() > waiter.deadline;
    if (!conversation && !isLate) continue;
    waiters.delete(waiter);
    if (conversation) waiter.found(conversation);
    else waiter.failed(new Error(`${waiter.what} did not appear within ${patienceMs / 1000} s.`));
  }
}
