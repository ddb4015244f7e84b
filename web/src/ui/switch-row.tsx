// Something that is on or off, with what it does beside it.
import { createUniqueId, type JSX } from "solid-js";

export function SwitchRow(props: {
  label: string;
  text: JSX.Element;
  isOn: boolean;
  isDisabled?: boolean;
  onSwitch: (isOn: boolean) => void;
}) {
  const textId = createUniqueId();
  return (
    <div class="flex items-start gap-4 px-3 py-3">
      <label class="min-w-0 flex-1" classList={{ "cursor-pointer": !props.isDisabled }} for={`${textId}-switch`}>
        <span class="block text-ui font-medium text-fg">{props.label}</span>
        <span id={textId} class="block text-ui text-fg-muted">
          {props.text}
        </span>
      </label>
      <input
        id={`${textId}-switch`}
        type="checkbox"
        role="switch"
        aria-label={props.label}
        aria-describedby={textId}
        class="relative mt-0.5 h-5 w-9 shrink-0 cursor-pointer appearance-none rounded-full bg-line-strong transition-colors duration-120 before:absolute before:top-0.5 before:left-0.5 before:size-4 before:rounded-full before:bg-fg-on-accent before:transition-transform before:duration-120 checked:bg-accent checked:before:translate-x-4 disabled:cursor-default disabled:opacity-60"
        checked={props.isOn}
        disabled={props.isDisabled}
        onChange={(event) => props.onSwitch(event.currentTarget.checked)}
      />
    </div>
  );
}
