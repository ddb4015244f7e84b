// Every shortcut that can be used, by group, with a filter; and the switch for those of a single key.
import { createMemo, createSignal, For, Show } from "solid-js";
import { type Key, t } from "../i18n/index.ts";
import { type Action, type ActionGroup, actions, areSingleKeysOn, keyLabel, switchSingleKeys } from "../keyboard.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Kbd } from "../ui/kbd.tsx";

const groups = ["conversation", "list", "composer", "go", "general"] as const satisfies readonly ActionGroup[];

export function ShortcutHelp(props: { onClose: () => void }) {
  const [text, setText] = createSignal("");
  const matching = createMemo(() => matchingActions(actions(), text()));
  return (
    <Dialog isOpen={true} onOpenChange={(isOpen) => !isOpen && props.onClose()} title={t("shortcuts.title")}>
      <div class="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
        <input
          type="search"
          autofocus
          aria-label={t("shortcuts.filter")}
          placeholder={t("shortcuts.filter")}
          class="h-9 min-w-48 flex-1 rounded-control border border-line-strong bg-surface px-3 text-ui outline-offset-0 placeholder:text-fg-subtle"
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <label class="flex items-center gap-2 text-ui text-fg-muted">
          <input
            type="checkbox"
            class="size-4 accent-accent"
            checked={areSingleKeysOn()}
            onChange={(event) => switchSingleKeys(event.currentTarget.checked)}
          />
          {t("shortcuts.enabled")}
        </label>
      </div>
      <Show when={matching().length > 0} fallback={<p class="py-6 text-center text-ui text-fg-muted">{t("shortcuts.none")}</p>}>
        <div class="gap-8 sm:columns-2">
          <For each={groups}>
            {(group) => <Group name={group} actions={matching().filter((action) => action.group === group)} />}
          </For>
        </div>
      </Show>
    </Dialog>
  );
}

function Group(props: { name: ActionGroup; actions: readonly Action[] }) {
  const title: Key = `shortcuts.group.${props.name}`;
  return (
    <Show when={props.actions.length > 0}>
      <section class="mb-5 break-inside-avoid">
        <h3 class="mb-1 text-caption font-medium text-fg-subtle">{t(title)}</h3>
        <dl>
          <For each={props.actions}>
            {(action) => (
              <div class="flex min-h-8 items-center justify-between gap-4">
                <dt class="text-ui text-fg">{action.label()}</dt>
                <dd>
                  <Kbd keys={keyLabel(action.keys[0] ?? "")} />
                </dd>
              </div>
            )}
          </For>
        </dl>
      </section>
    </Show>
  );
}

/** Each action once (a list and a pane may both register it), those with a key and a name, that the text finds. */
export function matchingActions(all: readonly Action[], text: string): readonly Action[] {
  const byId = new Map(all.map((action) => [action.id, action]));
  const wanted = text.trim().toLowerCase();
  return [...byId.values()].filter(
    ({ keys, label }) => keys.length > 0 && label() !== "" && label().toLowerCase().includes(wanted),
  );
}
