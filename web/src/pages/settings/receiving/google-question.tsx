// Google asks before it forwards: the code to type there, or the page to open. Opening it is for the person alone to do.
import ExternalLink from "lucide-solid/icons/external-link";
import X from "lucide-solid/icons/x";
import { Show } from "solid-js";
import type { Confirmation } from "../../../../../functions/core/inbox/receiving.ts";
import { dropConfirmation } from "../../../data/receiving.ts";
import { messageTime } from "../../../i18n/format.ts";
import { t } from "../../../i18n/index.ts";
import { buttonClass } from "../../../ui/button.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { CopyField } from "./copy-field.tsx";

export function GoogleQuestion(props: { inboxId: string; confirmation: Confirmation }) {
  const account = () => props.confirmation.account ?? t("settings.receiving.google.somebody");
  return (
    <section role="status" class="rounded-control bg-info-subtle p-3 text-ui">
      <div class="flex items-start gap-2">
        <h3 class="min-w-0 flex-1 font-medium break-words text-info-text">
          {t("settings.receiving.google", { account: account() })}
        </h3>
        <IconButton
          size="small"
          class="-mt-1 -mr-1"
          label={t("settings.receiving.google.dismiss")}
          onClick={() => void dropConfirmation(props.inboxId)}
        >
          <X class="size-4" aria-hidden="true" />
        </IconButton>
      </div>
      <p class="mt-1 text-fg">
        {t("settings.receiving.google.text")}{" "}
        <time class="text-fg-muted" datetime={props.confirmation.at}>
          {messageTime(props.confirmation.at)}
        </time>
      </p>
      <div class="mt-3 flex flex-wrap items-end gap-3">
        <Show when={props.confirmation.code}>
          {(code) => (
            <div class="w-44">
              <CopyField label={t("settings.receiving.google.code")} value={code()} />
            </div>
          )}
        </Show>
        <Show when={props.confirmation.link}>
          {(link) => (
            <a href={link()} target="_blank" rel="noopener noreferrer nofollow" class={buttonClass()}>
              {t("settings.receiving.google.open")}
              <ExternalLink class="size-3.5 text-fg-subtle" aria-hidden="true" />
            </a>
          )}
        </Show>
      </div>
    </section>
  );
}
