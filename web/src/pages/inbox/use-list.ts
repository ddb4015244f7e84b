// The list as it is worked with: held order, a cursor that survives what happens to its row, and where to go after closing.
import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from "solid-js";
import { prefetchConversation } from "../../data/conversation.ts";
import { conversations } from "../../data/conversation-table.ts";
import { useFolder } from "../../data/folder.ts";
import { onClosed } from "../../data/verbs.ts";
import type { UsedPlace } from "../../place.ts";
import { follow, type HeldList, hold } from "./held-list.ts";
import { useSelection } from "./selection.ts";

export interface Cursor {
  readonly id: string | undefined;
  /** -1 when the list is empty. */
  readonly index: number;
}

export type UsedList = ReturnType<typeof useList>;

export function useList(place: UsedPlace) {
  const folder = useFolder(place.inboxId, place.folder);
  const [isScrolled, setScrolled] = createSignal(false);
  const [isRowFocused, setRowFocused] = createSignal(false);
  const held = useHeldOrder(
    folder.ids,
    () => `${place.inboxId()}/${place.folder()}`,
    () => isScrolled() || isRowFocused(),
  );
  const cursor = useCursor(held.rows, place.conversationId);
  const selection = useSelection(held.rows, () => `${place.inboxId()}/${place.folder()}`);
  prefetchNeighbours(held.rows, cursor.at);

  /** Moves the cursor; beside an open conversation the next one opens with it. */
  function move(to: number): void {
    const rows = held.rows();
    const id = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (!id) return;
    cursor.choose(id);
    if (place.conversationId()) place.open(id, { instead: true });
  }

  onCleanup(
    onClosed((closedIds) => {
      const openId = place.conversationId();
      if (!openId || !closedIds.includes(openId) || !leavesOnClose(place.folder())) return;
      const rows = held.rows();
      const index = rows.indexOf(openId);
      const staying = (id: string) => !closedIds.includes(id);
      const next = rows.slice(index + 1).find(staying) ?? rows.slice(0, index).findLast(staying);
      place.open(isWide() ? next : undefined, { instead: true });
    }),
  );

  const [focusRequests, setFocusRequests] = createSignal(0);

  /** Moves the cursor and takes what it passes over into the selection. */
  function extendBy(by: number): void {
    const { id: from, index } = cursor.at();
    const to = held.rows()[Math.max(0, Math.min(held.rows().length - 1, index + by))];
    if (!from || !to) return;
    selection.extend(to, from);
    move(index + by);
  }

  return {
    rows: held.rows,
    waiting: held.waiting,
    showWaiting: held.release,
    query: folder.query,
    cursor: cursor.at,
    choose: cursor.choose,
    move,
    moveBy: (by: number) => move(cursor.at().id ? cursor.at().index + by : 0),
    extendBy,
    selection,
    /** What a verb is meant for: what is selected, else the open conversation, else the row under the cursor. */
    targetIds: (): readonly string[] =>
      selection.ids().length > 0 ? selection.ids() : [place.conversationId() ?? cursor.at().id ?? []].flat(),
    setScrolled,
    setRowFocused,
    /** Asks the list to put the focus on the cursor's row. */
    focusCursor: () => setFocusRequests((count) => count + 1),
    focusRequests,
  };
}

interface Order extends HeldList {
  readonly place: string;
  readonly releases: number;
}

function useHeldOrder(live: Accessor<readonly string[]>, place: Accessor<string>, isHeld: Accessor<boolean>) {
  const [releases, setReleases] = createSignal(0);
  const nothing: Order = { ...follow([], conversations.peek), place: "", releases: 0 };
  const order = createMemo<Order>((before) => {
    const mark = { place: place(), releases: releases() };
    conversations.revision();
    const isSamePlace = before.place === mark.place;
    const mayHold = isSamePlace && before.releases === mark.releases && before.rows.length > 0;
    const next =
      isHeld() && mayHold
        ? hold(before, live(), conversations.peek)
        : follow(live(), conversations.peek, isSamePlace ? before.order : []);
    return { ...next, ...mark };
  }, nothing);
  return {
    rows: createMemo(() => order().rows, [], { equals: isSameList }),
    waiting: createMemo(() => order().waiting, [], { equals: isSameList }),
    release: () => setReleases((count) => count + 1),
  };
}

/** When the cursor's row leaves, the cursor stays at its place and so lands on the next one. */
function useCursor(rows: Accessor<readonly string[]>, openId: Accessor<string | undefined>) {
  const [chosen, choose] = createSignal<string | undefined>(undefined, { equals: false });
  const wish = createMemo<{ readonly id: string | undefined }>(() => ({ id: openId() ?? chosen() }));
  interface State extends Cursor {
    readonly wish: { readonly id: string | undefined } | undefined;
  }
  const at = createMemo<State>(
    (before) => {
      const wanted = before.wish === wish() ? before.id : (wish().id ?? before.id);
      const index = wanted === undefined ? -1 : rows().indexOf(wanted);
      if (index >= 0 || wanted === undefined) return { id: wanted, index, wish: wish() };
      const fallback = Math.min(Math.max(before.index, 0), rows().length - 1);
      return before.index < 0
        ? { id: undefined, index: -1, wish: wish() }
        : { id: rows()[fallback], index: fallback, wish: wish() };
    },
    { id: undefined, index: -1, wish: undefined },
    { equals: (a, b) => a.id === b.id && a.index === b.index && a.wish === b.wish },
  );
  return { at: at as Accessor<Cursor>, choose: (id: string | undefined) => choose(id) };
}

/** What is likely to be opened next is there before it is asked for. */
function prefetchNeighbours(rows: Accessor<readonly string[]>, cursor: Accessor<Cursor>): void {
  createEffect(() => {
    const { index } = cursor();
    const near = index < 0 ? [] : [rows()[index], rows()[index + 1], rows()[index - 1]];
    const timer = setTimeout(() => {
      for (const id of near) if (id) prefetchConversation(id);
    }, 200);
    onCleanup(() => clearTimeout(timer));
  });
}

function leavesOnClose(folder: string): boolean {
  return folder !== "all" && folder !== "closed";
}

/** Two panes fit beside each other; on a phone one goes back to the list instead. */
function isWide(): boolean {
  return matchMedia("(min-width: 40rem)").matches;
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}
