// Choosing a conversation: those with the same contact and the latest ones, filtered by a few letters, or any one by its number.
import { useQuery } from "@tanstack/solid-query";
import { createMemo, createSignal, createUniqueId, For, type JSX, Show } from "solid-js";
import type { ConversationView } from "../../../../../functions/api/views.ts";
import { api } from "../../../api.ts";
import { now } from "../../../clock.ts";
import { queryKeys, readyData } from "../../../data/query-client.ts";
import { shortTime } from "../../../i18n/format.ts";
import { t } from "../../../i18n/index.ts";
import { nameOf } from "../../../mail/entry-words.ts";
import { StatusPill } from "../../../ui/status-pill.tsx";
import { quietly } from "../quietly.ts";
import { plain } from "../../../plain.ts";

/** Offers what `conversation` may have to do with, never itself; or some that are given. */
export function ConversationPicker(
  props: ({ conversation: ConversationView; among?: never } | { among: readonly ConversationView[]; conversation?: never }) & {
    onPick: (conversation: ConversationView) => void;
  },
): JSX.Element {
  const listId = createUniqueId();
  const [text, setText] = createSignal("");
  const [position, setPosition] = createSignal(0);
  const number = () => numberIn(text());
  const related = useQuery(() => ({
    queryKey: queryKeys.related(props.conversation?.id ?? ""),
    queryFn: ({ signal }) => api.conversations.related(props.conversation?.id ?? "", signal),
    enabled: props.conversation !== undefined,
    staleTime: 0,
  }));
  const numbered = useQuery(() => ({
    queryKey: queryKeys.numbered(number() ?? 0),
    queryFn: ({ signal }) => api.conversations.numbered(number() ?? 0, signal),
    enabled: number() !== undefined,
    retry: false,
  }));
  const offered = quietly(() => props.among ?? readyData(related)?.items ?? []);
  const byNumber = quietly(() => (number() === undefined ? undefined : readyData(numbered)));
  const choices = createMemo(() => {
    const named = byNumber();
    const fitting = offered().filter((one) => fits(one, text())) ?? [];
    return [...(named ? [named] : []), ...fitting.filter(({ id }) => id !== named?.id)].filter(
      ({ id }) => id !== props.conversation?.id,
    );
  });
  const optionId = (index: number) => `${listId}-${index}`;

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const chosen = choices()[position()];
    if (step !== 0) setPosition((position() + step + choices().length) % Math.max(choices().length, 1));
    else if (event.key === "Enter" && !event.isComposing && chosen) props.onPick(chosen);
    else return;
    event.preventDefault();
    document.getElementById(optionId(position()))?.scrollIntoView({ block: "nearest" });
  }

  return (
    <div class="flex flex-col gap-2">
      <input
        type="text"
        role="combobox"
        aria-label={t("repair.find")}
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={choices().length > 0 ? optionId(position()) : undefined}
        placeholder={t("repair.find")}
        autocomplete="off"
        autofocus
        class="h-9 w-full rounded-control border border-line bg-surface px-3 text-ui text-fg placeholder:text-fg-subtle"
        value={text()}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setPosition(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div role="listbox" id={listId} aria-label={t("repair.choices")} class="max-h-[44vh] overflow-y-auto">
        <For each={choices()} fallback={<p class="py-4 text-center text-fg-muted text-ui">{t("repair.none")}</p>}>
          {(one, index) => (
            <div
              role="option"
              id={optionId(index())}
              aria-selected={position() === index()}
              class="cursor-pointer rounded-input px-2 py-1.5 aria-selected:bg-hover"
              onPointerMove={() => setPosition(index())}
              onClick={() => props.onPick(one)}
            >
              <span class="flex items-baseline gap-2">
                <span class="min-w-0 flex-1 truncate text-fg text-ui">
                  <bdi>{nameOf(one)}</bdi>
                </span>
                <Show when={one.closure}>
                  <StatusPill isClosed={true} />
                </Show>
                <time class="shrink-0 text-fg-subtle text-meta tabular-nums" datetime={one.activityAt}>
                  {shortTime(one.activityAt, now())}
                </time>
              </span>
              <span class="block truncate text-fg-subtle text-meta">
                <bdi>{one.contact.name || one.contact.address}</bdi> · {one.snippet}
              </span>
            </div>
          )}
        </For>
      </div>
    </div>
  );
}

function numberIn(text: string): number | undefined {
  const digits = /^#?(\d{1,15})$/.exec(text.trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function fits({ subject, contact, number, snippet }: ConversationView, text: string): boolean {
  const words = `#${number ?? ""} ${subject} ${contact.name} ${contact.address} ${snippet}`;
  return plain(words).includes(plain(text.trim()));
}
