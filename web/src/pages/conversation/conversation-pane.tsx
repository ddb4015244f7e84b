// One conversation: what was said, oldest first, and the place to answer.
import { type JSX, Match, Show, Switch } from "solid-js";
import { useMe } from "../../data/people.ts";
import { readyData } from "../../data/query-client.ts";
import { t } from "../../i18n/index.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { AfterMoment } from "../../ui/skeleton.tsx";
import { OpenConversation } from "./open-conversation.tsx";
import { PaneSkeleton } from "./pane-skeleton.tsx";
import { quietly } from "./quietly.ts";
import { useTimeline } from "./use-timeline.ts";

export function ConversationPane(props: { conversationId: string; onOpen: (conversationId: string) => void }): JSX.Element {
  // Keyed: nothing of one conversation, least of all a draft, may leak into the next.
  return (
    <Show when={props.conversationId} keyed>
      {(id) => <Pane id={id} onOpen={props.onOpen} />}
    </Show>
  );
}

function Pane(props: { id: string; onOpen: (conversationId: string) => void }): JSX.Element {
  const timeline = useTimeline(props.id);
  const meQuery = useMe();
  const me = quietly(() => readyData(meQuery));
  const ready = () => {
    const [page, who] = [timeline.page(), me()];
    return page && who && { page, me: who };
  };
  return (
    <article class="flex h-full min-w-0 flex-col bg-surface" aria-label={t("conversation.label")}>
      <Switch>
        <Match when={ready()}>
          {(found) => <OpenConversation page={found().page} me={found().me} timeline={timeline} onOpen={props.onOpen} />}
        </Match>
        <Match when={timeline.query.isError}>
          <ErrorState
            title={t("conversation.error")}
            error={timeline.query.error}
            onRetry={() => void timeline.query.refetch()}
          />
        </Match>
        <Match when={!ready()}>
          <AfterMoment>
            <PaneSkeleton />
          </AfterMoment>
        </Match>
      </Switch>
    </article>
  );
}
