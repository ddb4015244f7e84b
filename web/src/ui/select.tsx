// One of several in little room: the browser's own list, in our clothes.
import ChevronDown from "lucide-solid/icons/chevron-down";
import { For } from "solid-js";

export function Select<Value extends string>(props: {
  label: string;
  value: Value;
  options: readonly { readonly value: Value; readonly label: string }[];
  class?: string;
  onChoose: (value: Value) => void;
}) {
  return (
    <span class={`relative inline-flex ${props.class ?? ""}`}>
      <select
        aria-label={props.label}
        class="h-8 w-full cursor-pointer appearance-none rounded-control border border-line-strong bg-surface pr-8 pl-3 text-ui text-fg hover:bg-hover pointer-coarse:h-11"
        onChange={(event) => {
          const chosen = props.options[event.currentTarget.selectedIndex];
          if (chosen) props.onChoose(chosen.value);
        }}
      >
        <For each={props.options}>
          {(option) => (
            <option value={option.value} selected={option.value === props.value}>
              {option.label}
            </option>
          )}
        </For>
      </select>
      <ChevronDown
        class="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-fg-subtle"
        aria-hidden="true"
      />
    </span>
  );
}
