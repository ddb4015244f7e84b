// A mail as it came over the wire: its beginning, as text, for the person who wants to know what was really sent.
import { createResource, type JSX, Show } from "solid-js";
import { api } from "../api.ts";
import { t } from "../i18n/index.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { byteSize } from "./byte-size.ts";

/** Headers and the beginning of the body; base64 beyond that is for programs. */
const shownBytes = 200_000;

export function Original(props: { conversationId: string; messageId: string }): JSX.Element {
  const address = (): string => api.messages.originalAddress(props.conversationId, props.messageId);
  const [start] = createResource(address, readStart);
  return (
    <Show
      when={start.state !== "errored"}
      fallback={
        <p role="alert" class="text-fg-muted text-ui">
          {t("mail.original.failed")}
        </p>
      }
    >
      <Show when={start.state === "ready" && start()} fallback={<Skeleton class="h-3 w-1/2" />}>
        {(found) => (
          <>
            <pre class="max-h-[60vh] overflow-auto whitespace-pre-wrap break-all rounded-control bg-sunken p-3 font-mono text-caption text-fg">
              {found().text}
            </pre>
            <Show when={found().isCut}>
              <p class="mt-1 text-caption text-fg-subtle">{t("mail.original.cut", { size: byteSize(shownBytes) })}</p>
            </Show>
          </>
        )}
      </Show>
    </Show>
  );
}

/** Stops the download after the beginning: an original may have 40 MB. */
async function readStart(address: string): Promise<{ text: string; isCut: boolean }> {
  const response = await fetch(address, { credentials: "same-origin" });
  if (!response.ok || !response.body) throw new Error(`The original was not given: ${response.status}`);
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text, isCut: false };
    text += decoder.decode(value, { stream: true });
    bytes += value.length;
    if (bytes < shownBytes) continue;
    await reader.cancel();
    return { text: text.slice(0, shownBytes), isCut: true };
  }
}
