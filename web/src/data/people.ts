// Who I am, and who else works here.
import { useQuery } from "@tanstack/solid-query";
import type { AccessLevel } from "../../../functions/core/access.ts";
import { api, type Me, type MemberView } from "../api.ts";
import { queryClient, queryKeys } from "./query-client.ts";

export function useMe() {
  return useQuery(() => meQuery);
}

export function prefetchMe(): void {
  void queryClient.prefetchQuery(meQuery);
}

const meQuery = {
  queryKey: queryKeys.me,
  queryFn: ({ signal }: { signal: AbortSignal }) => api.me(signal),
  staleTime: 5 * 60_000,
};

export function useMembers() {
  return useQuery(() => ({ queryKey: queryKeys.members, queryFn: ({ signal }) => api.members(signal), staleTime: 5 * 60_000 }));
}

/** My id as it is now known; "" before that. Not reactive. */
export function myId(): string {
  return knownMe()?.id ?? "";
}

/** Whether I may do what needs that level there. The server decides; this only keeps from offering what it would refuse. */
export function mayI(level: AccessLevel, inboxId: string): boolean {
  return levels.indexOf(knownMe()?.access[inboxId] ?? "none") >= levels.indexOf(level);
}

const levels: readonly AccessLevel[] = ["none", "read", "comment", "reply", "manage"];

function knownMe(): Me | undefined {
  return queryClient.getQueryData<Me>(queryKeys.me);
}

/** The member of that id, if the list of members has come. */
export function memberOf(members: readonly MemberView[] | undefined, id: string | undefined): MemberView | undefined {
  return members?.find((member) => member.id === id);
}
