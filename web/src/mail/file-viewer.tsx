// A file in a dialog: a picture large, a text as text, a mail as what it says; the arrow keys lead to the message's others.
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import Download from "lucide-solid/icons/download";
import { createSignal, type JSX, Match, Show, Switch } from "solid-js";
import type { AttachmentView } from "../../../functions/api/views.ts";
import { api } from "../api.ts";
import { t } from "../i18n/index.ts";
import { Dialog } from "../ui/dialog.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { AttachedMail } from "./attached-mail.tsx";
import { byteSize } from "./byte-size.ts";
import { FileFailed } from "./file-failed.tsx";
import { TextFile } from "./text-file.tsx";

export interface FileViewerProps {
  readonly conversationId: string;
  readonly messageId: string;
  /** All that can be shown. */
  readonly files: readonly AttachmentView[];
  readonly shown: AttachmentView;
  readonly onShow: (file: AttachmentView) => void;
  readonly onClose: () => void;
}

export function FileViewer(props: FileViewerProps): JSX.Element {
  const at = () => props.files.findIndex(({ index }) => index === props.shown.index);
  /** Round and round: a button that went dead at the end would take the focus with it. */
  function go(steps: -1 | 1): void {
    const file = props.files.at((at() + steps) % props.files.length);
    if (file) props.onShow(file);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "ArrowLeft") go(-1);
    if (event.key === "ArrowRight") go(1);
  }
  return (
    <Dialog
      isOpen={true}
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={props.shown.filename}
      size="large"
      onKeyDown={onKeyDown}
      actions={
        <>
          <span class="text-caption text-fg-subtle tabular-nums max-sm:hidden">{byteSize(props.shown.sizeBytes)}</span>
          <Show when={props.files.length > 1}>
            <IconButton label={t("file.previous")} keys="←" onClick={() => go(-1)}>
              <ChevronLeft class="size-4 rtl:-scale-x-100" aria-hidden="true" />
            </IconButton>
            <span class="text-caption text-fg-subtle tabular-nums" aria-live="polite">
              {t("file.position", { number: at() + 1, count: props.files.length })}
            </span>
            <IconButton label={t("file.next")} keys="→" onClick={() => go(1)}>
              <ChevronRight class="size-4 rtl:-scale-x-100" aria-hidden="true" />
            </IconButton>
          </Show>
          <a
            href={api.messages.attachmentAddress(props.conversationId, props.messageId, props.shown.index)}
            download=""
            title={t("mail.attachment.download", { name: props.shown.filename })}
            aria-label={t("mail.attachment.download", { name: props.shown.filename })}
            class="inline-flex size-8 shrink-0 items-center justify-center rounded-control text-fg-muted hover:bg-hover hover:text-fg pointer-coarse:size-11"
          >
            <Download class="size-4" aria-hidden="true" />
          </a>
        </>
      }
    >
      {/* Focused, so that the keys which scroll have something to scroll. */}
      <section tabindex="0" autofocus aria-label={props.shown.filename} class="h-full outline-none">
        <Show when={props.shown} keyed>
          {(file) => (
            <Switch>
              <Match when={file.preview === "image"}>
                <Picture
                  address={api.messages.previewAddress(props.conversationId, props.messageId, file.index)}
                  name={file.filename}
                />
              </Match>
              <Match when={file.preview === "text"}>
                <TextFile conversationId={props.conversationId} messageId={props.messageId} index={file.index} />
              </Match>
              <Match when={file.preview === "mail"}>
                <AttachedMail conversationId={props.conversationId} messageId={props.messageId} index={file.index} />
              </Match>
            </Switch>
          )}
        </Show>
      </section>
    </Dialog>
  );
}

/** As large as it is, or as there is room. */
function Picture(props: { address: string; name: string }): JSX.Element {
  const [hasFailed, setHasFailed] = createSignal(false);
  return (
    <Show when={!hasFailed()} fallback={<FileFailed />}>
      <div class="flex h-full items-center justify-center rounded-control bg-sunken">
        <img
          src={props.address}
          alt={props.name}
          class="max-h-full max-w-full object-contain"
          onError={() => setHasFailed(true)}
        />
      </div>
    </Show>
  );
}
