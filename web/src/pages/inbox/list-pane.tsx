// The middle pane: what folder this is, and its conversations, or why there are none to see.
import InboxIcon from "lucide-solid/icons/inbox";
import { createEffect, For, lazy, Match, onCleanup, Show, Suspense, Switch } from "solid-js";
import type { InboxView, Me } from "../../api.ts";
import { countLabel } from "../../i18n/format.ts";
import { everyInbox, sumOfCounts } from "../../data/folders.ts";
import { useMembers } from "../../data/people.ts";
import { readyData } from "../../data/query-client.ts";
import { plural, t } from "../../i18n/index.ts";
import { pathOf, type UsedPlace } from "../../place.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { AfterMoment, Skeleton } from "../../ui/skeleton.tsx";
import { announce } from "../../ui/announce.tsx";
import { ConversationList, NewArrivals } from "./conversation-list.tsx";
import { EmptyFolder } from "./empty-folder.tsx";
import { NavDrawer } from "./nav-drawer.tsx";
import type { UsedList } from "./use-list.ts";

const SelectionBar = lazy(async () => ({ default: (await import("./selection-bar.tsx")).SelectionBar }));
const SpamNote = lazy(async () => ({ default: (await import("./spam-note.tsx")).SpamNote }));

export function ListPane(props: {
  place: UsedPlace;
  list: UsedList;
  inboxName: string;
  inboxes: readonly InboxView[] | undefined;
  me: Me | undefined;
}) {
  const members = useMembers();
  const title = () => t(`folder.${props.place.folder()}`);
  const query = () => props.list.query;
  announceArrivals(() => props.list.waiting().length, title);

  function showNew(): void {
    props.list.showWaiting();
    props.list.move(0);
    props.list.focusCursor();
  }

  return (
    <div class="flex h-full flex-col">
      <header class="flex h-12 shrink-0 items-center gap-2 border-b border-line-subtle px-3.5">
        <Show
          when={props.list.selection.ids().length === 0}
          fallback={
            <Suspense>
              <SelectionBar list={props.list} />
            </Suspense>
          }
        >
          <NavDrawer {...props} />
          <h1 class="truncate text-title font-semibold">{title()}</h1>
          <span class="truncate text-ui text-fg-subtle">{props.inboxName}</span>
          <span class="flex-1" />
          <Show when={countOf(props.inboxes, props.place)}>
            {(count) => (
              <span class="text-caption text-fg-subtle tabular-nums" title={plural("list.count", count())}>
                {countLabel(count())}
              </span>
            )}
          </Show>
        </Show>
      </header>
      <Show when={props.place.folder() === "spam"}>
        {/* As high before it is known, so that the list does not move. */}
        <p class="flex min-h-9 shrink-0 items-center border-b border-line-subtle px-3.5 py-1.5 text-caption text-fg-muted">
          <Suspense>
            <SpamNote inboxId={props.place.inboxId()} />
          </Suspense>
        </p>
      </Show>
      <div class="relative min-h-0 flex-1">
        <Switch>
          <Match when={query().isError && props.list.rows().length === 0}>
            <ErrorState title={t("error.load")} error={query().error} onRetry={() => void query().refetch()} />
          </Match>
          <Match when={query().isPending}>
            <AfterMoment>
              <SkeletonRows />
            </AfterMoment>
          </Match>
          <Match when={props.inboxes?.length === 0}>
            <EmptyState
              icon={<InboxIcon aria-hidden="true" />}
              title={t("list.empty.no-inbox")}
              text={t("list.empty.no-inbox.text")}
            />
          </Match>
          <Match when={props.list.rows().length === 0}>
            <EmptyFolder place={props.place} inboxes={props.inboxes} />
          </Match>
          <Match when={true}>
            <NewArrivals count={props.list.waiting().length} onShow={showNew} />
            <ConversationList
              list={props.list}
              label={`${t("list.label")}: ${title()}`}
              openId={props.place.conversationId()}
              hrefOf={(id) => pathOf({ inboxId: props.place.inboxId(), folder: props.place.folder(), conversationId: id })}
              members={readyData(members)?.items}
              inboxes={props.place.inboxId() === everyInbox ? props.inboxes : undefined}
              saysClosed={props.place.folder() === "all"}
            />
          </Match>
        </Switch>
      </div>
    </div>
  );
}

/** Counts mean work to do: closed, spam and all have none. */
function countOf(inboxes: readonly InboxView[] | undefined, place: UsedPlace): number | undefined {
  const folder = place.folder();
  if (folder === "closed" || folder === "spam" || folder === "all" || !inboxes) return undefined;
  const here = inboxes.filter(({ id }) => place.inboxId() === everyInbox || id === place.inboxId());
  return sumOfCounts(here.map(({ counts }) => counts))[folder];
}

/** Many arrivals in a short time are said once. */
function announceArrivals(count: () => number, folder: () => string): void {
  let said = 0;
  createEffect(() => {
    const waiting = count();
    const timer = setTimeout(() => {
      if (waiting > said) announce(plural("list.new.announce", waiting, { folder: folder() }));
      said = waiting;
    }, 1000);
    onCleanup(() => clearTimeout(timer));
  });
}

function SkeletonRows() {
  return (
    <div role="status" aria-label={t("list.loading")}>
      <For each={[70, 45, 60, 80, 50, 65, 55, 75]}>
        {(percent) => (
          <div class="flex h-20 gap-3 border-b border-line-subtle py-3 pr-3.5 pl-5">
            <Skeleton class="size-9 rounded-full" />
            <div class="flex flex-1 flex-col gap-2 pt-1">
              <Skeleton class="h-3 w-2/5" />
              <Skeleton class="h-3" />
              <div class={percent > 60 ? "w-4/5" : "w-3/5"}>
                <Skeleton class="h-2.5" />
              </div>
            </div>
          </div>
        )}
      </For>
    </div>
  );
}
