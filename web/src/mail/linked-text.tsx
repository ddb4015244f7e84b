// Text from outside, shown as text: every piece becomes a text node, addresses become links, nothing is ever parsed as markup.
import { For, type JSX, Show } from "solid-js";
import { linkify } from "./linkify.ts";

export function LinkedText(props: { text: string }): JSX.Element {
  return (
    <For each={linkify(props.text)}>
      {(piece) => (
        <Show when={piece.href} fallback={piece.text}>
          {(href) => (
            <a
              href={href()}
              target="_blank"
              rel="noopener noreferrer nofollow"
              title={hostOf(href())}
              class="text-accent-text underline decoration-line-strong underline-offset-2 hover:decoration-current"
            >
              {piece.text}
            </a>
          )}
        </Show>
      )}
    </For>
  );
}

/** Where a link really leads, in the spelling that cannot be faked with look-alike letters. */
function hostOf(href: string): string {
  return href.startsWith("mailto:") ? href.slice("mailto:".length) : new URL(href).host;
}
