// A dialog over everything else: traps the focus, closes on Escape, gives the focus back to where it came from.
import { Dialog as Parts } from "@kobalte/core/dialog";
import X from "lucide-solid/icons/x";
import { type JSX, type ParentProps, Show } from "solid-js";
import { t } from "../i18n/index.ts";
import { IconButton } from "./icon-button.tsx";

export function Dialog(
  props: ParentProps<{
    isOpen: boolean;
    /** Absent: there is no way out but what the dialog asks for. */
    onOpenChange?: (isOpen: boolean) => void;
    title: string;
    /** `large` takes what room there is. */
    size?: keyof typeof sizes;
    /** Beside the button that closes. */
    actions?: JSX.Element;
    onKeyDown?: (event: KeyboardEvent) => void;
  }>,
) {
  let opener: Element | null = null;
  return (
    <Parts open={props.isOpen} onOpenChange={(isOpen) => props.onOpenChange?.(isOpen)}>
      <Parts.Portal>
        <Parts.Overlay class="fixed inset-0 z-40 animate-appear bg-overlay" />
        <div class={`fixed inset-0 z-40 flex items-start justify-center ${places[props.size === "large" ? "whole" : "upper"]}`}>
          <Parts.Content
            onOpenAutoFocus={(event: Event) => {
              opener = document.activeElement;
              focusWanted(event);
            }}
            onCloseAutoFocus={() => {
              if (opener instanceof HTMLElement) opener.focus();
            }}
            onKeyDown={(event: KeyboardEvent) => props.onKeyDown?.(event)}
            class={`flex w-full animate-rise flex-col overflow-hidden rounded-pane border border-line bg-raised shadow-dialog ${sizes[props.size ?? "normal"]}`}
          >
            <header class="flex h-12 shrink-0 items-center justify-between gap-2 border-b border-line-subtle pr-2 pl-4">
              <Parts.Title class="min-w-0 flex-1 truncate text-title font-semibold">{props.title}</Parts.Title>
              {props.actions}
              <Show when={props.onOpenChange}>
                <Parts.CloseButton as={IconButton} label={t("action.close")}>
                  <X class="size-4" aria-hidden="true" />
                </Parts.CloseButton>
              </Show>
            </header>
            <div class="min-h-0 flex-1 overflow-y-auto p-4">{props.children}</div>
          </Parts.Content>
        </div>
      </Parts.Portal>
    </Parts>
  );
}

const sizes = {
  small: "max-h-[76vh] max-w-100",
  normal: "max-h-[76vh] max-w-140",
  large: "h-full max-w-280",
} as const;

const places = { upper: "p-4 pt-[12vh]", whole: "p-2 sm:p-6" } as const;

/** What asks for the focus gets it; without this it would always be the button that closes. */
function focusWanted(event: Event): void {
  const wanted = event.target instanceof Element ? event.target.querySelector<HTMLElement>("[autofocus]") : null;
  if (!wanted) return;
  event.preventDefault();
  wanted.focus();
}
