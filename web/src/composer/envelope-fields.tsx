// Who gets the reply: one quiet line as long as it is as proposed, fields as soon as somebody wants to change it.
import ChevronDown from "lucide-solid/icons/chevron-down";
import { createEffect, createSignal, For, type JSX, Show } from "solid-js";
import type { Address } from "../../../functions/core/mail/mail.ts";
import { t } from "../i18n/index.ts";
import { addressLine } from "../mail/address-line.ts";
import { recipientChanges } from "./recipient-changes.ts";
import { RecipientField } from "./recipient-field.tsx";
import { type Recipient, recipientLabel } from "./recipients.ts";
import type { ReplyDraft } from "./reply-draft.ts";
import { modifier } from "./toolbar.tsx";

/** @param props.bccRequests goes up each time that somebody asks for Bcc from elsewhere */
export function EnvelopeFields(props: { reply: ReplyDraft; bccRequests: number }): JSX.Element {
  const [isOpen, setIsOpen] = createSignal(false);
  const [isCcOpen, setIsCcOpen] = createSignal(false);
  const [bccFocus, setBccFocus] = createSignal(0);
  const recipients = (): readonly Recipient[] => [...props.reply.to(), ...props.reply.cc(), ...props.reply.bcc()];
  // What blocks the sending must be seen.
  const mustShow = (): boolean => props.reply.to().length === 0 || recipients().some((one) => !one.isValid);
  const hasCc = (): boolean => isCcOpen() || props.reply.cc().length > 0;
  const hasBcc = (): boolean => bccFocus() > 0 || props.reply.bcc().length > 0;
  const askForBcc = (): void => {
    setIsOpen(true);
    setBccFocus((count) => count + 1);
  };
  createEffect(() => props.bccRequests > 0 && askForBcc());
  return (
    <>
      <Show when={isOpen() || mustShow()} fallback={<Summary reply={props.reply} onOpen={() => setIsOpen(true)} />}>
        <RecipientField label={t("composer.to")} recipients={props.reply.to()} onChange={props.reply.setTo} autofocus={isOpen()}>
          <Show when={!hasCc()}>
            <More label={t("composer.cc")} onPress={() => setIsCcOpen(true)} />
          </Show>
          <Show when={!hasBcc()}>
            <More label={t("composer.bcc")} title={`${t("composer.bcc.add")} (${modifier}⇧B)`} onPress={askForBcc} />
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
        <Show when={hasBcc()}>
          <RecipientField
            label={t("composer.bcc")}
            recipients={props.reply.bcc()}
            onChange={props.reply.setBcc}
            focusRequests={bccFocus()}
          />
        </Show>
        <Sender reply={props.reply} />
      </Show>
      <Changes reply={props.reply} recipients={recipients()} />
    </>
  );
}

/** A field that few need. */
function More(props: { label: string; title?: string; onPress: () => void }): JSX.Element {
  return (
    <button
      type="button"
      title={props.title}
      onClick={() => props.onPress()}
      class="shrink-0 rounded-input px-1.5 py-0.5 text-caption text-fg-muted hover:bg-hover hover:text-fg pointer-coarse:px-2.5 pointer-coarse:py-1.5"
    >
      {props.label}
    </button>
  );
}

/** The inbox's own addresses to choose from, where it has more than one. */
function Sender(props: { reply: ReplyDraft }): JSX.Element {
  return (
    <p class="flex items-center gap-2 border-line-subtle border-b px-3 py-1.5 text-caption text-fg-subtle">
      <span class="w-8 shrink-0">{t("composer.from")}</span>
      <Show
        when={props.reply.answer().aliases.length > 1}
        fallback={<bdi class="min-w-0 truncate">{addressLine(props.reply.from())}</bdi>}
      >
        <select
          aria-label={t("composer.from")}
          class="min-w-0 flex-1 truncate rounded-input bg-transparent text-fg"
          value={props.reply.from().address}
          onChange={(event) => props.reply.setFrom(event.currentTarget.value)}
        >
          <For each={props.reply.answer().aliases}>
            {(address) => (
              <option value={address} selected={address === props.reply.from().address}>
                {addressLine({ name: props.reply.from().name, address })}
              </option>
            )}
          </For>
        </select>
      </Show>
    </p>
  );
}

/** Who was on the answered mail and gets nothing, who was not and gets it, and the way to answer all or the sender alone. */
function Changes(props: { reply: ReplyDraft; recipients: readonly Recipient[] }): JSX.Element {
  const changes = () => recipientChanges(props.reply.answer(), props.recipients);
  return (
    <Show when={changes().dropped.length + changes().added.length + props.reply.answer().cc.length > 0}>
      <div class="flex flex-wrap items-center gap-x-3 border-line-subtle border-b px-3 py-1 text-caption text-fg-subtle">
        <Show when={props.reply.answer().cc.length > 0}>
          <Choice
            label={t("composer.answer.all")}
            isChosen={props.reply.cc().length > 0}
            onChoose={() => props.reply.answerAll(true)}
          />
          <Choice
            label={t("composer.answer.sender")}
            isChosen={props.reply.isToSender()}
            onChoose={() => props.reply.answerAll(false)}
          />
        </Show>
        <Show when={changes().dropped.length > 0}>
          <span class="min-w-0 break-words">{t("composer.recipients.dropped", { names: namesOf(changes().dropped) })}</span>
        </Show>
        <Show when={changes().added.length > 0}>
          <span class="min-w-0 break-words text-warning-text">
            {t("composer.recipients.added", { names: namesOf(changes().added) })}
          </span>
        </Show>
      </div>
    </Show>
  );
}

function Choice(props: { label: string; isChosen: boolean; onChoose: () => void }): JSX.Element {
  return (
    <button
      type="button"
      aria-pressed={props.isChosen}
      onClick={() => props.onChoose()}
      class="rounded-input px-1.5 py-0.5 hover:bg-hover"
      classList={{ "bg-sunken font-medium text-fg": props.isChosen, "text-fg-muted": !props.isChosen }}
    >
      {props.label}
    </button>
  );
}

function Summary(props: { reply: ReplyDraft; onOpen: () => void }): JSX.Element {
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
        <Show when={props.reply.bcc().length > 0}>
          <span class="px-1.5 text-fg-subtle">·</span>
          <Names label={t("composer.bcc")} recipients={props.reply.bcc()} />
        </Show>
      </span>
      <bdi class="min-w-0 max-w-[45%] truncate text-fg-subtle max-sm:hidden">
        {`${t("composer.from")} ${addressLine(props.reply.from())}`}
      </bdi>
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

function namesOf(addresses: readonly Address[]): string {
  return addresses.map(recipientLabel).join(", ");
}
