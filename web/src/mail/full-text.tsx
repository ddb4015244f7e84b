// The text of a message. A long one is cut in the timeline and fetched whole when somebody asks; one that was made from HTML is
// fetched at once, for the timeline's leaves out where links lead.
import { createSignal, type JSX, onMount, Show } from "solid-js";
import type { ReceivedView, SentView } from "../../../functions/api/views.ts";
import { api } from "../api.ts";
import { t } from "../i18n/index.ts";
import { TextBody } from "./text-body.tsx";

export function FullText(props: { message: ReceivedView | SentView }): JSX.Element {
  const [whole, setWhole] = createSignal<Pick<ReceivedView, "text" | "folds">>();
  const shown = () => whole() ?? props.message;
  const [state, setState] = createSignal<"idle" | "loading" | "failed">("idle");

  async function load(): Promise<void> {
    setState("loading");
    try {
      setWhole(await api.messages.text(props.message.conversationId, props.message.id));
      setState("idle");
    } catch (error) {
      console.warn("the whole text did not come", error);
      setState("failed");
    }
  }

  onMount(() => {
    if (props.message.kind === "received" && props.message.hasHtml) void load();
  });

  return (
    <>
      <Show when={shown().text.trim() !== ""} fallback={<p class="text-fg-subtle text-ui italic">{t("mail.empty")}</p>}>
        <TextBody text={shown().text} folds={shown().folds} />
      </Show>
      <Show when={props.message.isTextCut && whole() === undefined}>
        <button
          type="button"
          disabled={state() === "loading"}
          onClick={() => void load()}
          class="mt-2 font-medium text-accent-text text-caption underline-offset-2 hover:underline disabled:text-fg-disabled"
        >
          {state() === "failed" ? t("mail.text.retry") : t("mail.text.all")}
        </button>
      </Show>
    </>
  );
}
