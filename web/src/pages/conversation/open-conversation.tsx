// A conversation that is there: header, notices, timeline, composer, and files dropped anywhere on it.
import { createMemo, createSignal, type JSX, Show, untrack } from "solid-js";
import type { ConversationPage, EntryView, ReceivedView } from "../../../../functions/api/views.ts";
import type { AccessLevel } from "../../../../functions/core/access.ts";
import type { Me } from "../../api.ts";
import { Composer } from "../../composer/composer.tsx";
import { createComposerState } from "../../composer/composer-state.ts";
import { prefetchEditor } from "../../composer/editor-area.tsx";
import { isNoteOfColleague } from "../../composer/news.ts";
import { conversations } from "../../data/conversation-table.ts";
import { letTakePart } from "../../data/verbs.ts";
import { whoOf } from "../../mail/entry-words.ts";
import { AttentionBanner } from "./attention-banner.tsx";
import { ConversationHeader } from "./conversation-header.tsx";
import { DropZone } from "./drop-zone.tsx";
import { useMarkRead } from "./mark-read.ts";
import { StandingBanner } from "./repair/standing-banner.tsx";
import { TakingPartContext } from "./taking-part.ts";
import { Timeline } from "./timeline.tsx";
import type { Timeline as TimelineData } from "./use-timeline.ts";

export function OpenConversation(props: {
  page: ConversationPage;
  me: Me;
  timeline: TimelineData;
  onOpen: (conversationId: string) => void;
}): JSX.Element {
  const [target, setTarget] = createSignal<{ entryId: string }>();
  const shown = createMemo(() => conversations.row(props.page.conversation.id) ?? props.page.conversation);
  const may = (level: "comment" | "reply"): boolean => {
    const own = props.me.access[props.page.conversation.inboxId] ?? "none";
    return rank(own) >= rank(level);
  };
  const entries = (): readonly EntryView[] => props.timeline.entries();
  const memberId = untrack(() => props.me.id);
  const state = createComposerState({
    page: () => props.page,
    entries,
    memberId,
    mayReply: () => may("reply"),
    onWritten: (entryId) => setTarget({ entryId }),
  });
  const noteBefore = (): string | undefined => {
    const last = entries().findLast((entry) => entry.kind !== "change");
    return last && isNoteOfColleague(last, memberId) ? whoOf(last) : undefined;
  };
  useMarkRead(shown, () => entries().at(-1)?.id);
  prefetchEditor();

  return (
    <DropZone isActive={may("reply")} onFiles={state.attach}>
      <ConversationHeader conversation={shown()} participants={participantsOf(entries())} mayChange={may("reply")} />
      <StandingBanner conversation={shown()} mayChange={may("reply")} onOpen={props.onOpen} />
      <Show when={shown().needsAttention}>
        {(problem) => <AttentionBanner problem={problem()} entries={entries()} onShow={(entryId) => setTarget({ entryId })} />}
      </Show>
      <TakingPartContext.Provider
        value={{
          has: (address) => props.page.participants.includes(address.toLowerCase()),
          get add() {
            return may("reply") ? (address: string) => void letTakePart(props.page.conversation, address) : undefined;
          },
        }}
      >
        <Timeline conversation={shown()} timeline={props.timeline} target={target()} />
      </TakingPartContext.Provider>
      <Show when={!shown().merger}>
        <Composer
          state={state}
          contactName={props.page.answer.to[0]?.name || props.page.answer.to[0]?.address || shown().contact.address}
          isReplyAllowed={may("reply")}
          isNoteAllowed={may("comment")}
          noteBefore={noteBefore()}
          onReview={() => {
            const first = entries().at(-1);
            if (first) setTarget({ entryId: first.id });
          }}
        />
      </Show>
    </DropZone>
  );
}

function rank(level: AccessLevel): number {
  return ["none", "read", "comment", "reply", "manage"].indexOf(level);
}

/** Everybody from outside who wrote, with the latest name they gave. */
function participantsOf(entries: readonly EntryView[]): ReceivedView["from"][] {
  const known = new Map<string, ReceivedView["from"]>();
  for (const entry of entries) {
    if (entry.kind !== "received") continue;
    const address = entry.from.address.toLowerCase();
    if (entry.from.name || !known.has(address)) known.set(address, entry.from);
  }
  return [...known.values()];
}
