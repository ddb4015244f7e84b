// A conversation that was looked at for a moment counts as read; one that was put back to unread stays so until news come.
import { type Accessor, createEffect, onCleanup, untrack } from "solid-js";
import type { ConversationView } from "../../../../functions/api/views.ts";
import { markRead } from "../../data/verbs.ts";

export const readAfterMs = 1500;

/** Starts counting when the last entry changes, and only while the page is in view. */
export function useMarkRead(conversation: Accessor<ConversationView>, lastEntryId: Accessor<string | undefined>): void {
  createEffect(() => {
    lastEntryId();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") timer = setTimeout(mark, readAfterMs);
    };
    const mark = (): void => {
      document.removeEventListener("visibilitychange", look);
      const now = untrack(conversation);
      if (now.isUnread) void markRead({ ...now });
    };
    document.addEventListener("visibilitychange", look);
    look();
    onCleanup(() => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    });
  });
}
