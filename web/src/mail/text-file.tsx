// A text file, as it is written.
import { createResource, type JSX, Show } from "solid-js";
import { api } from "../api.ts";
import { t } from "../i18n/index.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { FileFailed } from "./file-failed.tsx";

export function TextFile(props: { conversationId: string; messageId: string; index: number }): JSX.Element {
  const [text] = createResource(() => api.messages.fileText(props.conversationId, props.messageId, props.index));
  return (
    <Show when={text.state !== "errored"} fallback={<FileFailed />}>
      <Show when={text.state === "ready"} fallback={<Skeleton class="h-3 w-1/2" />}>
        <Show when={text()} fallback={<p class="text-fg-subtle text-ui italic">{t("file.empty")}</p>}>
          <pre class="whitespace-pre-wrap break-words font-mono text-caption text-fg [unicode-bidi:plaintext]">{text()}</pre>
        </Show>
      </Show>
    </Show>
  );
}
