// Choosing a person by typing a few letters: a filter over a list, in a popover beside what it is about.
import Check from "lucide-solid/icons/check";
import UserX from "lucide-solid/icons/user-x";
import { createMemo, createSignal, createUniqueId, For, Show } from "solid-js";
import type { MemberView } from "../api.ts";
import { t } from "../i18n/index.ts";
import { Avatar } from "./avatar.tsx";
import { Popover } from "./popover.tsx";
import { plain } from "../plain.ts";

export function PersonPicker(props: {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** Where it opens. */
  anchor: () => HTMLElement | undefined;
  people: readonly MemberView[];
  /** Stands first in the list. */
  myId: string;
  /** Whose it is now: of several, each one's. */
  ownerIds: readonly string[];
  /** null: nobody. */
  onPick: (memberId: string | null) => void;
}) {
  return (
    <Popover isOpen={props.isOpen} onOpenChange={props.onOpenChange} anchor={props.anchor} label={t("assign.title")}>
      <Choices
        people={props.people}
        myId={props.myId}
        ownerIds={props.ownerIds}
        onPick={(memberId) => {
          props.onOpenChange(false);
          props.onPick(memberId);
        }}
      />
    </Popover>
  );
}

interface Choice {
  readonly memberId: string | null;
  readonly name: string;
  readonly email: string;
}

function Choices(props: {
  people: readonly MemberView[];
  myId: string;
  ownerIds: readonly string[];
  onPick: (memberId: string | null) => void;
}) {
  const listId = createUniqueId();
  const [text, setText] = createSignal("");
  const [position, setPosition] = createSignal(0);
  const choices = createMemo(() => choicesFor(props.people, props.myId, props.ownerIds.length > 0, text()));
  const optionId = (index: number) => `${listId}-${index}`;

  function move(by: number): void {
    setPosition((position() + by + choices().length) % Math.max(choices().length, 1));
    document.getElementById(optionId(position()))?.scrollIntoView({ block: "nearest" });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const chosen = choices()[position()];
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Enter" && !event.isComposing && chosen) props.onPick(chosen.memberId);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <input
        type="text"
        role="combobox"
        aria-label={t("assign.filter")}
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={choices().length > 0 ? optionId(position()) : undefined}
        placeholder={t("assign.filter")}
        autocomplete="off"
        autofocus
        class="h-10 w-full border-b border-line-subtle bg-transparent px-3 text-ui text-fg outline-none placeholder:text-fg-subtle"
        value={text()}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setPosition(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div role="listbox" id={listId} aria-label={t("assign.title")} class="max-h-72 overflow-y-auto p-1">
        <For each={choices()} fallback={<p class="px-2 py-3 text-center text-ui text-fg-muted">{t("assign.none-found")}</p>}>
          {(choice, index) => (
            <div
              role="option"
              id={optionId(index())}
              aria-selected={position() === index()}
              class="flex min-h-10 cursor-pointer items-center gap-2.5 rounded-input px-2 py-1 aria-selected:bg-hover"
              onPointerMove={() => setPosition(index())}
              onClick={() => props.onPick(choice.memberId)}
            >
              <Show
                when={choice.memberId}
                fallback={
                  <span class="flex size-7 items-center justify-center rounded-full bg-sunken text-fg-subtle">
                    <UserX class="size-4" aria-hidden="true" />
                  </span>
                }
              >
                {(memberId) => <Avatar name={choice.name} seed={memberId()} size="small" />}
              </Show>
              <span class="min-w-0 flex-1">
                <span class="block truncate text-ui text-fg">
                  {choice.memberId === props.myId ? t("assign.me", { name: choice.name }) : choice.name}
                </span>
                <Show when={choice.email}>
                  <span class="block truncate text-meta text-fg-subtle">{choice.email}</span>
                </Show>
              </span>
              <Show when={choice.memberId !== null && props.ownerIds.includes(choice.memberId)}>
                <Check class="size-4 text-accent-text" aria-hidden="true" />
              </Show>
            </div>
          )}
        </For>
      </div>
    </>
  );
}

/** Me first, then by name; "nobody" last, where there is somebody to take away. */
export function choicesFor(people: readonly MemberView[], myId: string, hasOwner: boolean, text: string): readonly Choice[] {
  const wanted = plain(text.trim());
  const everyone = people
    .toSorted((a, b) => Number(b.id === myId) - Number(a.id === myId) || a.name.localeCompare(b.name))
    .map(({ id, name, email }) => ({ memberId: id, name, email }));
  const nobody = hasOwner ? [{ memberId: null, name: t("assign.nobody"), email: "" }] : [];
  return [...everyone, ...nobody].filter((choice) => plain(`${choice.name} ${choice.email}`).includes(wanted));
}
