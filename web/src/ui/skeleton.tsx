// A grey bar where text will be. Waits 150 ms first, so that what loads at once does not flash.
import { createSignal, onCleanup, type ParentProps, Show } from "solid-js";

export function Skeleton(props: { class?: string }) {
  return <span aria-hidden="true" class={`block animate-pulse rounded-chip bg-active ${props.class ?? "h-3 w-full"}`} />;
}

/** Shows its children only once loading has taken long enough to notice. */
export function AfterMoment(props: ParentProps<{ delayMs?: number }>) {
  const [isDue, setDue] = createSignal(false);
  const timer = setTimeout(() => setDue(true), props.delayMs ?? 150);
  onCleanup(() => clearTimeout(timer));
  return <Show when={isDue()}>{props.children}</Show>;
}
