// Spam that has lain in its folder for as many days as its inbox keeps it is removed for good: once a day, oldest first.
import { finishRemoval, removeConversation } from "../actions/remove-conversation.ts";
import { isSpamSince } from "../core/conversation/removal.ts";
import { settingsOf } from "../core/inbox/settings.ts";
import { limits } from "../core/limits.ts";
import { type Instant, instantOf } from "../core/time.ts";
import { now } from "../runtime/clock.ts";
import { log } from "../runtime/log.ts";
import { listOldestSpam, type Position, positionOf } from "../store/conversations.ts";
import { type Inbox, listInboxes } from "../store/inboxes.ts";
import { findProgress, saveProgress } from "../store/progress.ts";
import { listRemovals } from "../store/removals.ts";

export interface Purged {
  readonly removed: number;
  /** Nothing that is old enough is left. */
  readonly isWhole: boolean;
}

interface Purging {
  /** All that was old enough then is gone. */
  readonly doneAt: Instant;
}

const job = "spam";
const dayMs = 24 * 3600 * 1000;

/** @param most conversations in this run; the rest is the next one's */
export async function removeOldSpam(at: Instant, most: number = limits.purgedConversations): Promise<Purged> {
  const done = await findProgress<Purging>(job);
  if (done && Date.parse(at) - Date.parse(done.doneAt) < dayMs) return { removed: 0, isWhole: true };
  const begunMs = Date.parse(now());
  let [removed, isWhole] = [0, true];
  for await (const remove of removals(at)) {
    isWhole = removed < most && Date.parse(now()) - begunMs < limits.scheduleRunMs;
    if (!isWhole) break;
    if (await remove()) removed += 1;
  }
  if (isWhole) await saveProgress<Purging>(job, { doneAt: at });
  if (removed > 0) log.info("spam.removed", { count: removed });
  return { removed, isWhole };
}

type Remove = () => Promise<boolean>;

/** First what a run that died has left. */
async function* removals(at: Instant): AsyncGenerator<Remove> {
  for (const removal of await listRemovals(limits.purgedConversations)) yield () => finishRemoval(removal);
  for (const inbox of await listInboxes()) yield* removalsIn(inbox, at);
}

async function* removalsIn(inbox: Inbox, at: Instant): AsyncGenerator<Remove> {
  const { spamDays } = settingsOf(inbox);
  if (spamDays === 0) return;
  const before = instantOf(Date.parse(at) - spamDays * dayMs);
  for (let [after, isLast]: [Position | undefined, boolean] = [undefined, false]; !isLast; ) {
    const page = await listOldestSpam(inbox.id, before, limits.listPage, after);
    for (const conversation of page)
      if (isSpamSince(conversation, before)) yield () => removeConversation(conversation, spamDays);
    const last = page.at(-1);
    after = last && positionOf(last);
    isLast = page.length < limits.listPage;
  }
}
