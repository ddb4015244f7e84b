// The outline of a conversation while it loads, with the measures of the real one.
import { For, type JSX } from "solid-js";
import { t } from "../../i18n/index.ts";
import { Skeleton } from "../../ui/skeleton.tsx";

export function PaneSkeleton(): JSX.Element {
  return (
    <div role="status" aria-label={t("conversation.loading")}>
      <div class="flex h-12 items-center gap-3 border-line-subtle border-b px-4">
        <Skeleton class="h-4 w-64" />
        <span class="flex-1" />
        <Skeleton class="h-7 w-24" />
      </div>
      <div class="space-y-4 p-4">
        <For each={["w-3/4", "w-1/2"]}>
          {(width) => (
            <div class="flex gap-3 rounded-popover border border-line-subtle p-4">
              <Skeleton class="size-9 shrink-0 rounded-full" />
              <div class="flex-1 space-y-2.5 pt-1">
                <Skeleton class="h-3 w-40" />
                <Skeleton class="h-3 w-full" />
                <Skeleton class={`h-3 ${width}`} />
              </div>
            </div>
          )}
        </For>
      </div>
    </div>
  );
}
