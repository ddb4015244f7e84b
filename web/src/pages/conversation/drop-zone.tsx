// Files dropped anywhere on the conversation go to the reply.
import Paperclip from "lucide-solid/icons/paperclip";
import { createSignal, type ParentProps, Show } from "solid-js";
import { t } from "../../i18n/index.ts";

export function DropZone(props: ParentProps<{ isActive: boolean; onFiles: (files: File[]) => void }>) {
  const [depth, setDepth] = createSignal(0);
  const isOurs = (event: DragEvent): boolean => props.isActive && (event.dataTransfer?.types.includes("Files") ?? false);
  return (
    <div
      class="relative flex min-h-0 flex-1 flex-col"
      onDragEnter={(event) => {
        if (isOurs(event)) setDepth(depth() + 1);
      }}
      onDragLeave={(event) => {
        if (isOurs(event)) setDepth(Math.max(0, depth() - 1));
      }}
      onDragOver={(event) => {
        if (isOurs(event)) event.preventDefault();
      }}
      onDrop={(event) => {
        setDepth(0);
        if (!isOurs(event)) return;
        event.preventDefault();
        props.onFiles([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      {props.children}
      <Show when={depth() > 0}>
        <div class="pointer-events-none absolute inset-2 z-30 flex animate-appear flex-col items-center justify-center gap-2 rounded-pane border-2 border-accent border-dashed bg-accent-subtle text-accent-text">
          <Paperclip class="size-6" aria-hidden="true" />
          <p class="font-medium text-title">{t("conversation.drop")}</p>
        </div>
      </Show>
    </div>
  );
}
