// What will be quoted below the reply, and how much. It is the server that appends it, so foreign HTML never meets the editor.
import { createResource, createSignal, For, type JSX, Show } from "solid-js";
import type { Quoting } from "../../../functions/core/inbox/settings.ts";
import { messageTime } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";
import { FoldButton } from "../mail/fold-button.tsx";
import { TextBody } from "../mail/text-body.tsx";
import type { ReplyDraft } from "./reply-draft.ts";

export function QuotedOriginal(props: { reply: ReplyDraft }): JSX.Element {
  const [isOpen, setIsOpen] = createSignal(false);
  return (
    <div class="mt-3">
      <div class="flex flex-wrap items-center gap-2">
        <Show when={props.reply.quoting() !== "nothing"}>
          <FoldButton
            isOpen={isOpen()}
            label={isOpen() ? t("composer.quoted.hide") : t("composer.quoted.show")}
            onToggle={() => setIsOpen(!isOpen())}
          />
        </Show>
        <select
          aria-label={t("composer.quoting")}
          class="h-6 min-w-0 max-w-full truncate rounded-input bg-transparent text-caption text-fg-subtle hover:text-fg pointer-coarse:h-9"
          value={props.reply.quoting()}
          onChange={(event) => {
            const chosen = choices.find((one) => one === event.currentTarget.value);
            if (chosen) props.reply.setQuoting(chosen);
          }}
        >
          <For each={choices}>
            {(choice) => (
              <option value={choice} selected={choice === props.reply.quoting()}>
                {t(`composer.quoting.${choice}`)}
              </option>
            )}
          </For>
        </select>
      </div>
      <Show when={isOpen() && props.reply.quoting() !== "nothing"}>
        <Preview reply={props.reply} />
      </Show>
    </div>
  );
}

const choices = ["nothing", "last", "all"] as const satisfies readonly Quoting[];

/** As the server says for those who are written to now. */
function Preview(props: { reply: ReplyDraft }): JSX.Element {
  const written = (): string =>
    JSON.stringify([props.reply.quoting(), props.reply.answer().answers, props.reply.to(), props.reply.cc()]);
  const [quote, { refetch }] = createResource(written, () => props.reply.quote());
  // Asking for what is not there yet would take the whole pane away.
  const shown = () => (quote.state === "ready" || quote.state === "refreshing" ? quote.latest : undefined);
  return (
    <div class="mt-2 border-line border-s-2 ps-3 text-fg-muted text-ui" aria-busy={quote.loading}>
      <Show when={props.reply.quoting() === "all"}>
        <p class="mb-2 text-caption text-fg-subtle">{t("composer.quoted.all")}</p>
      </Show>
      <Show when={quote.error}>
        <p role="alert" class="text-caption text-danger-text">
          {t("composer.quoted.failed")}{" "}
          <button type="button" class="underline" onClick={() => void refetch()}>
            {t("action.retry")}
          </button>
        </p>
      </Show>
      <Show when={shown()}>
        {(quotations) => (
          <For each={quotations()} fallback={<p class="text-caption">{t("composer.quoted.none")}</p>}>
            {({ from, at, text }) => (
              <div class="mb-3">
                <p class="mb-1 text-caption">
                  {t("composer.quoted.from", { name: from.name || from.address, time: messageTime(at) })}
                </p>
                <TextBody text={text} folds={[]} />
              </div>
            )}
          </For>
        )}
      </Show>
    </div>
  );
}
