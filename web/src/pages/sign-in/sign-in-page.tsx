// The door: one button to the issuer, and what went wrong if somebody comes back from there without a session.
import { useSearchParams } from "@solidjs/router";
import { Show } from "solid-js";
import { api } from "../../api.ts";
import { t } from "../../i18n/index.ts";
import { Banner } from "../../ui/banner.tsx";
import { buttonClass } from "../../ui/button.tsx";
import { Mark } from "../../ui/mark.tsx";

export function SignInPage() {
  const [search] = useSearchParams<{ error?: string; returnTo?: string }>();
  return (
    <main class="flex h-full items-center justify-center overflow-y-auto p-4">
      <div class="flex w-full max-w-90 flex-col items-center rounded-pane border border-line-subtle bg-surface px-8 py-10 text-center">
        <Mark class="size-12" />
        <h1 class="mt-5 text-page font-semibold text-balance">{t("sign-in.title")}</h1>
        <p class="mt-1 text-body text-fg-muted">{t("sign-in.purpose")}</p>
        <Show when={search.error}>
          {(reason) => (
            <div class="mt-5 w-full text-left">
              <Banner tone="danger">{sentenceFor(reason())}</Banner>
            </div>
          )}
        </Show>
        <a
          href={api.session.signInAddress(ownPath(search.returnTo))}
          class={buttonClass({ variant: "primary", size: "large", class: "mt-6 w-full" })}
        >
          {t("sign-in.button")}
        </a>
      </div>
    </main>
  );
}

function sentenceFor(reason: string): string {
  return /unknown|member/u.test(reason)
    ? t("sign-in.error.unknown-member")
    : t("sign-in.error", { reason: reason.slice(0, 200) });
}

/** Only back to a page of ours: `//elsewhere` is somebody else's. */
function ownPath(path: string | undefined): string {
  return path && /^\/(?![/\\])/u.test(path) ? path : "/";
}
