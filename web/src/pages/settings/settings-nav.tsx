// Which inbox, and which part of its settings: a tree at the left, or on a phone a choice above a row of parts.
import { A, useNavigate } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import { For, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { InboxView } from "../../api.ts";
import { everyInbox } from "../../data/folders.ts";
import { t } from "../../i18n/index.ts";
import { pathOf, settingsPathOf } from "../../place.ts";
import { Select } from "../../ui/select.tsx";
import { parts, type SettingsPart } from "./parts.ts";

interface Shown {
  readonly inboxes: readonly InboxView[];
  readonly inbox: InboxView | undefined;
  readonly part: SettingsPart;
}

export function SettingsNav(props: Shown) {
  return (
    <nav aria-label={t("nav.settings")} class="flex min-h-0 flex-col max-sm:border-b max-sm:border-line-subtle max-sm:bg-surface">
      <div class="flex h-12 shrink-0 items-center gap-1.5 px-2">
        <A
          href={pathOf({ inboxId: props.inbox?.id ?? everyInbox, folder: "open" })}
          aria-label={t("action.back")}
          title={t("action.back")}
          class="flex size-8 items-center justify-center rounded-control text-fg-muted hover:bg-active hover:text-fg pointer-coarse:size-11"
        >
          <ArrowLeft class="size-4.5" aria-hidden="true" />
        </A>
        <span class="truncate text-title font-semibold">{t("nav.settings")}</span>
      </div>
      <Tree {...props} />
      <Show when={props.inbox}>{(inbox) => <Row inboxes={props.inboxes} inbox={inbox()} part={props.part} />}</Show>
    </nav>
  );
}

function Tree(props: Shown) {
  return (
    <ul class="flex min-h-0 flex-1 flex-col gap-1 overflow-y-auto px-2 py-1 max-sm:hidden">
      <For each={props.inboxes}>
        {({ id, name }) => (
          <li>
            <a
              link
              href={settingsPathOf(id, props.part.id)}
              aria-current={props.inbox?.id === id ? "true" : undefined}
              class="flex h-8 items-center rounded-control px-2.5 text-ui font-medium text-fg-muted hover:bg-active hover:text-fg aria-[current=true]:text-fg pointer-coarse:h-11"
            >
              <span class="truncate">{name}</span>
            </a>
            <Show when={props.inbox?.id === id}>
              <ul class="flex flex-col gap-px pb-2">
                <For each={parts}>
                  {(part) => (
                    <li>
                      <a
                        link
                        href={settingsPathOf(id, part.id)}
                        aria-current={props.part.id === part.id ? "page" : undefined}
                        class="flex h-8 items-center gap-2.5 rounded-control pr-2 pl-5 text-ui text-fg-muted hover:bg-active hover:text-fg aria-[current=page]:bg-selected aria-[current=page]:font-medium aria-[current=page]:text-accent-text pointer-coarse:h-11"
                      >
                        <Dynamic component={part.icon} class="size-4 shrink-0" aria-hidden="true" />
                        <span class="truncate">{t(`settings.${part.id}`)}</span>
                      </a>
                    </li>
                  )}
                </For>
              </ul>
            </Show>
          </li>
        )}
      </For>
    </ul>
  );
}

function Row(props: Shown & { inbox: InboxView }) {
  const navigate = useNavigate();
  return (
    <div class="sm:hidden">
      <Show when={props.inboxes.length > 1}>
        <div class="px-4 pb-2">
          <Select
            label={t("nav.inboxes")}
            value={props.inbox.id}
            options={props.inboxes.map(({ id, name }) => ({ value: id, label: name }))}
            class="w-full"
            onChoose={(id) => navigate(settingsPathOf(id, props.part.id))}
          />
        </div>
      </Show>
      <ul class="flex gap-1 overflow-x-auto px-2">
        <For each={parts}>
          {(part) => (
            <li class="shrink-0">
              <a
                link
                href={settingsPathOf(props.inbox.id, part.id)}
                aria-current={props.part.id === part.id ? "page" : undefined}
                class="flex h-11 items-center border-b-2 border-transparent px-2 text-ui text-fg-muted aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-accent-text"
              >
                {t(`settings.${part.id}`)}
              </a>
            </li>
          )}
        </For>
      </ul>
    </div>
  );
}
