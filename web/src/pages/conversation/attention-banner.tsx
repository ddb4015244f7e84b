// Something we sent did not arrive, or may not have: said at the top until somebody has answered or closed.
import { type JSX, Show } from "solid-js";
import type { ConversationView, EntryView } from "../../../../functions/api/views.ts";
import { t } from "../../i18n/index.ts";
import { Banner } from "../../ui/banner.tsx";

export function AttentionBanner(props: {
  problem: NonNullable<ConversationView["needsAttention"]>;
  entries: readonly EntryView[];
  onShow: (entryId: string) => void;
}): JSX.Element {
  const concerned = (): EntryView | undefined =>
    props.entries.findLast((entry) => entry.kind === "sent" && entry.delivery.state === props.problem) ??
    props.entries.findLast((entry) => entry.kind === "received" && entry.automatic === "bounce");
  return (
    <div class="border-line-subtle border-b px-3 py-2">
      <Banner
        tone={props.problem === "unconfirmed" ? "warning" : "danger"}
        action={
          <Show when={concerned()}>
            {(entry) => (
              <button
                type="button"
                class="shrink-0 rounded-input px-2 py-1 font-medium underline-offset-2 hover:underline"
                onClick={() => props.onShow(entry().id)}
              >
                {t("conversation.attention.show")}
              </button>
            )}
          </Show>
        }
      >
        {t(`conversation.attention.${props.problem}`)}
      </Banner>
    </div>
  );
}
