// The composer under a conversation: a quiet line until somebody writes, then a reply or, unmistakably yellow, a note.
import Lock from "lucide-solid/icons/lock";
import Reply from "lucide-solid/icons/reply";
import { createSignal, type JSX, Match, Show, Switch } from "solid-js";
import { t } from "../i18n/index.ts";
import { keysOf, useActions } from "../keyboard.ts";
import { Kbd } from "../ui/kbd.tsx";
import type { ComposerState } from "./composer-state.ts";
import { ModeTabs } from "./mode-tabs.tsx";
import { NoteBox } from "./note-box.tsx";
import { ReplyBox } from "./reply-box.tsx";

export interface ComposerProps {
  readonly state: ComposerState;
  readonly contactName: string;
  readonly isReplyAllowed: boolean;
  readonly isNoteAllowed: boolean;
  /** Name of the colleague whose note stands last. */
  readonly noteBefore: string | undefined;
  /** Brings the news into view. */
  readonly onReview: () => void;
}

export function Composer(props: ComposerProps): JSX.Element {
  const [box, setBox] = createSignal<HTMLElement>();
  const isInside = (): boolean => box()?.contains(document.activeElement) ?? false;

  useActions([
    {
      id: "composer.reply",
      label: () => t("composer.reply"),
      group: "conversation",
      keys: ["r"],
      when: () => props.isReplyAllowed,
      run: () => props.state.replyTo("all"),
    },
    {
      id: "composer.reply-sender",
      label: () => t("composer.answer.sender"),
      group: "conversation",
      keys: ["Shift+r"],
      when: () => props.isReplyAllowed,
      run: () => props.state.replyTo("sender"),
    },
    {
      id: "composer.note",
      label: () => t("composer.note"),
      group: "conversation",
      keys: ["n"],
      when: () => props.isNoteAllowed,
      run: () => props.state.open("note"),
    },
    {
      id: "composer.switch",
      label: () => t("composer.switch"),
      group: "composer",
      keys: ["$mod+."],
      worksInText: true,
      when: () => isInside() && props.isReplyAllowed,
      run: () => props.state.open(props.state.mode() === "reply" ? "note" : "reply"),
    },
    {
      id: "composer.leave",
      label: () => t("composer.leave"),
      group: "composer",
      keys: ["Escape"],
      worksInText: true,
      when: () => props.state.mode() !== undefined && isInside(),
      run: () => leave(),
    },
  ]);

  function leave(): void {
    const focused = document.activeElement;
    if (focused instanceof HTMLElement) focused.blur();
    if (props.state.mode() === "note" ? props.state.note.isEmpty() : props.state.reply.isEmpty()) props.state.leave();
  }

  return (
    <Show when={props.isNoteAllowed}>
      <section
        ref={setBox}
        aria-label={t("composer.label")}
        class="shrink-0 border-line-subtle border-t bg-surface px-3 pt-2 pb-3 max-sm:px-0 max-sm:pt-0 max-sm:pb-0"
      >
        <Switch fallback={<Closed {...props} />}>
          <Match when={props.state.mode() === "reply" && props.isReplyAllowed}>
            <ReplyBox {...props} tabs={<ModeTabs state={props.state} isReplyAllowed={props.isReplyAllowed} />} />
          </Match>
          <Match when={props.state.mode() === "note"}>
            <NoteBox state={props.state} tabs={<ModeTabs state={props.state} isReplyAllowed={props.isReplyAllowed} />} />
          </Match>
        </Switch>
      </section>
    </Show>
  );
}

function Closed(props: ComposerProps): JSX.Element {
  return (
    <div class="flex items-center gap-2 max-sm:p-2">
      <Show when={props.isReplyAllowed}>
        <button
          type="button"
          onClick={() => props.state.replyTo("all")}
          class="flex h-10 min-w-0 flex-1 items-center gap-2.5 rounded-control border border-line bg-surface px-3 text-fg-muted text-ui hover:border-line-strong"
        >
          <Reply class="size-4 shrink-0" aria-hidden="true" />
          <span class="min-w-0 flex-1 truncate text-start">{t("composer.reply-to", { name: props.contactName })}</span>
          <Kbd keys={keysOf("composer.reply")} />
        </button>
      </Show>
      <button
        type="button"
        onClick={() => props.state.open("note")}
        class="flex h-10 items-center gap-2 rounded-control border border-note-border bg-note-bg px-3 font-medium text-note-fg text-ui hover:border-note-accent"
        classList={{ "flex-1": !props.isReplyAllowed, "shrink-0": props.isReplyAllowed }}
      >
        <Lock class="size-3.5 shrink-0 text-note-accent" aria-hidden="true" />
        {t("composer.note")}
        <Kbd keys={keysOf("composer.note")} />
      </button>
    </div>
  );
}
