// Everything that happened, oldest first. It opens where reading goes on, and moves by itself only for who is at the end.
import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import { createEffect, createMemo, createSignal, For, type JSX, onMount, Show, untrack } from "solid-js";
import type { ConversationView } from "../../../../functions/api/views.ts";
import { plural, t } from "../../i18n/index.ts";
import { useActions } from "../../keyboard.ts";
import { firstUnreadId, openedIds } from "./reading-place.ts";
import { TimelineEntry } from "./timeline-entry.tsx";
import { createTimelineScroll } from "./timeline-scroll.ts";
import { timelineRows } from "./timeline-rows.ts";
import type { Timeline as TimelineData } from "./use-timeline.ts";

export interface TimelineProps {
  readonly conversation: ConversationView;
  readonly timeline: TimelineData;
  /** An entry to bring into view; a new object each time it is asked for. */
  readonly target: { readonly entryId: string } | undefined;
}

export function Timeline(props: TimelineProps): JSX.Element {
  const scroll = createTimelineScroll();
  const [hasNews, setHasNews] = createSignal(false);
  const entries = () => props.timeline.entries();
  const rows = createMemo(() => new Map(timelineRows(entries()).map((row) => [row.id, row])));
  const startId = untrack(() => firstUnreadId(entries(), props.conversation.isUnread));
  const [opened, setOpened] = createSignal(untrack(() => openedIds(entries(), startId)));

  const hiddenMessages = (): number =>
    props.conversation.messageCount - entries().filter((entry) => entry.kind === "received" || entry.kind === "sent").length;

  onMount(() => {
    if (startId) scroll.settleAt(startId);
  });

  // Only what comes after the first look is news.
  let lastSeenId = untrack(() => entries().at(-1)?.id);
  createEffect(() => {
    const arrived = entries().slice(entries().findIndex((entry) => entry.id === lastSeenId) + 1);
    const last = arrived.at(-1);
    if (!last) return;
    lastSeenId = last.id;
    untrack(() => {
      setOpened((all) => new Set([...all, ...arrived.map((entry) => entry.id)]));
      if (scroll.isAtEnd()) scroll.settleAt(last.id);
      else if (arrived.some((entry) => entry.kind !== "change")) setHasNews(true);
    });
  });

  createEffect(() => {
    const target = props.target;
    if (target) untrack(() => show(target.entryId));
  });

  function show(entryId: string): void {
    setOpened((all) => new Set([...all, entryId]));
    setHasNews(false);
    scroll.settleAt(entryId);
  }

  const toggle = (id: string): void => {
    setOpened((all) => (all.has(id) ? new Set([...all].filter((one) => one !== id)) : new Set([...all, id])));
  };
  const toggleAll = (): void => {
    const all = entries().map((entry) => entry.id);
    setOpened((open) => (all.every((id) => open.has(id)) ? openedIds(entries(), startId) : new Set(all)));
  };

  useActions([
    {
      id: "timeline.toggle-all",
      label: () => t("conversation.toggle-all"),
      group: "conversation",
      keys: ["Shift+o"],
      run: toggleAll,
    },
    {
      id: "timeline.next",
      label: () => t("conversation.next-message"),
      group: "conversation",
      keys: ["Alt+ArrowDown"],
      run: () => scroll.step(1),
    },
    {
      id: "timeline.previous",
      label: () => t("conversation.previous-message"),
      group: "conversation",
      keys: ["Alt+ArrowUp"],
      run: () => scroll.step(-1),
    },
  ]);

  return (
    <div class="relative min-h-0 flex-1">
      <div
        ref={scroll.setContainer}
        tabindex={0}
        role="group"
        aria-label={t("conversation.timeline")}
        aria-busy={props.timeline.older() === "loading"}
        onScroll={() => {
          if (scroll.isAtEnd()) setHasNews(false);
        }}
        class="h-full overflow-y-auto bg-sunken px-4 py-4 outline-none max-sm:px-2 max-sm:py-2"
      >
        <div ref={scroll.setContent} class="mx-auto flex max-w-[860px] flex-col gap-3">
          <Show when={props.timeline.hasOlder()}>
            <button
              type="button"
              disabled={props.timeline.older() === "loading"}
              onClick={() => void scroll.keepPlace(() => props.timeline.loadOlder())}
              class="mx-auto flex h-8 items-center gap-1.5 rounded-full border border-line bg-surface px-3 font-medium text-caption text-fg-muted hover:bg-hover hover:text-fg disabled:text-fg-disabled"
            >
              <ArrowUp class="size-3.5" aria-hidden="true" />
              {olderLabel(props.timeline.older(), hiddenMessages())}
            </button>
          </Show>
          <For each={[...rows().keys()]}>
            {(id) => (
              <Show when={rows().get(id)}>
                {(row) => (
                  <div
                    data-entry={id}
                    data-folded={row().kind === "card" && !opened().has(id) ? "" : undefined}
                    class="[&[data-folded]+[data-folded]]:-mt-2"
                  >
                    <TimelineEntry row={row()} isOpen={opened().has(id)} onToggle={() => toggle(id)} />
                  </div>
                )}
              </Show>
            )}
          </For>
        </div>
      </div>
      <Show when={hasNews()}>
        <button
          type="button"
          onClick={() => {
            const last = entries().findLast((entry) => entry.kind !== "change");
            if (last) show(last.id);
          }}
          class="absolute bottom-3 left-1/2 flex h-8 -translate-x-1/2 animate-rise items-center gap-1.5 rounded-full bg-accent px-3.5 font-medium text-caption text-fg-on-accent shadow-popover hover:bg-accent-hover"
        >
          {t("conversation.new-message")}
          <ArrowDown class="size-3.5" aria-hidden="true" />
        </button>
      </Show>
      <p role="status" class="sr-only">
        {hasNews() ? t("conversation.new-message") : ""}
      </p>
    </div>
  );
}

function olderLabel(state: "idle" | "loading" | "failed", count: number): string {
  if (state === "loading") return t("conversation.older.loading");
  if (state === "failed") return t("conversation.older.failed");
  return count > 0 ? plural("conversation.older", count) : t("conversation.older.events");
}
