// A menu that opens from a button. Kobalte's parts in our clothes, so that nobody else imports Kobalte.
import { DropdownMenu as Parts } from "@kobalte/core/dropdown-menu";
import Check from "lucide-solid/icons/check";
import { type JSX, type ParentProps, Show } from "solid-js";
import { Kbd } from "./kbd.tsx";

/** `trigger` is the inside of the button; `label` its accessible name, for one that has no text of its own. */
export function Menu(
  props: ParentProps<{
    label?: string;
    trigger: JSX.Element;
    triggerClass?: string;
    placement?: "bottom-start" | "bottom-end" | "top-start" | "top-end";
  }>,
) {
  return (
    <Parts placement={props.placement ?? "bottom-end"} gutter={6} modal={false}>
      <Parts.Trigger aria-label={props.label} title={props.label} class={props.triggerClass ?? iconTrigger}>
        {props.trigger}
      </Parts.Trigger>
      <Parts.Portal>
        <Parts.Content class="z-50 max-h-(--kb-popper-content-available-height) min-w-52 animate-rise overflow-y-auto rounded-popover border border-line bg-raised p-1 shadow-popover outline-none">
          {props.children}
        </Parts.Content>
      </Parts.Portal>
    </Parts>
  );
}

export function MenuItem(
  props: ParentProps<{
    onSelect: () => void;
    icon?: JSX.Element;
    keys?: string | undefined;
    isDanger?: boolean;
    isDisabled?: boolean;
  }>,
) {
  return (
    <Parts.Item
      class={`${item} ${props.isDanger ? "text-danger-text" : ""}`}
      disabled={props.isDisabled ?? false}
      onSelect={props.onSelect}
    >
      <span class="flex size-4 items-center justify-center text-fg-subtle [&_svg]:size-4">{props.icon}</span>
      <span class="flex-1">{props.children}</span>
      <Show when={props.keys}>{(keys) => <Kbd keys={keys()} />}</Show>
    </Parts.Item>
  );
}

/** One of several: the chosen one carries a check. */
export function MenuChoice<Value extends string>(props: {
  label: string;
  value: Value;
  options: readonly { readonly value: Value; readonly label: string }[];
  onChoose: (value: Value) => void;
}) {
  return (
    <Parts.Group>
      <Parts.GroupLabel class="px-2 pt-2 pb-1 text-meta font-medium text-fg-subtle">{props.label}</Parts.GroupLabel>
      <Parts.RadioGroup
        value={props.value}
        onChange={(value) => {
          const chosen = props.options.find((option) => option.value === value);
          if (chosen) props.onChoose(chosen.value);
        }}
      >
        {props.options.map((option) => (
          <Parts.RadioItem value={option.value} class={item}>
            <span class="flex size-4 items-center justify-center">
              <Parts.ItemIndicator>
                <Check class="size-4 text-accent-text" aria-hidden="true" />
              </Parts.ItemIndicator>
            </span>
            {option.label}
          </Parts.RadioItem>
        ))}
      </Parts.RadioGroup>
    </Parts.Group>
  );
}

export function MenuSeparator() {
  return <Parts.Separator class="my-1 border-line-subtle" />;
}

const item =
  "flex h-8 items-center gap-2 rounded-input px-2 text-ui text-fg outline-none select-none data-disabled:text-fg-disabled data-highlighted:bg-hover pointer-coarse:h-11";

const iconTrigger =
  "inline-flex size-8 shrink-0 items-center justify-center rounded-control text-fg-muted hover:bg-hover hover:text-fg aria-expanded:bg-hover pointer-coarse:size-11";
