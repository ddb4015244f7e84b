// A small sign that explains itself in a popover when it is pressed.
import { createSignal, type JSX } from "solid-js";
import { Popover } from "./popover.tsx";

export function Hint(props: {
  label: string;
  sign: JSX.Element;
  /** Colours of the sign. */
  class?: string;
  children: JSX.Element;
}): JSX.Element {
  let sign!: HTMLButtonElement;
  const [isOpen, setIsOpen] = createSignal(false);
  return (
    <>
      <button
        ref={sign}
        type="button"
        aria-label={props.label}
        aria-expanded={isOpen()}
        aria-haspopup="dialog"
        title={props.label}
        onClick={() => setIsOpen(!isOpen())}
        class={`inline-flex size-5 shrink-0 items-center justify-center rounded-chip hover:bg-hover pointer-coarse:size-9 ${props.class ?? "text-fg-subtle"}`}
      >
        {props.sign}
      </button>
      <Popover isOpen={isOpen()} onOpenChange={setIsOpen} label={props.label} anchor={() => sign}>
        <div class="p-3 text-caption text-fg-muted">{props.children}</div>
      </Popover>
    </>
  );
}
