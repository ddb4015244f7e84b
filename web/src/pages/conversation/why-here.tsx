// Why a mail is in this conversation: asked rarely, answered in one sentence with the id that decided.
import Route from "lucide-solid/icons/route";
import { type JSX, Show } from "solid-js";
import type { ReceivedView } from "../../../../functions/api/views.ts";
import { t } from "../../i18n/index.ts";
import { Hint } from "../../ui/hint.tsx";

export function WhyHere(props: { match: ReceivedView["match"] }): JSX.Element {
  return (
    <Hint label={t("mail.why-here.ask")} sign={<Route class="size-3.5" aria-hidden="true" />}>
      <p>{t(`mail.match.${props.match.by}`)}</p>
      <Show when={idOf(props.match)}>
        {(id) => (
          <p class="mt-1 text-fg-subtle">
            {t("mail.match.id")} <code class="break-all">{id()}</code>
          </p>
        )}
      </Show>
    </Hint>
  );
}

function idOf(match: ReceivedView["match"]): string | undefined {
  return "id" in match ? match.id : undefined;
}
