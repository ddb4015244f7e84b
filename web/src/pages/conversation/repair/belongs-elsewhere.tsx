// Offers to move a message, where something says that it may not belong here: other conversations that its ids name, or another subject.
import { For, type JSX, Show } from "solid-js";
import type { ConversationView, ReceivedView } from "../../../../../functions/api/views.ts";
import { useConversation } from "../../../data/conversation.ts";
import { conversations } from "../../../data/conversation-table.ts";
import { t } from "../../../i18n/index.ts";
import { nameOf } from "../../../mail/entry-words.ts";
import { quietly } from "../quietly.ts";
import { askToRepair } from "./ask.ts";
import { splitFrom } from "./split-from.ts";

export function BelongsElsewhere(props: { message: ReceivedView }): JSX.Element {
  const isOtherSubject = () =>
    props.message.isNewSubject === true && conversations.row(props.message.conversationId) !== undefined;
  const ask = (conversation: ConversationView) => askToRepair({ about: "split", conversation, messageIds: [props.message.id] });
  return (
    <Show when={(props.message.candidates?.length ?? 0) > 0 || isOtherSubject()}>
      <p class="mt-2 flex flex-wrap items-center gap-x-2 rounded-control bg-sunken px-3 py-1.5 text-caption text-fg-muted sm:ms-12">
        <span class="min-w-0 break-words">
          <Show when={props.message.candidates} fallback={t("repair.subject-changed")}>
            {(candidates) => (
              <>
                {t("repair.may-also")}{" "}
                <For each={candidates()}>{(one, index) => <Candidate id={one.conversationId} isFirst={index() === 0} />}</For>
              </>
            )}
          </Show>
        </span>
        <Show when={splitFrom(props.message.conversationId)}>
          {(conversation) => (
            <button
              type="button"
              class="rounded-input px-1 font-medium text-accent-text underline-offset-2 hover:underline"
              onClick={() => ask(conversation())}
            >
              {t("repair.split")}
            </button>
          )}
        </Show>
      </p>
    </Show>
  );
}

function Candidate(props: { id: string; isFirst: boolean }): JSX.Element {
  const query = useConversation(() => props.id);
  const name = quietly(() => query.data && nameOf(query.data.conversation));
  return (
    <a href={`/c/${props.id}`} link class="text-accent-text underline-offset-2 hover:underline">
      {props.isFirst ? "" : ", "}
      <bdi>{name() ?? "…"}</bdi>
    </a>
  );
}
