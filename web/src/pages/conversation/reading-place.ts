// Where reading goes on in a timeline, and which messages stand open there. Pure.
import type { EntryView } from "../../../../functions/api/views.ts";

/**
 * The entry a conversation opens at: the last message, or, when it is unread, the first one that came after we last spoke.
 * The server does not say what each person read; what nobody answered is the best reading of it.
 */
export function firstUnreadId(entries: readonly EntryView[], isUnread: boolean): string | undefined {
  const messages = entries.filter((entry) => entry.kind !== "change");
  const last = messages.at(-1);
  if (!isUnread || last?.kind !== "received") return (last ?? entries.at(-1))?.id;
  const lastOurs = messages.findLastIndex((entry) => entry.kind !== "received");
  return messages[lastOurs + 1]?.id;
}

const alwaysOpen = 3;

/** The last three messages, everything from where reading goes on, notes, and what did not arrive; the rest is one line each. */
export function openedIds(entries: readonly EntryView[], startId: string | undefined): ReadonlySet<string> {
  const messages = entries.filter((entry) => entry.kind !== "change");
  const start = messages.findIndex((entry) => entry.id === startId);
  const from = Math.min(start === -1 ? messages.length : start, Math.max(0, messages.length - alwaysOpen));
  return new Set(
    messages.filter((entry, index) => index >= from || entry.kind === "note" || isTrouble(entry)).map((entry) => entry.id),
  );
}

function isTrouble(entry: EntryView): boolean {
  return entry.kind === "sent" && ["bounced", "complained", "unconfirmed", "failed"].includes(entry.delivery.state);
}
