// Short messages at the bottom edge. At most three; errors stay until they are dismissed, the rest goes after eight seconds.
import { createSignal, For, Show } from "solid-js";
import { t } from "../i18n/index.ts";
import { Kbd } from "./kbd.tsx";

export interface ToastAction {
  readonly label: string;
  readonly hint?: string;
  readonly run: () => void;
}

interface Shown {
  readonly id: number;
  readonly text: string;
  readonly isError: boolean;
  readonly action: ToastAction | undefined;
}

const staysMs = 8000;
const atMost = 3;
const [shown, setShown] = createSignal<readonly Shown[]>([]);
const timers = new Map<number, ReturnType<typeof setTimeout>>();
let nextId = 0;

export const toast = {
  /** Says what was done. Returns the way to dismiss it. */
  show: (text: string, options: { action?: ToastAction } = {}) => add(text, false, options.action),
  /** Says what did not work; stays until dismissed. */
  error: (text: string, options: { action?: ToastAction } = {}) => add(text, true, options.action),
};

/** Where toasts appear; once in the page. Both live regions exist from the start, or nothing would be read out. */
export function Toasts() {
  const ofKind = (isError: boolean) => shown().filter((one) => one.isError === isError);
  return (
    <div class="pointer-events-none fixed inset-x-4 bottom-4 z-50 flex flex-col items-center gap-2 sm:items-start">
      <div role="alert" class="flex w-full max-w-105 flex-col gap-2">
        <For each={ofKind(true)}>{(one) => <ToastCard one={one} />}</For>
      </div>
      <div role="status" class="flex w-full max-w-105 flex-col gap-2">
        <For each={ofKind(false)}>{(one) => <ToastCard one={one} />}</For>
      </div>
    </div>
  );
}

function ToastCard(props: { one: Shown }) {
  return (
    <div
      class="pointer-events-auto flex animate-rise items-center gap-3 rounded-popover border bg-raised py-2.5 pr-2.5 pl-4 shadow-popover"
      classList={{ "border-line": !props.one.isError, "border-danger": props.one.isError }}
      onPointerEnter={() => hold(props.one.id)}
      onPointerLeave={() => letGo(props.one)}
      onFocusIn={() => hold(props.one.id)}
      onFocusOut={() => letGo(props.one)}
    >
      <span class="min-w-0 flex-1 text-ui break-words" classList={{ "text-danger-text": props.one.isError }}>
        {props.one.text}
      </span>
      <Show when={props.one.action}>
        {(action) => (
          <button
            type="button"
            class="flex h-7 items-center gap-1.5 rounded-input px-2 font-medium text-accent-text hover:bg-hover"
            onClick={() => {
              dismiss(props.one.id);
              action().run();
            }}
          >
            {action().label}
            <Show when={action().hint}>{(hint) => <Kbd keys={hint()} />}</Show>
          </button>
        )}
      </Show>
      <Show when={props.one.isError}>
        <button type="button" class="h-7 rounded-input px-2 text-fg-muted hover:bg-hover" onClick={() => dismiss(props.one.id)}>
          {t("action.dismiss")}
        </button>
      </Show>
    </div>
  );
}

function add(text: string, isError: boolean, action: ToastAction | undefined): () => void {
  nextId += 1;
  const one: Shown = { id: nextId, text, isError, action };
  setShown((all) => [...all, one].slice(-atMost));
  letGo(one);
  return () => dismiss(one.id);
}

function letGo(one: Shown): void {
  if (!one.isError)
    timers.set(
      one.id,
      setTimeout(() => dismiss(one.id), staysMs),
    );
}

function hold(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
}

function dismiss(id: number): void {
  hold(id);
  setShown((all) => all.filter((one) => one.id !== id));
}
