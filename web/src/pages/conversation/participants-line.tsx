// Who writes in this conversation, and in which inbox it is.
import Inbox from "lucide-solid/icons/inbox";
import { For, type JSX, Show } from "solid-js";
import type { Address } from "../../../../functions/core/mail/mail.ts";
import { useInboxes } from "../../data/inboxes.ts";
import { readyData } from "../../data/query-client.ts";
import { plural } from "../../i18n/index.ts";
import { quietly } from "./quietly.ts";

const shownNames = 3;

export function ParticipantsLine(props: { inboxId: string; contact: Address; participants: readonly Address[] }): JSX.Element {
  const inboxes = useInboxes();
  const inbox = quietly(() => readyData(inboxes)?.items.find((one) => one.id === props.inboxId));
  const people = (): readonly Address[] => (props.participants.length > 0 ? props.participants : [props.contact]);
  return (
    <p class="flex items-center gap-x-2 overflow-hidden whitespace-nowrap px-4 pb-2 text-caption text-fg-muted @max-xl:px-3">
      <Show when={inbox()}>
        {(known) => (
          <span class="inline-flex shrink-0 items-center gap-1 rounded-chip bg-sunken px-1.5 py-0.5 text-meta">
            <Inbox class="size-3" aria-hidden="true" />
            <bdi>{known().name}</bdi>
          </span>
        )}
      </Show>
      <span class="min-w-0 truncate">
        <For each={people().slice(0, shownNames)}>
          {(person, index) => (
            <>
              <Show when={index() > 0}>, </Show>
              <bdi class="font-medium text-fg">{person.name || person.address}</bdi>
              <Show when={person.name && people().length === 1}>
                {" "}
                <bdi class="text-fg-subtle">{person.address}</bdi>
              </Show>
            </>
          )}
        </For>
        <Show when={people().length > shownNames}>{` ${plural("conversation.and-more", people().length - shownNames)}`}</Show>
      </span>
    </p>
  );
}
