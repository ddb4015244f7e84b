// The three dots behind which quoted text waits.
import type { JSX } from "solid-js";

export function FoldButton(props: { isOpen: boolean; label: string; onToggle: () => void }): JSX.Element {
  return (
    <button
      type="button"
      aria-expanded={props.isOpen}
      aria-label={props.label}
      title={props.label}
      onClick={() => props.onToggle()}
      class="inline-flex h-6 items-center gap-[3px] rounded-full border border-line-subtle bg-sunken px-2.5 hover:border-line hover:bg-hover pointer-coarse:h-8 pointer-coarse:px-4"
    >
      <Dot />
      <Dot />
      <Dot />
    </button>
  );
}

function Dot(): JSX.Element {
  return <span class="size-1 rounded-full bg-fg-subtle" />;
}
