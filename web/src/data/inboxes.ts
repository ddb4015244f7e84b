// The inboxes I may read, with their live counts.
import { useQuery } from "@tanstack/solid-query";
import type { ConversationView } from "../../../functions/api/views.ts";
import { api, type InboxView } from "../api.ts";
import { recount } from "./folders.ts";
import { myId } from "./people.ts";
import { queryClient, queryKeys } from "./query-client.ts";

type Inboxes = { readonly items: readonly InboxView[] };

export function useInboxes() {
  return useQuery(() => inboxesQuery);
}

export function prefetchInboxes(): void {
  void queryClient.prefetchQuery(inboxesQuery);
}

const inboxesQuery = { queryKey: queryKeys.inboxes, queryFn: ({ signal }: { signal: AbortSignal }) => api.inboxes(signal) };

/** Moves the counts as a change will move them, before the server says so. */
export function adjustCounts(before: ConversationView, after: ConversationView): void {
  queryClient.setQueryData<Inboxes>(
    queryKeys.inboxes,
    (known) =>
      known && {
        items: known.items.map((inbox) =>
          inbox.id === before.inboxId ? { ...inbox, counts: recount(inbox.counts, before, after, myId()) } : inbox,
        ),
      },
  );
}

let pending: ReturnType<typeof setTimeout> | undefined;

/**
 * Asks for the counts again, once for many changes. While our own changes are on their way it waits, because the answer
 * would undo in the display what was already counted.
 */
export function refreshCountsSoon(delayMs = 100): void {
  clearTimeout(pending);
  pending = setTimeout(() => {
    if (queryClient.isMutating() > 0) refreshCountsSoon(delayMs);
    else void queryClient.invalidateQueries({ queryKey: queryKeys.inboxes });
  }, delayMs);
}
