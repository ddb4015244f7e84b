// Says where a conversation stands when it does not stand alone: part of another one, or spam; which ones are part of it; and
// which one it goes on with, or goes on in.
import { For, type JSX, Show } from "solid-js";
import type { ConversationView } from "../../../../../functions/api/views.ts";
import { useConversation } from "../../../data/conversation.ts";
import { markNotSpam, unlink, unmerge } from "../../../data/repair.ts";
import { t } from "../../../i18n/index.ts";
import { nameOf } from "../../../mail/entry-words.ts";
import { Banner } from "../../../ui/banner.tsx";
import { quietly } from "../quietly.ts";

export function StandingBanner(props: {
  conversation: ConversationView;
  mayChange: boolean;
  onOpen: (conversationId: string) => void;
}): JSX.Element {
  return (
    <>
      <Show when={props.conversation.spam}>
        {(spam) => (
          <div class="border-line-subtle border-b px-3 py-1.5">
            <Banner
              tone="warning"
              action={
                <Show when={props.mayChange}>
                  <button type="button" class={link} onClick={() => void markNotSpam([props.conversation])}>
                    {t("repair.not-spam")}
                  </button>
                </Show>
              }
            >
              {t("repair.is-spam", { reason: spam().reason ?? "" })}
            </Banner>
          </div>
        )}
      </Show>
      <Show when={props.conversation.merger}>
        {(merger) => (
          <Line
            conversationId={merger().into}
            text={(other) => t("repair.part-of", { other })}
            onOpen={props.onOpen}
            onTakeOut={props.mayChange ? () => void unmerge(props.conversation, merger().into) : undefined}
          />
        )}
      </Show>
      <For each={props.conversation.mergedIds}>
        {(id) => (
          <Line
            conversationId={id}
            text={(other) => t("repair.holds", { other })}
            onOpen={props.onOpen}
            onTakeOut={props.mayChange ? () => void unmerge({ id }, props.conversation.id) : undefined}
          />
        )}
      </For>
      <For each={props.conversation.linkedIds}>
        {(id) => (
          <Line
            conversationId={id}
            text={(other) => t("repair.linked-to", { other })}
            onOpen={props.onOpen}
            takeOut={t("repair.unlink")}
            onTakeOut={props.mayChange ? () => void unlink(props.conversation, id) : undefined}
          />
        )}
      </For>
      <Show when={apart(props.conversation, props.conversation.follows)}>
        {(other) => (
          <Neighbour id={other().conversationId} text={t("repair.follows", { other: nameOf(other()) })} onOpen={props.onOpen} />
        )}
      </Show>
      <Show when={apart(props.conversation, props.conversation.followedBy)}>
        {(other) => (
          <Neighbour
            id={other().conversationId}
            text={t("repair.followed-by", { other: nameOf(other()) })}
            onOpen={props.onOpen}
          />
        )}
      </Show>
    </>
  );
}

/** Put together since, the two are named as such already. */
function apart({ mergedIds = [], merger }: ConversationView, other: ConversationView["follows"]): typeof other {
  return other && (merger?.into === other.conversationId || mergedIds.includes(other.conversationId)) ? undefined : other;
}

/** By the name that it had then: nothing more is asked of the server for a line. */
function Neighbour(props: { id: string; text: string; onOpen: (conversationId: string) => void }): JSX.Element {
  return (
    <div class="border-line-subtle border-b px-3 py-1.5">
      <Banner
        action={
          <button type="button" class={link} onClick={() => props.onOpen(props.id)}>
            {t("repair.open")}
          </button>
        }
      >
        <bdi>{props.text}</bdi>
      </Banner>
    </div>
  );
}

function Line(props: {
  conversationId: string;
  text: (other: string) => string;
  onOpen: (conversationId: string) => void;
  /** What taking out is called; as for a merged one when absent. */
  takeOut?: string;
  onTakeOut: (() => void) | undefined;
}): JSX.Element {
  const query = useConversation(() => props.conversationId);
  const other = quietly(() => query.data?.conversation);
  return (
    <div class="border-line-subtle border-b px-3 py-1.5">
      <Banner
        action={
          <span class="flex shrink-0 gap-1">
            <button type="button" class={link} onClick={() => props.onOpen(props.conversationId)}>
              {t("repair.open")}
            </button>
            <Show when={props.onTakeOut}>
              {(takeOut) => (
                <button type="button" class={link} onClick={() => takeOut()()}>
                  {props.takeOut ?? t("repair.take-out")}
                </button>
              )}
            </Show>
          </span>
        }
      >
        {props.text(nameOf(other() ?? { subject: "…" }))}
      </Banner>
    </div>
  );
}

const link = "rounded-input px-2 py-1 font-medium underline-offset-2 hover:underline";
