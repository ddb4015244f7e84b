// That a colleague had a mail in their own mailbox and sent it on: who wrote it is that colleague's word.
import Forward from "lucide-solid/icons/forward";
import { type JSX, Show } from "solid-js";
import type { ReceivedView } from "../../../../functions/api/views.ts";
import { t } from "../../i18n/index.ts";

export function ForwardedLine(props: { message: ReceivedView }): JSX.Element {
  return (
    <Show when={props.message.forwarder}>
      {(forwarder) => (
        <p class="mt-2 flex items-start gap-2 rounded-control bg-sunken px-3 py-1.5 text-caption text-fg-muted sm:ms-12">
          <Forward class="mt-px size-3.5 shrink-0" aria-hidden="true" />
          <span class="min-w-0 break-words">{t("mail.forwarded-by", { name: forwarder().name })}</span>
        </p>
      )}
    </Show>
  );
}
