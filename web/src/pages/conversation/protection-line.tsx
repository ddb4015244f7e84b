// That a mail came signed or encrypted: said quietly, because nothing here checks a signature or opens what is closed.
import Lock from "lucide-solid/icons/lock";
import PenLine from "lucide-solid/icons/pen-line";
import { type JSX, Show } from "solid-js";
import type { ReceivedView } from "../../../../functions/api/views.ts";
import { api } from "../../api.ts";
import { t } from "../../i18n/index.ts";

export function ProtectionLine(props: { message: ReceivedView }): JSX.Element {
  return (
    <Show when={props.message.protection}>
      {(protection) => (
        <p class="mt-2 flex items-start gap-2 rounded-control bg-sunken px-3 py-1.5 text-caption text-fg-muted sm:ms-12">
          <Show
            when={protection().kind === "encrypted"}
            fallback={<PenLine class="mt-px size-3.5 shrink-0" aria-hidden="true" />}
          >
            <Lock class="mt-px size-3.5 shrink-0" aria-hidden="true" />
          </Show>
          <span class="min-w-0 break-words">
            {t(`mail.protection.${protection().kind}`, { by: protection().by === "pgp" ? "PGP" : "S/MIME" })}
            <Show when={protection().kind === "encrypted"}>
              {" "}
              <a
                href={api.messages.originalAddress(props.message.conversationId, props.message.id)}
                download=""
                class="underline hover:text-fg"
              >
                {t("mail.protection.original")}
              </a>
            </Show>
          </span>
        </p>
      )}
    </Show>
  );
}
