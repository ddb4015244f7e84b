// A dialog at the left edge of a small screen.
import { Dialog as Parts } from "@kobalte/core/dialog";
import type { ParentProps } from "solid-js";

export function SideSheet(props: ParentProps<{ label: string; onClose: () => void }>) {
  return (
    <Parts open={true} onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <Parts.Portal>
        <Parts.Overlay class="fixed inset-0 z-40 animate-appear bg-overlay" />
        <Parts.Content
          aria-label={props.label}
          class="fixed inset-y-0 left-0 z-40 flex w-72 max-w-[85vw] animate-slide flex-col border-r border-line bg-raised pt-2 shadow-dialog outline-none"
        >
          {props.children}
        </Parts.Content>
      </Parts.Portal>
    </Parts>
  );
}
