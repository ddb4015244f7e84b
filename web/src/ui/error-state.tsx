// A pane that could not be loaded: what happened in plain words, the request's id to quote, and another try.
import CircleAlert from "lucide-solid/icons/circle-alert";
import { Show } from "solid-js";
import { ApiError } from "../api.ts";
import { reasonOf } from "../data/reason.ts";
import { t } from "../i18n/index.ts";
import { Button } from "./button.tsx";

export function ErrorState(props: { title?: string; error: unknown; onRetry?: () => void }) {
  const requestId = () => (props.error instanceof ApiError ? props.error.requestId : undefined);
  return (
    <div role="alert" class="flex h-full flex-col items-center justify-center gap-1 px-8 py-12 text-center">
      <CircleAlert class="mb-2 size-6 text-danger-text" aria-hidden="true" />
      <p class="text-body font-medium text-fg">{props.title ?? t("error.title")}</p>
      <p class="max-w-80 text-ui text-fg-muted">{reasonOf(props.error)}</p>
      <Show when={requestId()}>
        {(id) => <p class="mt-1 font-mono text-meta text-fg-subtle select-all">{t("error.request", { id: id() })}</p>}
      </Show>
      <Show when={props.onRetry}>
        {(retry) => (
          <Button class="mt-4" onClick={() => retry()()}>
            {t("action.retry")}
          </Button>
        )}
      </Show>
    </div>
  );
}
