// The inbox: folders, the list of one of them, and the conversation that is open. On a phone one of the two last at a time.
import type { RouteSectionProps } from "@solidjs/router";
import MessagesSquare from "lucide-solid/icons/messages-square";
import { createEffect, createMemo, ErrorBoundary, lazy, Show, Suspense } from "solid-js";
import { conversations } from "../../data/conversation-table.ts";
import { everyInbox } from "../../data/folders.ts";
import { useInboxes } from "../../data/inboxes.ts";
import { useMe } from "../../data/people.ts";
import { readyData } from "../../data/query-client.ts";
import { t } from "../../i18n/index.ts";
import { whenIdle } from "../../idle.ts";
import { keyLabel } from "../../keyboard.ts";
import { usePlace } from "../../place.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { question as toRepair } from "../conversation/repair/ask.ts";
import { AssignPicker } from "./assign-picker.tsx";
import { ListPane } from "./list-pane.tsx";
import { FolderNav } from "./folder-nav.tsx";
import { useInboxActions } from "./use-inbox-actions.ts";
import { useList } from "./use-list.ts";

const loadPane = () => import("../conversation/conversation-pane.tsx");
const loadRepair = () => import("../conversation/repair/repair-dialogs.tsx");
const RepairDialogs = lazy(async () => ({ default: (await loadRepair()).RepairDialogs }));
const ConversationPane = lazy(async () => ({ default: (await loadPane()).ConversationPane }));

export function InboxPage(_props: RouteSectionProps) {
  const place = usePlace();
  const me = useMe();
  const inboxes = useInboxes();
  const list = useList(place);
  useInboxActions(place, list, () => readyData(inboxes)?.items ?? []);
  const inboxName = createMemo(
    () =>
      readyData(inboxes)?.items.find(({ id }) => id === place.inboxId())?.name ??
      (place.inboxId() === everyInbox ? t("nav.all") : ""),
  );

  /** What was selected for it has been seen to. */
  function showRepaired(conversationId: string): void {
    list.selection.clear();
    place.open(conversationId);
  }

  createEffect(() => {
    const subject = conversations.peek(place.conversationId() ?? "")?.subject;
    document.title = [subject ?? t(`folder.${place.folder()}`), inboxName(), t("app.name")].filter(Boolean).join(" · ");
  });
  // Not while the list itself is still on its way.
  createEffect(() => {
    if (!list.query.isPending) whenIdle(() => void Promise.all([loadPane(), loadRepair()]));
  });

  return (
    <div class="grid h-full sm:grid-cols-[3.5rem_clamp(15rem,34vw,20rem)_minmax(0,1fr)] sm:gap-2 sm:p-2 sm:pl-0 lg:grid-cols-[14.5rem_clamp(18.5rem,26vw,23rem)_minmax(0,1fr)]">
      <a
        href="#conversations"
        class="fixed top-2 left-2 z-50 -translate-y-16 rounded-control bg-accent px-3 py-2 text-ui text-fg-on-accent focus:translate-y-0"
      >
        {t("app.skip")}
      </a>
      <FolderNav place={place} inboxes={readyData(inboxes)?.items} me={readyData(me)} />
      <main
        class="min-h-0 overflow-hidden bg-surface sm:rounded-pane sm:border sm:border-line-subtle"
        classList={{ "max-sm:hidden": !!place.conversationId() }}
      >
        <ErrorBoundary fallback={(error, reset) => <ErrorState error={error} onRetry={reset} />}>
          <ListPane place={place} list={list} inboxName={inboxName()} inboxes={readyData(inboxes)?.items} me={readyData(me)} />
        </ErrorBoundary>
      </main>
      <section
        id="conversation"
        tabIndex={-1}
        aria-label={t("shortcuts.group.conversation")}
        class="min-h-0 min-w-0 overflow-hidden bg-surface outline-none sm:rounded-pane sm:border sm:border-line-subtle"
        classList={{ "max-sm:hidden": !place.conversationId() }}
      >
        <Show when={place.conversationId()} fallback={<NothingOpen />}>
          {(id) => (
            <ErrorBoundary fallback={(error, reset) => <ErrorState error={error} onRetry={reset} />}>
              <Suspense>
                <ConversationPane conversationId={id()} onOpen={place.open} />
              </Suspense>
            </ErrorBoundary>
          )}
        </Show>
      </section>
      <AssignPicker />
      <Suspense>
        <Show when={toRepair()}>
          <RepairDialogs onOpen={showRepaired} />
        </Show>
      </Suspense>
    </div>
  );
}

function NothingOpen() {
  return (
    <EmptyState
      icon={<MessagesSquare aria-hidden="true" />}
      title={t("pane.empty.title")}
      text={t("pane.empty.text", { next: keyLabel("j") || "↓", open: keyLabel("Enter") })}
    />
  );
}
