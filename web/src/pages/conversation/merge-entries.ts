// Puts fetched pages of a timeline together: older pages below, news on top, each entry once in its newest state.
import type { EntryView } from "../../../../functions/api/views.ts";

export interface KnownTimeline {
  /** Oldest first. */
  readonly entries: readonly EntryView[];
  /** Leads to older entries; null at the beginning of the conversation. */
  readonly olderCursor: string | null;
}

export interface TimelinePage {
  readonly entries: readonly EntryView[];
  readonly nextCursor: string | null;
}

/** The newest page again, after something happened. If more happened than a page holds, what was known before is dropped. */
export function mergeNewest(known: KnownTimeline | undefined, page: TimelinePage): KnownTimeline {
  const [first] = page.entries;
  if (!known || !first || page.nextCursor === null || isGapBetween(known.entries, page))
    return { entries: page.entries, olderCursor: page.nextCursor };
  // Where the page reaches, it says all there is: messages may have been moved away.
  const older = known.entries.filter((entry) => timeOf(entry) < timeOf(first));
  return { entries: merged(older, page.entries), olderCursor: known.olderCursor };
}

export function mergeOlder(known: KnownTimeline, page: TimelinePage): KnownTimeline {
  return { entries: merged(page.entries, known.entries), olderCursor: page.nextCursor };
}

function isGapBetween(known: readonly EntryView[], page: TimelinePage): boolean {
  const ids = new Set(known.map((entry) => entry.id));
  return page.nextCursor !== null && !page.entries.some((entry) => ids.has(entry.id));
}

/** Entries of `newer` win: the delivery of a sent message moves on. */
function merged(older: readonly EntryView[], newer: readonly EntryView[]): EntryView[] {
  const byId = new Map([...older, ...newer].map((entry) => [entry.id, entry]));
  return [...byId.values()].sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1));
}

/** Ids are prefixed ULIDs, whose text sorts by time. */
function timeOf(entry: EntryView): string {
  return entry.id.slice(entry.id.indexOf("_") + 1);
}
