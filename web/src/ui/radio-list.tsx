// One of several, each with a sentence: a framed list of radio buttons under its question.
import { createUniqueId, For, type JSX, Show } from "solid-js";

export interface RadioOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly text?: string;
  /** Shown below while it is the chosen one: what else there is to say then. */
  readonly detail?: () => JSX.Element;
}

export function RadioList<Value extends string>(props: {
  question: string;
  value: Value;
  options: readonly RadioOption<Value>[];
  isDisabled?: boolean;
  onChoose: (value: Value) => void;
}) {
  const name = createUniqueId();
  const isChosen = (option: RadioOption<Value>) => option.value === props.value;
  return (
    <fieldset class="min-w-0" disabled={props.isDisabled}>
      <legend class="mb-2 text-ui font-medium text-fg">{props.question}</legend>
      <div class="divide-y divide-line-subtle overflow-hidden rounded-control border border-line-subtle">
        <For each={props.options}>
          {(option) => (
            <div classList={{ "bg-sunken": isChosen(option) }}>
              <label
                class="flex min-h-10 items-start gap-3 px-3 py-2.5 pointer-coarse:min-h-11"
                classList={{ "cursor-pointer hover:bg-hover": !props.isDisabled }}
              >
                <input
                  type="radio"
                  name={name}
                  class="mt-0.5 size-4 shrink-0 accent-accent"
                  checked={isChosen(option)}
                  onChange={() => props.onChoose(option.value)}
                />
                <span class="min-w-0">
                  {/* Where the controls are faint, the chosen one still stands out. */}
                  <span class="block text-ui text-fg" classList={{ "font-medium": props.isDisabled && isChosen(option) }}>
                    {option.label}
                  </span>
                  <Show when={option.text}>
                    <span class="block text-ui text-fg-muted">{option.text}</span>
                  </Show>
                </span>
              </label>
              <Show when={isChosen(option) && option.detail}>{(detail) => <div class="pr-3 pb-3 pl-10">{detail()()}</div>}</Show>
            </div>
          )}
        </For>
      </div>
    </fieldset>
  );
}
