// Every quarter of an hour: what was lost between two steps is found, and handed to the step that should have had it; and old spam goes.
import { now } from "../runtime/clock.ts";
import { limits } from "../core/limits.ts";
import { instantOf } from "../core/time.ts";
import { log } from "../runtime/log.ts";
import { type Purged, removeOldSpam } from "./purge.ts";
import { findUnfiled, type Reconciled } from "./reconcile.ts";
import { sendStuckAgain, type Swept } from "./sweep.ts";

/** What a person may ask when they start it by hand. The timer asks nothing. */
export interface Asked {
  /** After a restore: also what is as young as this. */
  readonly minAgeMinutes?: number;
}

export interface Ran {
  readonly mail: Reconciled;
  readonly replies: Swept;
  readonly spam: Purged;
}

export async function handler({ minAgeMinutes }: Asked = {}): Promise<Ran> {
  const minAgeMs = minAgeMinutes === undefined ? limits.scheduleAgeMs : minAgeMinutes * 60_000;
  const startedAt = now();
  const before = instantOf(Date.parse(startedAt) - minAgeMs);
  const [mail, replies, spam] = await Promise.allSettled([
    findUnfiled(startedAt, before),
    sendStuckAgain(startedAt, before),
    removeOldSpam(startedAt),
  ]);
  // Each has done its part, whatever the other met; a failure is tried again and then heard of.
  if (mail.status === "rejected") throw mail.reason;
  if (replies.status === "rejected") throw replies.reason;
  if (spam.status === "rejected") throw spam.reason;
  log.info("schedule.ran", { count: mail.value.listed, state: mail.value.isWhole ? "whole" : "part" });
  return { mail: mail.value, replies: replies.value, spam: spam.value };
}
