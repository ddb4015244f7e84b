// The line above a mail that keeps pictures elsewhere: how many are held back, and how to see them, once or always.
import ImageOff from "lucide-solid/icons/image-off";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { ReceivedView, SentView } from "../../../functions/api/views.ts";
import { api } from "../api.ts";
import { plural, t } from "../i18n/index.ts";
import type { RemoteImages as Remote } from "./mail-document.ts";

export interface RemoteImagesProps {
  readonly message: ReceivedView | SentView;
  readonly remote: Remote;
  /** The member asked to see them in this message. */
  readonly isAsked: boolean;
  readonly onShow: () => void;
  /** What is remembered of this sender has changed. */
  readonly onSettled: () => void;
}

export function RemoteImages(props: RemoteImagesProps): JSX.Element {
  const [hasFailed, setHasFailed] = createSignal(false);
  const isHeld = (): boolean => props.remote.held > 0 && !props.isAsked;
  const isAlways = (): boolean => props.remote.areShown && !props.isAsked;

  async function settle(work: () => Promise<unknown>): Promise<void> {
    setHasFailed(false);
    try {
      await work();
      props.onSettled();
    } catch (error) {
      console.warn("it could not be remembered", error);
      setHasFailed(true);
    }
  }

  return (
    <Show when={isHeld() || isAlways() || props.remote.trackers > 0}>
      <p class="mb-2 flex flex-wrap items-center gap-x-2 gap-y-0.5 rounded-control bg-sunken px-3 py-1.5 text-caption text-fg-muted">
        <ImageOff class="size-3.5 shrink-0" aria-hidden="true" />
        <Show when={isHeld()}>
          <span>{plural("mail.images.held", props.remote.held)}</span>
          <Choice label={t("mail.images.show")} onPress={props.onShow} />
          <For each={props.remote.always}>
            {(sender) => (
              <Choice
                label={t("mail.images.always", { sender })}
                onPress={() => void settle(() => api.remoteContent.showAlways(sender))}
              />
            )}
          </For>
          <Show when={props.remote.always.length === 0 && props.message.kind === "received"}>
            <span>{t("mail.images.not-always")}</span>
          </Show>
        </Show>
        <Show when={isAlways()}>
          <span>{t("mail.images.shown-always", { sender: props.remote.always[0] ?? "" })}</span>
          <Choice
            label={t("mail.images.stop")}
            onPress={() =>
              void settle(() => Promise.all(props.remote.always.map((sender) => api.remoteContent.holdAgain(sender))))
            }
          />
        </Show>
        <Show when={props.remote.trackers > 0}>
          <span>{plural("mail.images.trackers", props.remote.trackers)}</span>
        </Show>
        <Show when={hasFailed()}>
          <span role="alert" class="text-danger-text">
            {t("mail.images.failed")}
          </span>
        </Show>
      </p>
    </Show>
  );
}

function Choice(props: { label: string; onPress: () => void }): JSX.Element {
  return (
    <>
      <span aria-hidden="true">·</span>
      <button
        type="button"
        class="max-w-full truncate rounded-chip font-medium text-accent-text underline-offset-2 hover:underline"
        onClick={() => props.onPress()}
      >
        {props.label}
      </button>
    </>
  );
}
