// What follows for the messages of a conversation when an earlier mail turns out to have begun it: whoever seemed to be the
// contact was a stranger in it, and the other way round. Rare: mail that is filed late, or all of it again.
import type { Conversation } from "../core/conversation/conversation.ts";
import { trustAgain } from "../core/conversation/receive.ts";
import { limits } from "../core/limits.ts";
import type { Write } from "../store/table.ts";
import { listEntries, trustWrite } from "../store/timeline.ts";

/** At most a page of messages: a transaction takes 100 writes, and a conversation without a reply is short. */
export async function trustWrites(before: Conversation | undefined, after: Conversation): Promise<Write[]> {
  if (!before || after.contact.address === before.contact.address) return [];
  const entries = await listEntries([before.id], limits.timelinePageDefault);
  return entries.flatMap((entry) => {
    if (entry.kind !== "received") return [];
    const trust = trustAgain(entry, after.participants);
    return trust === entry.trust ? [] : [trustWrite(entry, trust)];
  });
}
