// The files of a message: a tile each, all of them in one, and in a dialog what can be shown without a download.
import FolderDown from "lucide-solid/icons/folder-down";
import ShieldQuestion from "lucide-solid/icons/shield-question-mark";
import { createSignal, For, type JSX, lazy, Show, Suspense } from "solid-js";
import type { AttachmentView } from "../../../functions/api/views.ts";
import { api } from "../api.ts";
import { plural, t } from "../i18n/index.ts";
import { AttachmentTile } from "./attachment-tile.tsx";
import { byteSize } from "./byte-size.ts";

const FileViewer = lazy(async () => ({ default: (await import("./file-viewer.tsx")).FileViewer }));

export interface AttachmentsProps {
  readonly conversationId: string;
  readonly messageId: string;
  readonly files: readonly AttachmentView[];
  /** Where the HTML is not shown, its pictures have no other place. */
  readonly areInlineListed: boolean;
  /** Nobody has looked for viruses in them. */
  readonly isUnchecked: boolean;
}

export function Attachments(props: AttachmentsProps): JSX.Element {
  const [shown, setShown] = createSignal<AttachmentView>();
  const listed = () => props.files.filter((file) => (props.areInlineListed || !file.isInline) && !file.isSignature);
  return (
    <Show when={listed().length > 0}>
      <ul class="mt-3 flex flex-wrap gap-2" aria-label={plural("mail.attachments", listed().length)}>
        <For each={listed()}>
          {(file) => (
            <AttachmentTile
              conversationId={props.conversationId}
              messageId={props.messageId}
              file={file}
              onShow={() => setShown(file)}
            />
          )}
        </For>
      </ul>
      <DownloadAll {...props} listed={listed()} />
      <Show when={props.isUnchecked}>
        <p class="mt-2 flex items-start gap-1.5 text-caption text-fg-muted">
          <ShieldQuestion class="mt-px size-3.5 shrink-0 text-warning-text" aria-hidden="true" />
          {t("mail.attachment.unchecked")}
        </p>
      </Show>
      <Suspense>
        <Show when={shown()}>
          {(file) => (
            <FileViewer
              conversationId={props.conversationId}
              messageId={props.messageId}
              files={listed().filter(({ preview }) => preview !== undefined)}
              shown={file()}
              onShow={setShown}
              onClose={() => setShown(undefined)}
            />
          )}
        </Show>
      </Suspense>
    </Show>
  );
}

/** What the mail only leads to goes by itself. */
function DownloadAll(props: AttachmentsProps & { listed: readonly AttachmentView[] }): JSX.Element {
  const inMail = () => props.listed.filter(({ linkUntil }) => !linkUntil);
  const size = () => byteSize(inMail().reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  return (
    <Show when={inMail().length > 1}>
      <a
        href={api.messages.zipAddress(props.conversationId, props.messageId, props.areInlineListed)}
        download=""
        class="mt-2 -ms-1.5 inline-flex items-center gap-1.5 rounded-control px-1.5 py-1 text-caption text-fg-muted hover:bg-hover hover:text-fg pointer-coarse:min-h-11"
      >
        <FolderDown class="size-3.5" aria-hidden="true" />
        {t("mail.attachment.all", { count: inMail().length, size: size() })}
      </a>
    </Show>
  );
}
