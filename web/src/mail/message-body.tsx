// What a message says: its HTML in a frame, or its text as text, with remote images held back until somebody asks.
import ImageOff from "lucide-solid/icons/image-off";
import { createSignal, type JSX, Match, Show, Switch } from "solid-js";
import type { ReceivedView, SentView } from "../../../functions/api/views.ts";
import { plural, t } from "../i18n/index.ts";
import { FullText } from "./full-text.tsx";
import { MailFrame } from "./mail-frame.tsx";
import { Original } from "./original.tsx";

export type BodyView = "html" | "text" | "original";

export interface MessageBodyProps {
  readonly message: ReceivedView | SentView;
  readonly view: BodyView;
  /** "Message from Ana, 3 November": names the frame for those who cannot see it. */
  readonly title: string;
}

export function MessageBody(props: MessageBodyProps): JSX.Element {
  const [hasFailed, setHasFailed] = createSignal(false);
  return (
    <Switch fallback={<FullText message={props.message} />}>
      <Match when={props.view === "original"}>
        <Original conversationId={props.message.conversationId} messageId={props.message.id} />
      </Match>
      <Match when={props.view === "html" && props.message.hasHtml && !hasFailed()}>
        <HtmlBody {...props} onFailed={() => setHasFailed(true)} />
      </Match>
    </Switch>
  );
}

function HtmlBody(props: MessageBodyProps & { onFailed: () => void }): JSX.Element {
  const [images, setImages] = createSignal<"held" | "shown">("held");
  const [heldCount, setHeldCount] = createSignal(0);
  return (
    <>
      <Show when={images() === "held" && heldCount() > 0}>
        <p class="mb-2 flex items-center gap-2 rounded-control bg-sunken px-3 py-1.5 text-caption text-fg-muted">
          <ImageOff class="size-3.5 shrink-0" aria-hidden="true" />
          <span>{plural("mail.images.held", heldCount())}</span>
          <span aria-hidden="true">·</span>
          <button
            type="button"
            class="rounded-chip font-medium text-accent-text underline-offset-2 hover:underline"
            onClick={() => setImages("shown")}
          >
            {t("mail.images.show")}
          </button>
        </p>
      </Show>
      <MailFrame
        conversationId={props.message.conversationId}
        messageId={props.message.id}
        title={props.title}
        images={images()}
        isOurs={props.message.kind === "sent"}
        onHeldImages={setHeldCount}
        onFailed={props.onFailed}
      />
    </>
  );
}
