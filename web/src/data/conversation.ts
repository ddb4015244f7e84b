// One conversation with the newest page of its timeline.
import { useQuery } from "@tanstack/solid-query";
import { type Accessor, mergeProps } from "solid-js";
import type { ConversationPage } from "../../../functions/api/views.ts";
import { ApiError, api } from "../api.ts";
import { conversations } from "./conversation-table.ts";
import { queryClient, queryKeys, readyData } from "./query-client.ts";

/**
 * The conversation of that id, refetched whenever somebody changes it. Its header here is the server's; what is shown while a
 * change is on its way is `conversations.row(id)`. Reading `data` too early does not suspend: it is undefined.
 */
export function useConversation(id: Accessor<string | undefined>) {
  const query = useQuery(() => ({ ...conversationQuery(id() ?? ""), enabled: id() !== undefined }));
  return mergeProps(query, {
    get data() {
      return readyData(query);
    },
  });
}

/** Fetches it before it is asked for, so that opening it is instant. */
export function prefetchConversation(id: string): void {
  void queryClient.prefetchQuery(conversationQuery(id));
}

/** Asks again; whoever shows it sees the answer. Resolves to whether the table now has the server's word. */
export async function refreshConversation(id: string): Promise<boolean> {
  try {
    await answerOnItsWay(id);
    await queryClient.fetchQuery({ ...conversationQuery(id), staleTime: 0, retry: false });
    return true;
  } catch (error) {
    const isGone = error instanceof ApiError && error.status === 404;
    if (isGone) conversations.forget(id);
    return isGone;
  }
}

/** It was asked for before whatever made it necessary to ask again, and would be taken for the new answer. */
async function answerOnItsWay(id: string): Promise<void> {
  const query = queryClient.getQueryCache().find({ queryKey: queryKeys.conversation(id), exact: true });
  if (query?.state.fetchStatus === "fetching") await Promise.allSettled([query.promise]);
}

/** The conversations on screen or kept that show what is in this one: those that it was merged into. */
export function holdersOf(id: string): string[] {
  const pages = queryClient.getQueriesData<ConversationPage>({ queryKey: queryKeys.conversations });
  return pages.flatMap(([, page]) => (page?.conversation.mergedIds?.includes(id) ? [page.conversation.id] : []));
}

function conversationQuery(id: string) {
  return {
    queryKey: queryKeys.conversation(id),
    queryFn: ({ signal }: { signal: AbortSignal }) => fetchConversation(id, signal),
  };
}

async function fetchConversation(id: string, signal: AbortSignal): Promise<ConversationPage> {
  const askedAt = conversations.clock();
  const page = await api.conversations.open(id, signal);
  conversations.put(page.conversation, askedAt);
  return page;
}
