// Signing in again over the intact page, so that nothing that was written is lost.
import { api } from "../api.ts";
import { t } from "../i18n/index.ts";
import { buttonClass } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

export function SessionOver() {
  return (
    <Dialog isOpen={true} title={t("session.over.title")} size="small">
      <p class="text-body text-fg-muted">{t("session.over.text")}</p>
      <a
        href={api.session.signInAddress("/signed-in")}
        target="_blank"
        rel="opener"
        class={buttonClass({ variant: "primary", class: "mt-4" })}
      >
        {t("session.over.button")}
      </a>
    </Dialog>
  );
}
