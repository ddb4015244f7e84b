// The timeline of one open conversation: what the server last said, and the older pages that were asked for.
import { createComputed, createMemo, createSignal, untrack } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { EntryView } from "../../../../functions/api/views.ts";
import { api } from "../../api.ts";
import { useConversation } from "../../data/conversation.ts";
import { type KnownTimeline, mergeNewest, mergeOlder } from "./merge-entries.ts";
import { quietly } from "./quietly.ts";

export type Timeline = ReturnType<typeof useTimeline>;

/** For a fixed id: the pane makes a new one for each conversation. */
export function useTimeline(id: string) {
  const query = useConversation(() => id);
  const page = quietly(() => query.data);
  const [known, setKnown] = createSignal<KnownTimeline>();
  const [older, setOlder] = createSignal<"idle" | "loading" | "failed">("idle");
  // Patched in place, so that a card, and the frame in it, survives every refetch.
  const [shown, setShown] = createStore<{ entries: EntryView[] }>({ entries: [] });

  const take = (next: KnownTimeline): void => {
    setKnown(next);
    setShown("entries", reconcile([...next.entries], { key: "id", merge: false }));
  };

  createComputed(() => {
    const newest = page();
    if (newest) untrack(() => take(mergeNewest(known(), newest)));
  });

  async function loadOlder(): Promise<void> {
    const cursor = known()?.olderCursor;
    if (!cursor || older() === "loading") return;
    setOlder("loading");
    try {
      const before = await api.conversations.timeline(id, cursor);
      const now = known();
      if (now) take(mergeOlder(now, before));
      setOlder("idle");
    } catch (error) {
      console.warn("older entries did not come", error);
      setOlder("failed");
    }
  }

  return {
    query,
    page,
    entries: () => shown.entries,
    hasOlder: createMemo(() => typeof known()?.olderCursor === "string"),
    older,
    loadOlder,
  };
}
