// A small surface beside the thing it belongs to.
import { Popover as Parts } from "@kobalte/core/popover";
import type { ParentProps } from "solid-js";

export function Popover(
  props: ParentProps<{
    isOpen: boolean;
    onOpenChange: (isOpen: boolean) => void;
    label: string;
    anchor: () => HTMLElement | undefined;
    placement?: "bottom-start" | "bottom-end" | "top-start" | "top-end";
  }>,
) {
  let opener: Element | null = null;
  return (
    <Parts
      open={props.isOpen}
      onOpenChange={props.onOpenChange}
      anchorRef={props.anchor}
      placement={props.placement ?? "bottom-start"}
      gutter={6}
    >
      <Parts.Portal>
        <Parts.Content
          aria-label={props.label}
          onOpenAutoFocus={() => {
            opener = document.activeElement;
          }}
          onCloseAutoFocus={() => {
            if (opener instanceof HTMLElement) opener.focus();
          }}
          class="z-50 w-72 max-w-[calc(100vw-1rem)] animate-rise overflow-hidden rounded-popover border border-line bg-raised shadow-popover outline-none"
        >
          {props.children}
        </Parts.Content>
      </Parts.Portal>
    </Parts>
  );
}
