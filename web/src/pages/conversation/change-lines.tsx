// Changes of state as quiet lines; many in a row show only how many there were.
import { createSignal, For, type JSX, Show } from "solid-js";
import { fullTime, messageTime } from "../../i18n/format.ts";
import { plural } from "../../i18n/index.ts";
import { changeSentence } from "../../mail/entry-words.ts";
import { type ChangeEntry, isFolded } from "./timeline-rows.ts";

export function ChangeLines(props: { changes: readonly ChangeEntry[] }): JSX.Element {
  const [isOpen, setIsOpen] = createSignal(false);
  return (
    <div class="px-4 text-center text-caption text-fg-subtle">
      <Show when={isFolded(props.changes)}>
        <button
          type="button"
          aria-expanded={isOpen()}
          onClick={() => setIsOpen(!isOpen())}
          class="rounded-full px-2 py-0.5 underline-offset-2 hover:bg-hover hover:text-fg"
        >
          {plural("conversation.changes", props.changes.length)}
        </button>
      </Show>
      <Show when={isOpen() || !isFolded(props.changes)}>
        <ul>
          <For each={props.changes}>
            {(change) => (
              <li class="py-0.5 break-words">
                {changeSentence(change)}
                {" · "}
                <time datetime={change.at} title={fullTime(change.at)}>
                  {messageTime(change.at)}
                </time>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}
