// Reply or note: two tabs that nobody should confuse.
import ChevronDown from "lucide-solid/icons/chevron-down";
import Lock from "lucide-solid/icons/lock";
import Reply from "lucide-solid/icons/reply";
import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { t } from "../i18n/index.ts";
import { IconButton } from "../ui/icon-button.tsx";
import type { ComposerState } from "./composer-state.ts";
import type { ComposerMode } from "./drafts.ts";

export function ModeTabs(props: { state: ComposerState; isReplyAllowed: boolean }): JSX.Element {
  const isNote = (): boolean => props.state.mode() === "note";
  return (
    <div
      class="flex items-center gap-1 border-b px-2 pt-1.5 pb-1.5"
      classList={{ "border-note-border": isNote(), "border-line-subtle": !isNote() }}
    >
      <Show when={props.isReplyAllowed}>
        <Tab mode="reply" state={props.state} label={t("composer.reply")} icon={<Reply class="size-3.5" aria-hidden="true" />} />
      </Show>
      <Tab mode="note" state={props.state} label={t("composer.note")} icon={<Lock class="size-3.5" aria-hidden="true" />} />
      <Show when={isNote()}>
        <span class="ms-1 truncate text-caption text-note-fg max-sm:hidden">{t("composer.note.who-sees")}</span>
      </Show>
      <span class="flex-1" />
      <IconButton size="small" label={t("composer.leave")} keys="Esc" onClick={() => props.state.leave()}>
        <ChevronDown class="size-4" aria-hidden="true" />
      </IconButton>
    </div>
  );
}

function Tab(props: { mode: ComposerMode; state: ComposerState; label: string; icon: JSX.Element }): JSX.Element {
  const isOn = (): boolean => props.state.mode() === props.mode;
  return (
    <button
      type="button"
      aria-pressed={isOn()}
      onClick={() => props.state.open(props.mode)}
      class="flex h-7 items-center gap-1.5 rounded-input px-2.5 font-medium text-caption pointer-coarse:h-9"
      classList={{
        "bg-active text-fg": isOn() && props.mode === "reply",
        "bg-note-border text-note-fg": isOn() && props.mode === "note",
        "text-fg-muted hover:bg-hover hover:text-fg": !isOn(),
      }}
    >
      {props.icon}
      {props.label}
    </button>
  );
}
