// What a message says: its HTML in a frame, or its text as text, with remote images held back until somebody asks.
import { createSignal, type JSX, Match, Show, Switch } from "solid-js";
import type { ReceivedView, SentView } from "../../../functions/api/views.ts";
import { FullText } from "./full-text.tsx";
import { noRemoteImages } from "./mail-document.ts";
import { MailFrame } from "./mail-frame.tsx";
import { Original } from "./original.tsx";
import { RemoteImages } from "./remote-images.tsx";

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
  const [images, setImages] = createSignal<"preferred" | "shown">("preferred");
  const [remote, setRemote] = createSignal(noRemoteImages);
  /** Each time it goes up, the frame is loaded anew. */
  const [settled, setSettled] = createSignal(0);
  return (
    <>
      <RemoteImages
        message={props.message}
        remote={remote()}
        isAsked={images() === "shown"}
        onShow={() => setImages("shown")}
        onSettled={() => setSettled(settled() + 1)}
      />
      <Show when={settled() + 1} keyed>
        <MailFrame
          conversationId={props.message.conversationId}
          messageId={props.message.id}
          title={props.title}
          images={images()}
          isOurs={props.message.kind === "sent"}
          onRemoteImages={setRemote}
          onFailed={props.onFailed}
        />
      </Show>
    </>
  );
}
