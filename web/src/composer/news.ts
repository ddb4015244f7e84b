// What happened in a conversation after a draft was begun: the reason to stop before sending.
import type { EntryView } from "../../../functions/api/views.ts";

/** Entries that the writer has not seen, oldest first: mail from outside, and what colleagues did. Own acts are no news. */
export function newsSince(entries: readonly EntryView[], seenEntryId: string | undefined, memberId: string): EntryView[] {
  if (seenEntryId === undefined) return [];
  const seen = timeOf(seenEntryId);
  return entries.filter((entry) => timeOf(entry.id) > seen && !isOwn(entry, memberId));
}

/** News that a reply must not be sent over without a look; who is assigned may change meanwhile. */
export function stopsSending(entry: EntryView): boolean {
  return entry.kind !== "change";
}

/** A colleague's note right before a reply: the reply may be meant for the colleague. */
export function isNoteOfColleague(entry: EntryView | undefined, memberId: string): boolean {
  return entry?.kind === "note" && !isOwn(entry, memberId);
}

function isOwn(entry: EntryView, memberId: string): boolean {
  if (entry.kind === "received") return false;
  return entry.by.kind === "member" && entry.by.id === memberId;
}

/** Ids are prefixed ULIDs, whose text sorts by time. */
function timeOf(id: string): string {
  return id.slice(id.indexOf("_") + 1);
}
