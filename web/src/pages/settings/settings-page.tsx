// The settings of an inbox: at the left which inbox and which part of them, beside it the part.
import { Navigate, useParams } from "@solidjs/router";
import Compass from "lucide-solid/icons/compass";
import InboxIcon from "lucide-solid/icons/inbox";
import { createEffect, ErrorBoundary, Match, Show, Suspense, Switch } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { InboxView } from "../../api.ts";
import { useInboxes } from "../../data/inboxes.ts";
import { readyData } from "../../data/query-client.ts";
import { addWords, t } from "../../i18n/index.ts";
import { settings as english } from "../../i18n/en-settings.ts";
import { settingsPathOf } from "../../place.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { parts, type SettingsPart } from "./parts.ts";
import { SettingsNav } from "./settings-nav.tsx";

export function SettingsPage() {
  const params = useParams();
  const query = useInboxes();
  const inboxes = () => readyData(query)?.items;
  const inbox = () => inboxes()?.find(({ id }) => id === params["inboxId"]);
  const part = () => parts.find(({ id }) => id === params["part"]) ?? parts[0];
  createEffect(() => {
    document.title = [t(`settings.${part().id}`), inbox()?.name, t("nav.settings"), t("app.name")].filter(Boolean).join(" · ");
  });
  return (
    <div class="grid h-full grid-rows-[auto_minmax(0,1fr)] sm:grid-cols-[13rem_minmax(0,1fr)] sm:grid-rows-1 sm:gap-2 sm:p-2 sm:pl-0 lg:grid-cols-[14.5rem_minmax(0,1fr)]">
      <SettingsNav inboxes={inboxes() ?? []} inbox={inbox()} part={part()} />
      {/* A reader's page has nothing that takes the focus, and is scrolled by keys all the same. */}
      <main
        tabIndex={0}
        class="min-h-0 overflow-y-auto bg-surface -outline-offset-2 sm:rounded-pane sm:border sm:border-line-subtle"
      >
        <Switch>
          <Match when={query.isError}>
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          </Match>
          <Match when={inbox()}>{(here) => <Part inbox={here()} part={part()} />}</Match>
          <Match when={inboxes()}>{(known) => <Elsewhere inboxes={known()} wantedId={params["inboxId"]} />}</Match>
        </Switch>
      </main>
    </div>
  );
}

/** The pages' words come with them. */
export function loadWords(): Promise<void> {
  return addWords(words);
}

const words = {
  en: async () => english,
  es: async () => (await import("../../i18n/es-settings.ts")).settings,
  it: async () => (await import("../../i18n/it-settings.ts")).settings,
};

function Part(props: { inbox: InboxView; part: SettingsPart }) {
  return (
    <div class="mx-auto max-w-180 px-4 pt-5 pb-12 sm:px-8 sm:pt-8">
      <header class="mb-8">
        <p class="truncate text-ui text-fg-muted">
          <span class="font-medium">{props.inbox.name}</span>
          <Show when={props.inbox.addresses[0]}>{(address) => <> · {address()}</>}</Show>
        </p>
        <h1 class="text-page font-semibold">{t(`settings.${props.part.id}`)}</h1>
        <p class="mt-1 text-ui text-fg-muted">{t(`settings.${props.part.id}.purpose`)}</p>
      </header>
      <ErrorBoundary fallback={(error, reset) => <ErrorState error={error} onRetry={reset} />}>
        <Suspense>
          {/* Another inbox begins afresh: what was typed for one is not meant for the next. */}
          <Show when={props.inbox.id} keyed>
            <Dynamic component={props.part.component} inbox={props.inbox} />
          </Show>
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}

/** The address names no inbox, or none that I may read. */
function Elsewhere(props: { inboxes: readonly InboxView[]; wantedId: string | undefined }) {
  return (
    <Switch
      fallback={<EmptyState icon={<Compass aria-hidden="true" />} title={t("not-found.title")} text={t("not-found.text")} />}
    >
      <Match when={props.inboxes.length === 0}>
        <EmptyState
          icon={<InboxIcon aria-hidden="true" />}
          title={t("list.empty.no-inbox")}
          text={t("list.empty.no-inbox.text")}
        />
      </Match>
      <Match when={props.wantedId === undefined && props.inboxes[0]}>
        {(first) => <Navigate href={settingsPathOf(first().id)} />}
      </Match>
    </Switch>
  );
}
