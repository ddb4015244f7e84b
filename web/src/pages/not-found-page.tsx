// An address that leads nowhere.
import { A } from "@solidjs/router";
import Compass from "lucide-solid/icons/compass";
import { t } from "../i18n/index.ts";
import { startPath } from "../place.ts";
import { buttonClass } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

export function NotFoundPage() {
  return (
    <main class="h-full">
      <EmptyState
        icon={<Compass aria-hidden="true" />}
        title={t("not-found.title")}
        text={t("not-found.text")}
        action={
          <A href={startPath} class={buttonClass()}>
            {t("not-found.action")}
          </A>
        }
      />
    </main>
  );
}
