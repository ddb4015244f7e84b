// Changes on their way to the server: in order for each conversation, held while the browser is offline.
import { queryClient } from "./query-client.ts";

/** Sends after everything that was sent before for the same conversation. Waits while offline. */
export function inOrder<Result>(conversationId: string, send: () => Promise<Result>): Promise<Result> {
  const mutation = queryClient.getMutationCache().build<Result, Error, void, unknown>(queryClient, {
    mutationFn: send,
    scope: { id: conversationId },
    gcTime: 0,
  });
  return mutation.execute();
}
