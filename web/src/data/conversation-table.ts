// Every conversation the page knows, once: what the server said, with the changes that are on their way laid over it.
import { batch, createSignal } from "solid-js";
import { createStore, reconcile, type Store } from "solid-js/store";
import type { ConversationView } from "../../../functions/api/views.ts";

/** What a change makes of a conversation. Must give the same answer when applied again. */
export type Patch = (conversation: ConversationView) => ConversationView;

/** A change that is shown but not yet confirmed. */
export interface PendingPatch {
  /** Takes the change away again: it was refused, or the server's own word has arrived. */
  drop(): void;
  /** It was accepted, and the server's own word has not arrived: goes on as if it had. */
  keep(): void;
}

interface Entry {
  server: ConversationView;
  shown: ConversationView;
  readonly patches: Set<Patch>;
  /** The clock when a change of ours was last accepted: what was asked for before it may not know of it. */
  keptAt: number;
  /** Made when a row is first drawn: a store for each of 100,000 cold rows costs seconds. */
  store?: readonly [Store<ConversationView>, (next: ConversationView) => void];
}

export type ConversationTable = ReturnType<typeof createConversationTable>;

export function createConversationTable() {
  const entries = new Map<string, Entry>();
  const touches = new Map<string, number>();
  const [revision, setRevision] = createSignal(0);
  let clock = 0;

  function accept(conversation: ConversationView, askedAt = clock): void {
    const known = entries.get(conversation.id);
    if (!known) {
      entries.set(conversation.id, { server: conversation, shown: conversation, patches: new Set(), keptAt: 0 });
      return;
    }
    if (conversation.version < known.server.version) return;
    // Reading raises no version, so only the moment of asking tells an old answer from a new one.
    const isOld = askedAt < known.keptAt && conversation.version === known.server.version;
    known.server = isOld ? { ...conversation, isUnread: known.server.isUnread } : conversation;
    show(known);
  }

  function show(entry: Entry): void {
    let shown = entry.server;
    for (const patch of entry.patches) shown = patch(shown);
    entry.shown = shown;
    entry.store?.[1](shown);
  }

  function touch(id: string): void {
    clock += 1;
    touches.set(id, clock);
  }

  function bump(): void {
    setRevision((value) => value + 1);
  }

  return {
    /** Changes whenever any conversation does: for what is computed from many of them. */
    revision,

    /** Counts single arrivals, so that a list can tell what came after it was fetched. */
    clock: () => clock,

    /** Ids of the conversations that arrived or changed one by one after that moment of the clock. */
    touchedSince(moment: number): string[] {
      return [...touches].filter(([, at]) => at > moment).map(([id]) => id);
    },

    /** As it is shown, now. Not reactive. */
    peek: (id: string): ConversationView | undefined => entries.get(id)?.shown,

    /** Of several, those that are known. Not reactive. */
    peekAll: (ids: readonly string[]): readonly ConversationView[] => ids.flatMap((id) => entries.get(id)?.shown ?? []),

    /** As it is shown, field by field reactive: only for what is on screen. */
    row(id: string): Store<ConversationView> | undefined {
      const entry = entries.get(id);
      if (!entry) return undefined;
      entry.store ??= rowStore(entry.shown);
      return entry.store[0];
    },

    /** The version the server last told. */
    version: (id: string): number | undefined => entries.get(id)?.server.version,

    /** Takes a page of a list. An older version than the known one is ignored. */
    putPage(conversations: readonly ConversationView[]): void {
      batch(() => {
        for (const conversation of conversations) accept(conversation);
        bump();
      });
    },

    /** Takes one conversation by itself: it may now belong into lists that were fetched before. `askedAt`: the clock at that time. */
    put(conversation: ConversationView, askedAt?: number): void {
      batch(() => {
        accept(conversation, askedAt);
        touch(conversation.id);
        bump();
      });
    },

    /** Shows a change before the server knows of it. */
    patch(id: string, patch: Patch): PendingPatch {
      const entry = entries.get(id);
      const apply = (change: () => void) =>
        batch(() => {
          change();
          if (entry) show(entry);
          touch(id);
          bump();
        });
      apply(() => entry?.patches.add(patch));
      return {
        drop: () => apply(() => entry?.patches.delete(patch)),
        keep: () =>
          apply(() => {
            if (!entry?.patches.delete(patch)) return;
            entry.server = patch(entry.server);
            entry.keptAt = clock + 1;
          }),
      };
    },

    /** It is gone, or may no longer be seen. */
    forget(id: string): void {
      if (!entries.delete(id)) return;
      touches.delete(id);
      bump();
    },
  };
}

function rowStore(conversation: ConversationView): NonNullable<Entry["store"]> {
  const [store, setStore] = createStore({ ...conversation });
  return [store, (next) => setStore(reconcile({ ...next }))];
}

export const conversations = createConversationTable();
