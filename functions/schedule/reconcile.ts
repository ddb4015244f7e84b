// Raw mail that nothing became of: each gets a notice of ours, as if SES's own had only been late.
//
// S3 lists by key, SES's keys are random, and so the newest mail may lie anywhere. A walk goes through the whole bucket, over as
// many runs as it takes, and remembers where it is. Listing is cheap (1,000 mails a request); what would be dear is asking the
// ledger about each, so a walk asks only about mail stored since the last walk began: once a mail, whatever the bucket holds.
import { limits } from "../core/limits.ts";
import type { UnfiledMail } from "../core/mail/receipt-from-raw.ts";
import { type Instant, instantOf } from "../core/time.ts";
import { now } from "../runtime/clock.ts";
import { config } from "../runtime/config.ts";
import { log } from "../runtime/log.ts";
import { listRaw, type RawObject } from "../store/buckets.ts";
import { isInLedger } from "../store/ledger.ts";
import { findProgress, saveProgress } from "../store/progress.ts";
import { sendAll } from "./send-all.ts";

export interface Reconciled {
  /** Raw mails seen in the listing. */
  readonly listed: number;
  readonly found: number;
  /** This run came to the bucket's end. */
  readonly isWhole: boolean;
}

interface Walk {
  /** All that was stored before this has been found in the ledger. */
  readonly filedUntil?: Instant;
  /** Absent between two walks. */
  readonly startedAt?: Instant;
  readonly after?: string;
  /** Of what this walk found: the next one looks whether it has been filed since. */
  readonly oldestFound?: Instant;
}

const job = "raw-mail";

export interface Bounds {
  readonly pages: number;
  readonly pageSize: number;
  readonly notices: number;
}

const most: Bounds = { pages: limits.reconcilePages, pageSize: 1000, notices: limits.reconcileNotices };

/** @param before younger mail is not looked at yet */
export async function findUnfiled(startedAt: Instant, before: Instant, bounds = most): Promise<Reconciled> {
  let walk: Walk = { startedAt, ...(await findProgress<Walk>(job)) };
  let [listed, found, isWhole] = [0, 0, false];
  for (let page = 0; page < bounds.pages && found < bounds.notices && !isWhole; page++) {
    if (Date.parse(now()) - Date.parse(startedAt) > limits.scheduleRunMs) break;
    const { objects, isLast } = await listRaw(walk.after, bounds.pageSize);
    const unfiled = await unfiledAmong(objects.filter((object) => isMail(object) && isDue(object, walk, before)));
    await giveNotice(unfiled);
    listed += objects.length;
    found += unfiled.length;
    walk = isLast ? ended(walk, unfiled) : { ...walk, ...furthest(objects), ...oldest(walk, unfiled) };
    isWhole = isLast;
  }
  await saveProgress(job, walk);
  return { listed, found, isWhole };
}

/** SES writes one object of its own when a rule is made; a name that ends with a slash is a folder that a person made. */
function isMail({ objectKey }: RawObject): boolean {
  return !objectKey.endsWith("/AMAZON_SES_SETUP_NOTIFICATION") && !objectKey.endsWith("/");
}

function isDue({ storedAt }: RawObject, { filedUntil = "" }: Walk, before: Instant): boolean {
  return storedAt >= filedUntil && storedAt <= before;
}

const atOnce = 25;

async function unfiledAmong(objects: readonly RawObject[]): Promise<RawObject[]> {
  const unfiled: RawObject[] = [];
  for (let from = 0; from < objects.length; from += atOnce) {
    const some = objects.slice(from, from + atOnce);
    const areFiled = await Promise.all(some.map(({ objectKey }) => isInLedger(sesIdOf(objectKey))));
    unfiled.push(...some.filter((_, index) => !areFiled[index]));
  }
  return unfiled;
}

/** Oldest first, so that most conversations begin with the mail that began them. */
async function giveNotice(unfiled: readonly RawObject[]): Promise<void> {
  const [first] = unfiled;
  if (!first) return;
  const notices = unfiled.toSorted((a, b) => (a.storedAt < b.storedAt ? -1 : 1)) satisfies UnfiledMail[];
  await sendAll(config.inboundQueueUrl, notices);
  log.warn("mail.found-unfiled", { count: unfiled.length, objectKey: first.objectKey });
}

function furthest(objects: readonly RawObject[]): Pick<Walk, "after"> {
  const last = objects.at(-1);
  return last ? { after: last.objectKey } : {};
}

function oldest(walk: Walk, unfiled: readonly RawObject[]): Pick<Walk, "oldestFound"> {
  const instants = [...unfiled.map(({ storedAt }) => storedAt), ...(walk.oldestFound ? [walk.oldestFound] : [])];
  return instants.length > 0 ? { oldestFound: instants.reduce((a, b) => (a < b ? a : b)) } : {};
}

/** What was too young for this walk is the next one's, with as much again for clocks that differ. */
function ended(walk: Walk, unfiled: readonly RawObject[]): Walk {
  const { oldestFound } = oldest(walk, unfiled);
  const begun = Date.parse(walk.startedAt ?? "");
  return { filedUntil: oldestFound ?? instantOf(begun - 2 * limits.scheduleAgeMs) };
}

function sesIdOf(objectKey: string): string {
  return objectKey.slice(objectKey.lastIndexOf("/") + 1);
}
