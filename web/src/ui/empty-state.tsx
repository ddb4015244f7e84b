// What a pane says when it has nothing to show: one line, one reason, one action.
import { type JSX, Show } from "solid-js";

export function EmptyState(props: { icon?: JSX.Element; title: string; text?: string | undefined; action?: JSX.Element }) {
  return (
    <div class="flex h-full flex-col items-center justify-center gap-1 px-8 py-12 text-center">
      <Show when={props.icon}>
        <div class="mb-3 flex size-11 items-center justify-center rounded-full bg-sunken text-fg-subtle [&_svg]:size-5">
          {props.icon}
        </div>
      </Show>
      <p class="text-body font-medium text-fg">{props.title}</p>
      <Show when={props.text}>
        <p class="max-w-72 text-ui text-balance text-fg-muted">{props.text}</p>
      </Show>
      <Show when={props.action}>
        <div class="mt-4">{props.action}</div>
      </Show>
    </div>
  );
}
