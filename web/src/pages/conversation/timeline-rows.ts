// Turns the entries of a timeline into its rows: messages and notes by themselves, runs of changes folded together.
import type { EntryView } from "../../../../functions/api/views.ts";

export type ChangeEntry = Extract<EntryView, { kind: "change" }>;
export type CardEntry = Exclude<EntryView, { kind: "change" }>;

export type TimelineRow =
  | { readonly kind: "card"; readonly id: string; readonly entry: CardEntry }
  | { readonly kind: "changes"; readonly id: string; readonly changes: readonly ChangeEntry[] };

const togetherMs = 10 * 60_000;

/** Changes that follow each other within ten minutes are one row; a row of more than two shows only its count. */
export function timelineRows(entries: readonly EntryView[]): TimelineRow[] {
  const rows: TimelineRow[] = [];
  for (const entry of entries) {
    if (entry.kind !== "change") rows.push({ kind: "card", id: entry.id, entry });
    else if (!joinRun(rows, entry)) rows.push({ kind: "changes", id: entry.id, changes: [entry] });
  }
  return rows;
}

export function isFolded(changes: readonly ChangeEntry[]): boolean {
  return changes.length > 2;
}

function joinRun(rows: TimelineRow[], entry: ChangeEntry): boolean {
  const last = rows.at(-1);
  if (last?.kind !== "changes") return false;
  const before = last.changes.at(-1);
  if (!before || Date.parse(entry.at) - Date.parse(before.at) > togetherMs) return false;
  rows[rows.length - 1] = { ...last, changes: [...last.changes, entry] };
  return true;
}
