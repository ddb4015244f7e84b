// The formatting of a reply: few buttons, each with its key.
import Bold from "lucide-solid/icons/bold";
import Italic from "lucide-solid/icons/italic";
import Link from "lucide-solid/icons/link";
import List from "lucide-solid/icons/list";
import ListOrdered from "lucide-solid/icons/list-ordered";
import Quote from "lucide-solid/icons/text-quote";
import Underline from "lucide-solid/icons/underline";
import { createSignal, For, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { type Key, t } from "../i18n/index.ts";
import type { Mark, RichText } from "./editor.ts";

const marks: readonly { mark: Exclude<Mark, "link">; icon: typeof Bold; label: Key; keys: string }[] = [
  { mark: "bold", icon: Bold, label: "composer.format.bold", keys: "B" },
  { mark: "italic", icon: Italic, label: "composer.format.italic", keys: "I" },
  { mark: "underline", icon: Underline, label: "composer.format.underline", keys: "U" },
  { mark: "bulletList", icon: List, label: "composer.format.bullets", keys: "⇧8" },
  { mark: "orderedList", icon: ListOrdered, label: "composer.format.numbers", keys: "⇧7" },
  { mark: "blockquote", icon: Quote, label: "composer.format.quote", keys: "⇧9" },
];

export function Toolbar(props: {
  editor: RichText | undefined;
  isLinking: boolean;
  onLinking: (isOpen: boolean) => void;
}): JSX.Element {
  return (
    <div role="toolbar" aria-label={t("composer.format")} class="flex items-center gap-0.5">
      <For each={marks}>
        {({ mark, icon, label, keys }) => (
          <ToolButton
            icon={icon}
            label={`${t(label)} (${modifier}${keys})`}
            isPressed={props.editor?.isActive(mark) ?? false}
            onPress={() => props.editor?.toggle(mark)}
          />
        )}
      </For>
      <ToolButton
        icon={Link}
        label={`${t("composer.format.link")} (${modifier}K)`}
        isPressed={props.isLinking || (props.editor?.isActive("link") ?? false)}
        onPress={() => props.onLinking(!props.isLinking)}
      />
    </div>
  );
}

/** Asks for a link's address on a line of its own above the toolbar. */
export function LinkLine(props: { editor: RichText; onClose: () => void }): JSX.Element {
  const [address, setAddress] = createSignal(props.editor.linkAddress());
  const apply = (href: string): void => {
    props.editor.setLink(href && !/^[a-z]+:/i.test(href) ? `https://${href}` : href);
    props.onClose();
  };
  return (
    <form
      class="flex items-center gap-2 border-line-subtle border-t px-3 py-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        apply(address().trim());
      }}
    >
      <Link class="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
      <input
        type="text"
        inputmode="url"
        aria-label={t("composer.link.address")}
        placeholder="https://"
        value={address()}
        ref={(element) => queueMicrotask(() => element.focus())}
        onInput={(event) => setAddress(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          props.onClose();
          props.editor.focus();
        }}
        class="h-7 min-w-0 flex-1 bg-transparent text-fg text-ui outline-none"
      />
      <button type="submit" class="rounded-input px-2 py-1 font-medium text-accent-text text-caption hover:bg-hover">
        {t("composer.link.apply")}
      </button>
      <Show when={props.editor.linkAddress()}>
        <button type="button" onClick={() => apply("")} class="rounded-input px-2 py-1 text-caption text-fg-muted hover:bg-hover">
          {t("composer.link.remove")}
        </button>
      </Show>
    </form>
  );
}

export function ToolButton(props: { icon: typeof Bold; label: string; isPressed?: boolean; onPress: () => void }): JSX.Element {
  return (
    <button
      type="button"
      aria-label={props.label}
      title={props.label}
      aria-pressed={props.isPressed}
      // The editor keeps its selection: the button never takes the focus from it.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => props.onPress()}
      class="flex size-7 shrink-0 items-center justify-center rounded-input pointer-coarse:size-10"
      classList={{
        "bg-active text-fg": props.isPressed ?? false,
        "text-fg-muted hover:bg-hover hover:text-fg": !props.isPressed,
      }}
    >
      <Dynamic component={props.icon} class="size-4" aria-hidden="true" />
    </button>
  );
}

/** How this machine writes the key that goes with a letter. */
export const modifier: string = /mac|iphone|ipad/i.test(globalThis.navigator?.userAgent ?? "") ? "⌘" : "Ctrl+";
