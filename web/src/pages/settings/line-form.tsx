// One line to type and add: what the server refuses is said at the field, until something else is typed.
import { createSignal, createUniqueId, type JSX, Show } from "solid-js";
import { reasonOf } from "../../data/reason.ts";
import { Button } from "../../ui/button.tsx";

export function LineForm(props: {
  label: string;
  placeholder: string;
  inputMode?: "email" | "text";
  add: string;
  /** Said below the field while nothing is refused. */
  hint: string;
  /** People add several in a row: the field is ready for the next. */
  isForSeveral?: boolean;
  /** What belongs to the line, between it and the button. */
  children?: JSX.Element;
  /** Rejects with what was refused. What was typed is taken away once it is done. */
  onAdd: (typed: string) => Promise<void>;
}): JSX.Element {
  const id = createUniqueId();
  let field!: HTMLInputElement;
  const [typed, setTyped] = createSignal("");
  const [refusal, setRefusal] = createSignal<string>();
  const [isSending, setSending] = createSignal(false);

  async function add(): Promise<void> {
    const wanted = typed().trim();
    if (wanted === "" || isSending()) return field.focus();
    setSending(true);
    try {
      await props.onAdd(wanted);
      setTyped("");
      setRefusal(undefined);
      if (props.isForSeveral) field.focus();
    } catch (error) {
      setRefusal(reasonOf(error));
      field.focus();
    } finally {
      setSending(false);
    }
  }

  return (
    <form
      class="rounded-control bg-sunken p-3"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <label for={id} class="mb-1.5 block text-ui font-medium text-fg">
        {props.label}
      </label>
      <div class="flex flex-wrap items-center gap-2">
        <input
          ref={field}
          id={id}
          type="text"
          inputmode={props.inputMode ?? "text"}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          placeholder={props.placeholder}
          aria-invalid={refusal() !== undefined}
          aria-describedby={`${id}-said`}
          class="h-8 min-w-48 flex-1 max-sm:basis-full rounded-control border border-line-strong bg-surface px-3 text-ui text-fg outline-offset-0 placeholder:text-fg-subtle aria-invalid:border-danger pointer-coarse:h-11"
          value={typed()}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setRefusal(undefined);
          }}
        />
        {props.children}
        <Button type="submit" variant="primary" aria-disabled={isSending()}>
          {props.add}
        </Button>
      </div>
      <div id={`${id}-said`} class="mt-1.5 text-caption">
        <div role="alert" class="text-danger-text">
          {refusal()}
        </div>
        <Show when={refusal() === undefined}>
          <p class="text-fg-muted">{props.hint}</p>
        </Show>
      </div>
    </form>
  );
}
