// Whether a conversation is open or closed: a dot or a check, and always the word.
import Check from "lucide-solid/icons/check";
import { Show } from "solid-js";
import { t } from "../i18n/index.ts";

export function StatusPill(props: { isClosed: boolean }) {
  return (
    <span class="inline-flex h-5 items-center gap-1.5 rounded-full border border-line-subtle px-2 text-meta font-medium text-fg-muted">
      <Show when={props.isClosed} fallback={<span class="size-1.5 rounded-full bg-accent" aria-hidden="true" />}>
        <Check class="size-3 text-success" aria-hidden="true" />
      </Show>
      {props.isClosed ? t("status.closed") : t("status.open")}
    </span>
  );
}
