// One cache for what the server says, and the names under which it lies there.
import { QueryClient } from "@tanstack/solid-query";
import type { Folder } from "../../../functions/core/conversation/conversation.ts";
import { ApiError } from "../api.ts";

export const queryKeys = {
  me: ["me"],
  inboxes: ["inboxes"],
  members: ["members"],
  ledger: ["ledger"],
  folders: ["folder"],
  folder: (inboxId: string, folder: Folder) => ["folder", inboxId, folder],
  conversations: ["conversation"],
  copies: (messageId: string) => ["copies", messageId],
  conversation: (id: string) => ["conversation", id],
  related: (id: string) => ["related", id],
  numbered: (number: number) => ["number", number],
  inboxSettings: (inboxId: string) => ["settings", inboxId],
  /** `undefined`: those for all inboxes. */
  senders: (inboxId: string | undefined) => ["senders", inboxId ?? ""],
} as const;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 15 * 60_000,
      networkMode: "offlineFirst",
      retry: (failures, error) => failures < 3 && isWorthRepeating(error),
    },
    mutations: { networkMode: "online", retry: (failures, error) => failures < 3 && isWorthRepeating(error) },
  },
});

/** A refusal stays a refusal; only what never arrived, or broke on the server, may go better next time. */
function isWorthRepeating(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500);
}

/**
 * What a query has, or undefined while it has nothing. Reading `.data` of a query that has nothing yet suspends the nearest
 * boundary, and a pane must not vanish because another one is loading.
 */
export function readyData<Data>(query: { readonly isPending: boolean; readonly data: Data | undefined }): Data | undefined {
  return query.isPending ? undefined : query.data;
}
