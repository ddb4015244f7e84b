// A value to take somewhere else: it can be read, selected, and copied by one press.
import CheckMark from "lucide-solid/icons/check";
import Copy from "lucide-solid/icons/copy";
import { createSignal, onCleanup, Show } from "solid-js";
import { t } from "../../../i18n/index.ts";
import { announce } from "../../../ui/announce.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";

const saysSoMs = 2000;

export function CopyField(props: { label: string; value: string; class?: string }) {
  const [isCopied, setCopied] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(props.value);
    announce(t("settings.receiving.copied", { what: props.label }));
    setCopied(true);
    clearTimeout(timer);
    timer = setTimeout(() => setCopied(false), saysSoMs);
  }

  return (
    <div class={`min-w-0 ${props.class ?? ""}`}>
      <p class="mb-1 text-caption text-fg-muted">{props.label}</p>
      <div class="flex items-center gap-1 rounded-control border border-line bg-surface pr-1 pl-3">
        <code class="min-w-0 flex-1 py-1.5 font-mono text-ui break-all text-fg select-all">{props.value}</code>
        <IconButton size="small" label={t("settings.receiving.copy", { what: props.label })} onClick={() => void copy()}>
          <Show when={isCopied()} fallback={<Copy class="size-3.5" aria-hidden="true" />}>
            <CheckMark class="size-3.5 text-success-text" aria-hidden="true" />
          </Show>
        </IconButton>
      </div>
    </div>
  );
}
