// The virtual list: a grid of rows of which only those in sight exist, with one cursor that the keyboard moves.
import { createEffect, createSignal, Show } from "solid-js";
import { Virtualizer, type VirtualizerHandle } from "virtua/solid";
import type { InboxView, MemberView } from "../../api.ts";
import { plural, t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { ListRow, rowHeightPx } from "./list-row.tsx";
import type { UsedList } from "./use-list.ts";

const fetchAheadRows = 15;

export function ConversationList(props: {
  list: UsedList;
  label: string;
  openId: string | undefined;
  hrefOf: (id: string) => string;
  members: readonly MemberView[] | undefined;
  inboxes: readonly InboxView[] | undefined;
  saysClosed: boolean;
}) {
  const [handle, setHandle] = createSignal<VirtualizerHandle>();
  const query = () => props.list.query;
  let grid: HTMLDivElement | undefined;
  let hadFocus = false;

  /** The cursor's row is always mounted, so it can be focused even when it was scrolled away. */
  function focusCursor(): void {
    const { id, index } = props.list.cursor();
    if (!id || !grid) return;
    handle()?.scrollToIndex(index, { align: "nearest" });
    grid.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
  }

  createEffect(() => {
    if (props.list.focusRequests() > 0) queueMicrotask(focusCursor);
  });

  // The row that had the focus is gone, and with it the focus: the next row takes it.
  createEffect(() => {
    props.list.cursor();
    if (hadFocus && document.activeElement === document.body) queueMicrotask(focusCursor);
  });

  function onScroll(offset: number): void {
    props.list.setScrolled(offset > 4);
    const end = handle();
    if (!end) return;
    const isNearEnd = end.scrollSize - offset - end.viewportSize < fetchAheadRows * rowHeightPx;
    if (isNearEnd && query().hasNextPage && !query().isFetchingNextPage && !query().isFetchNextPageError)
      void query().fetchNextPage();
  }

  function onFocusIn(event: FocusEvent): void {
    const id = rowIdAt(event.target);
    hadFocus = true;
    props.list.setRowFocused(id !== undefined);
    if (id && id !== props.list.cursor().id) props.list.choose(id);
  }

  /** Not at once: when the focused row leaves, the next one takes the focus in the same moment, and the list stays held. */
  function onFocusOut(): void {
    setTimeout(() => {
      if (grid?.contains(document.activeElement)) return;
      hadFocus = false;
      props.list.setRowFocused(false);
    });
  }

  /** Would select text and move the cursor, from which the rows are to be selected. */
  function onMouseDown(event: MouseEvent): void {
    if (event.shiftKey && rowIdAt(event.target)) event.preventDefault();
  }

  /** With Shift, a click on a row selects up to it; so does one on its checkbox. */
  function onClick(event: MouseEvent): void {
    const id = rowIdAt(event.target);
    const isOnCheckbox = event.target instanceof Element && event.target.closest("[data-select]") !== null;
    if (!id || !(isOnCheckbox || event.shiftKey)) return;
    if (event.shiftKey) props.list.selection.extend(id, props.list.cursor().id);
    else props.list.selection.toggle(id);
    props.list.choose(id);
    event.preventDefault();
  }

  return (
    <div
      ref={grid}
      id="conversations"
      role="grid"
      aria-multiselectable="true"
      aria-label={props.label}
      aria-rowcount={query().hasNextPage ? -1 : props.list.rows().length}
      class="h-full overflow-y-auto overscroll-contain outline-none"
      tabIndex={props.list.cursor().id ? -1 : 0}
      onFocusIn={onFocusIn}
      onFocusOut={onFocusOut}
      onMouseDown={onMouseDown}
      onClick={onClick}
    >
      <Virtualizer
        ref={setHandle}
        data={props.list.rows()}
        itemSize={rowHeightPx}
        keepMounted={props.list.cursor().index >= 0 ? [props.list.cursor().index] : []}
        onScroll={onScroll}
      >
        {(id, index) => (
          <ListRow
            id={id}
            index={index()}
            href={props.hrefOf(id)}
            isAtCursor={props.list.cursor().id === id}
            isOpen={props.openId === id}
            isSelected={props.list.selection.has(id)}
            areSomeSelected={props.list.selection.ids().length > 0}
            members={props.members}
            inboxes={props.inboxes}
            saysClosed={props.saysClosed}
          />
        )}
      </Virtualizer>
      <Show when={query().isFetchNextPageError}>
        <div class="flex items-center justify-center gap-3 p-3 text-ui text-fg-muted">
          {t("list.more-failed")}
          <Button size="small" onClick={() => void query().fetchNextPage()}>
            {t("action.retry")}
          </Button>
        </div>
      </Show>
    </div>
  );
}

/** What arrived while the list was held, at its top edge. */
export function NewArrivals(props: { count: number; onShow: () => void }) {
  return (
    <Show when={props.count > 0}>
      <div class="pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center">
        <button
          type="button"
          class="pointer-events-auto flex h-7 animate-rise items-center gap-1.5 rounded-full bg-accent px-3 text-caption font-medium text-fg-on-accent shadow-popover hover:bg-accent-hover pointer-coarse:h-11"
          onClick={props.onShow}
        >
          <span aria-hidden="true">↑</span>
          {plural("list.new", props.count)}
        </button>
      </div>
    </Show>
  );
}

function rowIdAt(target: EventTarget | null): string | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>("[data-row]") : null;
  return row?.dataset["row"];
}
