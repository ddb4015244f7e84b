// An internal note: plain text on yellow, never mailed to anybody.
import { createEffect, type JSX, Show } from "solid-js";
import { t } from "../i18n/index.ts";
import { Button } from "../ui/button.tsx";
import type { ComposerState } from "./composer-state.ts";
import { DraftState } from "./draft-state.tsx";
import { modifier } from "./toolbar.tsx";

export function NoteBox(props: { state: ComposerState; tabs: JSX.Element }): JSX.Element {
  const { note } = props.state;

  function takeFocus(element: HTMLTextAreaElement): void {
    element.focus();
    const typed = props.state.takeTyped();
    if (typed !== "") note.write(note.text() + typed);
  }

  return (
    <div class="overflow-hidden rounded-popover border border-note-border bg-note-bg text-note-fg focus-within:border-note-accent max-sm:rounded-none max-sm:border-x-0 max-sm:border-b-0">
      {props.tabs}
      <textarea
        aria-label={t("composer.note.label")}
        placeholder={t("composer.note.placeholder")}
        value={note.text()}
        ref={(element) => createEffect(() => props.state.focusRequests() > 0 && queueMicrotask(() => takeFocus(element)))}
        onInput={(event) => note.write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey) || event.isComposing) return;
          event.preventDefault();
          void props.state.saveNote();
        }}
        class="note-text block max-h-[40vh] min-h-24 w-full resize-none bg-transparent px-3 py-2 text-body outline-none placeholder:text-note-accent"
      />
      <Show when={props.state.problem()}>
        {(problem) => (
          <p role="alert" class="mx-3 mb-2 rounded-control bg-danger-subtle px-3 py-1.5 text-caption text-danger-text">
            {problem()}
          </p>
        )}
      </Show>
      <div class="flex items-center gap-2 px-3 pb-2.5">
        <DraftState isSaved={note.isSaved()} isEmpty={note.isEmpty()} class="text-note-accent" />
        <span class="flex-1" />
        <Button
          variant="primary"
          size="normal"
          disabled={note.isEmpty() || props.state.isSending()}
          onClick={() => void props.state.saveNote()}
        >
          {props.state.isSending() ? t("composer.note.adding") : t("composer.note.add")}
          <Show when={!note.isEmpty()}>
            <span class="text-meta pointer-coarse:hidden">{modifier}↵</span>
          </Show>
        </Button>
      </div>
    </div>
  );
}
