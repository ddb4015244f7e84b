// What became of mail that is not a message of its own: unparsed, unrouted, spam, copies and bounces, each with its reason.
import { A } from "@solidjs/router";
import { useInfiniteQuery } from "@tanstack/solid-query";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import Download from "lucide-solid/icons/download";
import ShieldCheck from "lucide-solid/icons/shield-check";
import { For, Match, Show, Switch } from "solid-js";
import type { LedgerView } from "../../../../functions/api/views.ts";
import { api } from "../../api.ts";
import { queryKeys, readyData } from "../../data/query-client.ts";
import { fullTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { startPath } from "../../place.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";

export function LedgerPage() {
  const ledger = useInfiniteQuery(() => ({
    queryKey: queryKeys.ledger,
    queryFn: ({ pageParam, signal }: { pageParam: string | undefined; signal: AbortSignal }) =>
      api.ledger.list(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor ?? undefined,
    staleTime: 0,
  }));
  const rows = () => readyData(ledger)?.pages.flatMap(({ items }) => items) ?? [];
  document.title = `${t("ledger.title")} · ${t("app.name")}`;
  return (
    <main class="flex h-full flex-col sm:p-2">
      <div class="mx-auto flex min-h-0 w-full max-w-4xl flex-1 flex-col overflow-hidden bg-surface sm:rounded-pane sm:border sm:border-line-subtle">
        <header class="flex shrink-0 items-center gap-3 border-b border-line-subtle px-4 py-3">
          <A
            href={startPath}
            aria-label={t("action.back")}
            title={t("action.back")}
            class="rounded-control p-1.5 text-fg-muted hover:bg-hover"
          >
            <ArrowLeft class="size-5" aria-hidden="true" />
          </A>
          <div>
            <h1 class="text-title font-semibold">{t("ledger.title")}</h1>
            <p class="text-ui text-fg-muted">{t("ledger.purpose")}</p>
          </div>
        </header>
        <div class="min-h-0 flex-1 overflow-y-auto">
          <Switch>
            <Match when={ledger.isError}>
              <ErrorState error={ledger.error} onRetry={() => void ledger.refetch()} />
            </Match>
            <Match when={!ledger.isPending && rows().length === 0}>
              <EmptyState icon={<ShieldCheck aria-hidden="true" />} title={t("ledger.empty")} text={t("ledger.empty.text")} />
            </Match>
            <Match when={rows().length > 0}>
              <ul>
                <For each={rows()}>{(row) => <LedgerRow row={row} />}</For>
              </ul>
              <Show when={ledger.hasNextPage}>
                <div class="flex justify-center p-4">
                  <Button onClick={() => void ledger.fetchNextPage()}>{t("ledger.more")}</Button>
                </div>
              </Show>
            </Match>
          </Switch>
        </div>
      </div>
    </main>
  );
}

function LedgerRow(props: { row: LedgerView }) {
  return (
    <li class="flex flex-wrap items-start gap-x-4 gap-y-1 border-b border-line-subtle px-4 py-3">
      <span class="mt-0.5 rounded-full border border-line px-2 text-meta font-medium text-fg-muted">
        {t(`ledger.state.${props.row.state}`)}
      </span>
      <div class="min-w-48 flex-1">
        <p class="text-ui">{props.row.reason ?? t(`ledger.state.${props.row.state}.text`)}</p>
        <p class="text-meta break-all text-fg-subtle">
          {t("ledger.to", { recipients: props.row.recipients.join(", ") })} · {fullTime(props.row.receivedAt)}
        </p>
      </div>
      <div class="flex items-center gap-4 text-ui text-accent-text">
        <Show when={props.row.conversationId}>{(id) => <A href={`/c/${id()}`}>{t("ledger.conversation")}</A>}</Show>
        <a href={api.ledger.originalAddress(props.row.sesMessageId)} class="inline-flex items-center gap-1">
          <Download class="size-4" aria-hidden="true" />
          {t("ledger.original")}
        </a>
      </div>
    </li>
  );
}
