// One folder of one inbox (or of all): its ids, page by page, always as the table of conversations says now.
import { useInfiniteQuery } from "@tanstack/solid-query";
import { type Accessor, createMemo } from "solid-js";
import type { Folder } from "../../../functions/core/conversation/conversation.ts";
import { api } from "../api.ts";
import { conversations } from "./conversation-table.ts";
import { everyInbox, type FolderPage, folderIds } from "./folders.ts";
import { myId } from "./people.ts";
import { queryClient, queryKeys, readyData } from "./query-client.ts";

const pageSize = 50;

export function useFolder(inboxId: Accessor<string>, folder: Accessor<Folder>) {
  const query = useInfiniteQuery(() => folderQuery(inboxId(), folder()));
  const ids = createMemo<readonly string[]>(
    () => {
      conversations.revision();
      const pages = readyData(query)?.pages ?? [];
      return folderIds(pages, conversations, { inboxId: inboxId(), folder: folder(), memberId: myId() });
    },
    [],
    { equals: isSameOrder },
  );
  return { ids, query };
}

/** Asks for the first page before anything is drawn. */
export function prefetchFolder(inboxId: string, folder: Folder): void {
  void queryClient.prefetchInfiniteQuery(folderQuery(inboxId, folder));
}

function folderQuery(inboxId: string, folder: Folder) {
  return {
    queryKey: queryKeys.folder(inboxId, folder),
    queryFn: ({ pageParam, signal }: { pageParam: string; signal: AbortSignal }) => fetchPage(inboxId, folder, pageParam, signal),
    initialPageParam: "",
    getNextPageParam: (page: FolderPage) => page.nextCursor,
  };
}

async function fetchPage(inboxId: string, folder: Folder, cursor: string, signal: AbortSignal): Promise<FolderPage> {
  const asOf = conversations.clock();
  const page = await api.conversations.list(
    { folder, limit: pageSize, ...(inboxId !== everyInbox && { inbox: inboxId }), ...(cursor && { cursor }) },
    signal,
  );
  conversations.putPage(page.items);
  return {
    ids: page.items.map((item) => item.id),
    nextCursor: page.nextCursor,
    asOf,
    oldestAt: page.items.at(-1)?.activityAt ?? "",
  };
}

function isSameOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}
