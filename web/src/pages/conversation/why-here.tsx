// Why a mail is in this conversation: asked rarely, answered in one sentence with the id that decided, and where else it is.
import { useQuery } from "@tanstack/solid-query";
import Route from "lucide-solid/icons/route";
import { For, type JSX, Show } from "solid-js";
import type { ReceivedView } from "../../../../functions/api/views.ts";
import { api, type CopyView } from "../../api.ts";
import { useInboxes } from "../../data/inboxes.ts";
import { queryKeys, readyData } from "../../data/query-client.ts";
import { t } from "../../i18n/index.ts";
import { matchSentence } from "../../mail/entry-words.ts";
import { pathOf } from "../../place.ts";
import { Hint } from "../../ui/hint.tsx";

export function WhyHere(props: { message: ReceivedView }): JSX.Element {
  return (
    <Hint label={t("mail.why-here.ask")} sign={<Route class="size-3.5" aria-hidden="true" />}>
      <Show when={props.message.forwarder}>
        {(by) => <p class="mb-1">{t("mail.forwarded-by.why", { name: by().name, address: by().to })}</p>}
      </Show>
      <p>{matchSentence(props.message.match)}</p>
      <Show when={idOf(props.message.match)}>
        {(id) => (
          <p class="mt-1 text-fg-subtle">
            {t("mail.match.id")} <code class="break-all">{id()}</code>
          </p>
        )}
      </Show>
      <Copies message={props.message} />
    </Hint>
  );
}

/** One mail to two of our inboxes is a conversation in each. */
function Copies(props: { message: ReceivedView }): JSX.Element {
  const { id, conversationId } = props.message;
  const query = useQuery(() => ({
    queryKey: queryKeys.copies(id),
    queryFn: ({ signal }: { signal: AbortSignal }) => api.messages.copies(conversationId, id, signal),
  }));
  const inboxes = useInboxes();
  const nameOf = (copy: CopyView) => readyData(inboxes)?.items.find((inbox) => inbox.id === copy.inboxId)?.name;
  return (
    <For each={readyData(query)?.items}>
      {(copy) => (
        <p class="mt-1">
          <a
            link
            class="text-accent-text underline"
            href={pathOf({ inboxId: copy.inboxId, folder: "all", conversationId: copy.conversationId })}
          >
            {t("mail.also-in", { name: nameOf(copy) ?? "" })}
          </a>
        </p>
      )}
    </For>
  );
}

function idOf(match: ReceivedView["match"]): string | undefined {
  return "id" in match ? match.id : undefined;
}
