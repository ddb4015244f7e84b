// A mail's text as it was written: line breaks kept, quotes folded behind •••, the signature dimmed. The server says where.
import { createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import { t } from "../i18n/index.ts";
import { segmentsOf, type TextFold } from "./segments.ts";
import { LinkedText } from "./linked-text.tsx";
import { FoldButton } from "./fold-button.tsx";

export function TextBody(props: { text: string; folds: readonly TextFold[] }): JSX.Element {
  return (
    <div class="text-body break-words" dir="auto">
      <For each={segmentsOf(props.text, props.folds)}>
        {(segment) => (
          <Switch fallback={<Lines text={segment.text} />}>
            <Match when={segment.kind === "quote"}>
              <Quote text={segment.text} />
            </Match>
            <Match when={segment.kind === "signature"}>
              <Lines text={segment.text} class="text-fg-subtle" />
            </Match>
          </Switch>
        )}
      </For>
    </div>
  );
}

function Quote(props: { text: string }): JSX.Element {
  const [isOpen, setIsOpen] = createSignal(false);
  return (
    <div class="my-1">
      <FoldButton
        isOpen={isOpen()}
        onToggle={() => setIsOpen(!isOpen())}
        label={isOpen() ? t("mail.quote.hide") : t("mail.quote.show")}
      />
      <Show when={isOpen()}>
        <Lines text={props.text} class="mt-1 border-line border-s-2 ps-3 text-fg-muted" />
      </Show>
    </div>
  );
}

function Lines(props: { text: string; class?: string }): JSX.Element {
  return (
    <div class={`whitespace-pre-wrap ${props.class ?? ""}`}>
      <LinkedText text={props.text} />
    </div>
  );
}
