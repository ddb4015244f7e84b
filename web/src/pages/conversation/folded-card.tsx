// An older message as one line: who, when, the first words.
import Lock from "lucide-solid/icons/lock";
import Paperclip from "lucide-solid/icons/paperclip";
import { type JSX, Show } from "solid-js";
import { fullTime, messageTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { firstWords, whoOf } from "../../mail/entry-words.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { seedOf } from "./seed.ts";
import type { CardEntry } from "./timeline-rows.ts";

export function FoldedCard(props: { entry: CardEntry; onOpen: () => void }): JSX.Element {
  const hasFiles = (): boolean => props.entry.kind !== "note" && props.entry.attachments.some((file) => !file.isInline);
  return (
    <button
      type="button"
      aria-expanded={false}
      onClick={() => props.onOpen()}
      class="flex h-11 w-full items-center gap-3 rounded-popover border px-4 text-start text-ui max-sm:px-3"
      classList={{
        "border-note-border bg-note-bg": props.entry.kind === "note",
        "border-line-subtle bg-surface hover:border-line": props.entry.kind === "received",
        "border-accent-subtle bg-accent-subtle/40 hover:border-line": props.entry.kind === "sent",
      }}
    >
      <Avatar name={whoOf(props.entry)} seed={seedOf(props.entry)} size="small" />
      <bdi class="max-w-40 shrink-0 truncate font-medium text-fg max-sm:max-w-28">{whoOf(props.entry)}</bdi>
      <Show when={props.entry.kind === "note"}>
        <Lock class="size-3.5 shrink-0 text-note-accent" aria-label={t("conversation.note")} />
      </Show>
      <bdi class="min-w-0 flex-1 truncate text-fg-muted">{firstWords(props.entry.text)}</bdi>
      <Show when={hasFiles()}>
        <Paperclip class="size-3.5 shrink-0 text-fg-subtle" aria-hidden="true" />
      </Show>
      <time datetime={props.entry.at} title={fullTime(props.entry.at)} class="shrink-0 text-caption text-fg-subtle tabular-nums">
        {messageTime(props.entry.at)}
      </time>
    </button>
  );
}
