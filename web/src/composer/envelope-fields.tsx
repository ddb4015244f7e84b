// Who gets the reply: one quiet line as long as it is as proposed, fields as soon as somebody wants to change it.
import ChevronDown from "lucide-solid/icons/chevron-down";
import { createSignal, For, type JSX, Show } from "solid-js";
import { t } from "../i18n/index.ts";
import { RecipientField } from "./recipient-field.tsx";
import { type Recipient, recipientLabel } from "./recipients.ts";
import type { ReplyDraft } from "./reply-draft.ts";

export function EnvelopeFields(props: { reply: ReplyDraft; from: string }): JSX.Element {
  const [isOpen, setIsOpen] = createSignal(false);
  const [isCcOpen, setIsCcOpen] = createSignal(false);
  const recipients = (): readonly Recipient[] => [...props.reply.to(), ...props.reply.cc()];
  // What blocks the sending must be seen.
  const mustShow = (): boolean => props.reply.to().length === 0 || recipients().some((one) => !one.isValid);
  const hasCc = (): boolean => isCcOpen() || props.reply.cc().length > 0;
  return (
    <Show when={isOpen() || mustShow()} fallback={<Summary {...props} onOpen={() => setIsOpen(true)} />}>
      <RecipientField label={t("composer.to")} recipients={props.reply.to()} onChange={props.reply.setTo} autofocus={isOpen()}>
        <Show when={!hasCc()}>
          <button
            type="button"
            onClick={() => setIsCcOpen(true)}
            class="shrink-0 rounded-input px-1.5 py-0.5 text-caption text-fg-muted hover:bg-hover hover:text-fg"
          >
            {t("composer.cc")}
          </button>
        </Show>
      </RecipientField>
      <Show when={hasCc()}>
        <RecipientField
          label={t("composer.cc")}
          recipients={props.reply.cc()}
          onChange={props.reply.setCc}
          autofocus={isCcOpen() && props.reply.cc().length === 0}
        />
      </Show>
      <p class="flex gap-2 border-line-subtle border-b px-3 py-1.5 text-caption text-fg-subtle">
        <span class="w-8 shrink-0">{t("composer.from")}</span>
        <bdi class="min-w-0 truncate">{props.from}</bdi>
      </p>
    </Show>
  );
}

function Summary(props: { reply: ReplyDraft; from: string; onOpen: () => void }): JSX.Element {
  return (
    <button
      type="button"
      aria-expanded={false}
      title={t("composer.recipients.change")}
      onClick={() => props.onOpen()}
      class="flex w-full items-center gap-3 border-line-subtle border-b px-3 py-2 text-start text-caption text-fg-muted hover:bg-hover"
    >
      <span class="min-w-0 flex-1 truncate">
        <Names label={t("composer.to")} recipients={props.reply.to()} />
        <Show when={props.reply.cc().length > 0}>
          <span class="px-1.5 text-fg-subtle">·</span>
          <Names label={t("composer.cc")} recipients={props.reply.cc()} />
        </Show>
      </span>
      <bdi class="min-w-0 max-w-[45%] truncate text-fg-subtle max-sm:hidden">{`${t("composer.from")} ${props.from}`}</bdi>
      <ChevronDown class="size-3.5 shrink-0 text-fg-subtle" aria-hidden="true" />
      <span class="sr-only">{t("composer.recipients.change")}</span>
    </button>
  );
}

function Names(props: { label: string; recipients: readonly Recipient[] }): JSX.Element {
  return (
    <>
      <span class="text-fg-subtle">{props.label} </span>
      <For each={props.recipients}>
        {(one, index) => (
          <>
            <Show when={index() > 0}>, </Show>
            <bdi class="font-medium text-fg">{recipientLabel(one)}</bdi>
          </>
        )}
      </For>
    </>
  );
}
