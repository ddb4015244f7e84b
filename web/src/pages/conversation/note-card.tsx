// An internal note. Yellow, a lock and the words: nobody should take it for mail.
import Lock from "lucide-solid/icons/lock";
import type { JSX } from "solid-js";
import type { EntryView } from "../../../../functions/api/views.ts";
import { fullTime, messageTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { whoOf } from "../../mail/entry-words.ts";
import { LinkedText } from "../../mail/linked-text.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { seedOf } from "./seed.ts";

export function NoteCard(props: { note: Extract<EntryView, { kind: "note" }> }): JSX.Element {
  return (
    <article
      aria-label={t("conversation.note.by", { name: whoOf(props.note) })}
      class="flex gap-3 rounded-popover border border-note-border bg-note-bg px-4 py-3 text-note-fg max-sm:px-3"
    >
      <Avatar name={whoOf(props.note)} seed={seedOf(props.note)} />
      <div class="min-w-0 flex-1">
        <header class="flex flex-wrap items-center gap-x-2">
          <h3 class="font-semibold text-ui">
            <bdi>{whoOf(props.note)}</bdi>
          </h3>
          <span class="inline-flex items-center gap-1 font-medium text-caption text-note-accent">
            <Lock class="size-3" aria-hidden="true" />
            {t("conversation.note")}
          </span>
          <span class="flex-1" />
          <time datetime={props.note.at} title={fullTime(props.note.at)} class="text-caption text-note-accent tabular-nums">
            {messageTime(props.note.at)}
          </time>
        </header>
        <p class="mt-1 whitespace-pre-wrap break-words text-body" dir="auto">
          <LinkedText text={props.note.text} />
        </p>
      </div>
    </article>
  );
}
