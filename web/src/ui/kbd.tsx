// A key as it is shown in menus, help and buttons. Hidden where there is no keyboard to press it on.
import { For } from "solid-js";

/** `keys` is what a person reads: "E", "G M". Separate keys with a space. */
export function Kbd(props: { keys: string }) {
  return (
    <kbd class="inline-flex items-center gap-0.5 font-sans pointer-coarse:hidden" aria-hidden="true">
      <For each={props.keys.split(" ")}>
        {(key) => (
          <span class="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-chip border border-line bg-sunken px-1 text-meta text-fg-muted">
            {key}
          </span>
        )}
      </For>
    </kbd>
  );
}
