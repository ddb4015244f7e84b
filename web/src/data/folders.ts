// Which conversations a folder shows, and what a conversation adds to the counts of its inbox. Pure.
import type { ConversationView } from "../../../functions/api/views.ts";
import type { Folder } from "../../../functions/core/conversation/conversation.ts";
import type { Counts } from "../api.ts";
import type { ConversationTable } from "./conversation-table.ts";

export const folders = ["open", "unassigned", "mine", "closed", "spam", "all"] as const satisfies readonly Folder[];

/** Stands for "every inbox that I may read" where an inbox id is expected. */
export const everyInbox = "all";

export function isFolder(value: string): value is Folder {
  return folders.some((folder) => folder === value);
}

export function belongs(conversation: ConversationView, folder: Folder, memberId: string): boolean {
  // What is part of another conversation is shown by that one.
  if (conversation.merger) return false;
  if (conversation.spam) return folder === "spam";
  const isOpen = !conversation.closure;
  const owner = conversation.assignment?.memberId;
  switch (folder) {
    case "open":
      return isOpen;
    case "unassigned":
      return isOpen && !owner;
    case "mine":
      return isOpen && owner === memberId;
    case "closed":
      return !isOpen;
    case "spam":
      return false;
    case "all":
      return true;
  }
}

/** One fetched page: ids in the server's order, and how far back in time it reaches. */
export interface FolderPage {
  readonly ids: readonly string[];
  readonly nextCursor: string | null;
  /** The table's clock when the fetch began. */
  readonly asOf: number;
  /** Activity of the last conversation of the page. */
  readonly oldestAt: string;
}

/**
 * The ids a folder shows: what was fetched, with what arrived or changed since, without what has left; newest first.
 * What is older than the last fetched page waits for that page.
 */
export function folderIds(
  pages: readonly FolderPage[],
  table: Pick<ConversationTable, "peek" | "touchedSince">,
  shown: { inboxId: string; folder: Folder; memberId: string },
): string[] {
  const last = pages.at(-1);
  if (!last) return [];
  const fetched = new Set(pages.flatMap((page) => page.ids));
  const since = Math.min(...pages.map((page) => page.asOf));
  const reachesBackTo = last.nextCursor === null ? "" : last.oldestAt;
  return [...new Set([...fetched, ...table.touchedSince(since)])]
    .map((id) => table.peek(id))
    .filter((one) => one !== undefined)
    .filter((one) => shown.inboxId === everyInbox || one.inboxId === shown.inboxId)
    .filter((one) => belongs(one, shown.folder, shown.memberId))
    .filter((one) => fetched.has(one.id) || one.activityAt >= reachesBackTo)
    .sort(newestFirst)
    .map((one) => one.id);
}

/** The counts after one conversation became another. */
export function recount(counts: Counts, before: ConversationView, after: ConversationView, memberId: string): Counts {
  const by = (folder: keyof Counts) => Number(belongs(after, folder, memberId)) - Number(belongs(before, folder, memberId));
  return {
    open: counts.open + by("open"),
    unassigned: counts.unassigned + by("unassigned"),
    mine: counts.mine + by("mine"),
  };
}

export function sumOfCounts(all: readonly Counts[]): Counts {
  const sum = (folder: keyof Counts) => all.reduce((total, counts) => total + counts[folder], 0);
  return { open: sum("open"), unassigned: sum("unassigned"), mine: sum("mine") };
}

function newestFirst(a: ConversationView, b: ConversationView): number {
  return b.activityAt.localeCompare(a.activityAt) || b.id.localeCompare(a.id);
}
