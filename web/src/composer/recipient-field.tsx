// To or Cc: recipients as chips that can be walked, edited and removed from the keyboard; pasted lists split by themselves.
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import X from "lucide-solid/icons/x";
import { createEffect, createSignal, For, type JSX, Show } from "solid-js";
import { t } from "../i18n/index.ts";
import { addRecipients, parseRecipients, type Recipient, recipientLabel } from "./recipients.ts";

export interface RecipientFieldProps {
  readonly label: string;
  readonly recipients: readonly Recipient[];
  readonly onChange: (recipients: readonly Recipient[]) => void;
  /** Takes the focus as soon as it is there. */
  readonly autofocus?: boolean;
  /** Each time it goes up, the field takes the focus. */
  readonly focusRequests?: number;
  /** Stands at the end of the line: the buttons that show Cc and Bcc. */
  readonly children?: JSX.Element;
}

export function RecipientField(props: RecipientFieldProps): JSX.Element {
  let row!: HTMLDivElement;
  const [typed, setTyped] = createSignal("");

  const input = (): HTMLInputElement | null => row.querySelector("input");
  const chips = (): HTMLElement[] => [...row.querySelectorAll<HTMLElement>("[data-chip]")];

  createEffect(() => {
    if ((props.focusRequests ?? 0) > 0) queueMicrotask(() => input()?.focus());
  });

  function commit(text: string): void {
    const added = parseRecipients(text);
    if (added.length > 0) props.onChange(addRecipients(props.recipients, added));
    setTyped("");
  }

  function remove(at: number): void {
    props.onChange(props.recipients.filter((_, index) => index !== at));
    const rest = chips();
    (rest[Math.min(at, rest.length - 1)] ?? input())?.focus();
  }

  /** Back into the input, to be corrected. */
  function edit(at: number): void {
    const chip = props.recipients[at];
    if (!chip) return;
    commit(typed());
    props.onChange(props.recipients.filter((one) => one !== chip));
    setTyped(chip.name ? `${chip.name} <${chip.address}>` : chip.address);
    input()?.focus();
  }

  function onInputKey(event: KeyboardEvent & { currentTarget: HTMLInputElement }): void {
    const { key, currentTarget: field } = event;
    const isAtStart = field.selectionStart === 0 && field.selectionEnd === 0;
    if (event.isComposing) return;
    if ((key === "Enter" && !event.metaKey && !event.ctrlKey) || key === "," || key === ";") {
      event.preventDefault();
      commit(typed());
    } else if ((key === "Backspace" || key === "ArrowLeft") && isAtStart) chips().at(-1)?.focus();
  }

  function onChipKey(event: KeyboardEvent, at: number): void {
    const { key } = event;
    if (key === "Backspace" || key === "Delete") remove(at);
    else if (key === "ArrowLeft") chips()[at - 1]?.focus();
    else if (key === "ArrowRight") (chips()[at + 1] ?? input())?.focus();
    else if (key === "Enter" && !event.metaKey && !event.ctrlKey) edit(at);
    else return;
    event.preventDefault();
  }

  function onPaste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!/[,;\n\t]|@.*\s.*@/.test(text.trim())) return;
    event.preventDefault();
    commit(`${typed()}\n${text}`);
  }

  return (
    <div ref={row} role="group" aria-label={props.label} class="flex items-start gap-2 border-line-subtle border-b px-3 py-1.5">
      <span class="w-8 shrink-0 pt-1 text-caption text-fg-subtle" aria-hidden="true">
        {props.label}
      </span>
      <div class="flex min-w-0 flex-1 flex-wrap items-center gap-1">
        <For each={props.recipients}>
          {(recipient, index) => (
            <Chip
              recipient={recipient}
              onKey={(event) => onChipKey(event, index())}
              onRemove={() => remove(index())}
              onEdit={() => edit(index())}
            />
          )}
        </For>
        <input
          type="text"
          inputmode="email"
          autocomplete="off"
          spellcheck={false}
          aria-label={props.label}
          value={typed()}
          ref={(element) => props.autofocus && queueMicrotask(() => element.focus())}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={onInputKey}
          onBlur={() => commit(typed())}
          onPaste={onPaste}
          class="h-6 min-w-24 flex-1 bg-transparent text-fg text-ui outline-none"
        />
      </div>
      {props.children}
    </div>
  );
}

function Chip(props: {
  recipient: Recipient;
  onKey: (event: KeyboardEvent) => void;
  onRemove: () => void;
  onEdit: () => void;
}): JSX.Element {
  const full = () => (props.recipient.name ? `${props.recipient.name} <${props.recipient.address}>` : props.recipient.address);
  return (
    <span
      class="inline-flex h-6 min-w-0 max-w-full items-center rounded-full border text-caption focus-within:ring-2 focus-within:ring-ring"
      classList={{
        "border-line-subtle bg-sunken text-fg": props.recipient.isValid,
        "border-danger bg-danger-subtle text-danger-text": !props.recipient.isValid,
      }}
    >
      <button
        type="button"
        data-chip
        title={props.recipient.isValid ? full() : t("composer.recipient.invalid", { address: props.recipient.address })}
        aria-label={props.recipient.isValid ? full() : t("composer.recipient.invalid", { address: props.recipient.address })}
        onKeyDown={(event) => props.onKey(event)}
        onDblClick={() => props.onEdit()}
        class="flex min-w-0 items-center gap-1 rounded-full ps-2.5 pe-1 outline-none"
      >
        <Show when={!props.recipient.isValid}>
          <TriangleAlert class="size-3 shrink-0" aria-hidden="true" />
        </Show>
        <bdi class="truncate">{recipientLabel(props.recipient)}</bdi>
      </button>
      <button
        type="button"
        tabindex={-1}
        aria-label={t("composer.recipient.remove", { address: props.recipient.address })}
        onClick={() => props.onRemove()}
        class="me-0.5 flex size-5 shrink-0 items-center justify-center rounded-full text-fg-subtle hover:bg-hover hover:text-fg"
      >
        <X class="size-3" aria-hidden="true" />
      </button>
    </span>
  );
}
