// One file of a message. A click shows it where it can be shown, and downloads it where not; the download is never further than that.
import Download from "lucide-solid/icons/download";
import { createSignal, type JSX, Show } from "solid-js";
import type { AttachmentView } from "../../../functions/api/views.ts";
import { api } from "../api.ts";
import { dayOf } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";
import { byteSize } from "./byte-size.ts";
import { FileIcon } from "./file-icon.tsx";

export interface AttachmentTileProps {
  readonly conversationId: string;
  readonly messageId: string;
  readonly file: AttachmentView;
  readonly onShow: () => void;
}

export function AttachmentTile(props: AttachmentTileProps): JSX.Element {
  const address = () => api.messages.attachmentAddress(props.conversationId, props.messageId, props.file.index);
  const download = () => t("mail.attachment.download", { name: props.file.filename });
  return (
    <li class="group relative w-60 min-w-0 max-w-full">
      <Show
        when={props.file.preview}
        fallback={
          <a href={address()} download="" title={download()} class={tileClass}>
            <Face {...props} />
            <Download class={`size-4 shrink-0 text-fg-subtle ${onDemand}`} aria-hidden="true" />
          </a>
        }
      >
        <button
          type="button"
          aria-haspopup="dialog"
          title={t("mail.attachment.open", { name: props.file.filename })}
          onClick={() => props.onShow()}
          class={`${tileClass} text-start`}
        >
          <Face {...props} />
          <span class="size-4 shrink-0 pointer-coarse:size-7" aria-hidden="true" />
        </button>
        <a
          href={address()}
          download=""
          title={download()}
          aria-label={download()}
          class={`absolute inset-y-0 end-0 flex w-9 items-center justify-center rounded-control text-fg-subtle hover:text-fg pointer-coarse:w-11 ${onDemand}`}
        >
          <Download class="size-4" aria-hidden="true" />
        </a>
      </Show>
    </li>
  );
}

const tileClass =
  "flex w-full min-w-0 items-center gap-2.5 rounded-control border border-line-subtle bg-surface p-2 pe-3 hover:border-line hover:bg-hover";
/** A finger cannot hover. */
const onDemand = "opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100";

function Face(props: AttachmentTileProps): JSX.Element {
  return (
    <>
      <Show
        when={props.file.preview === "image"}
        fallback={<FileIcon contentType={props.file.contentType} filename={props.file.filename} />}
      >
        <Thumbnail {...props} />
      </Show>
      <span class="min-w-0 flex-1">
        <bdi class="block truncate font-medium text-caption text-fg">{props.file.filename}</bdi>
        <span class="block text-fg-subtle text-meta tabular-nums">
          {byteSize(props.file.sizeBytes)}
          <Show when={props.file.linkUntil}>{(until) => ` · ${t("mail.attachment.link-until", { day: dayOf(until()) })}`}</Show>
        </span>
      </span>
    </>
  );
}

/** What claims to be a picture and is none keeps the sign of its kind. */
function Thumbnail(props: AttachmentTileProps): JSX.Element {
  const [hasFailed, setHasFailed] = createSignal(false);
  return (
    <Show when={!hasFailed()} fallback={<FileIcon contentType={props.file.contentType} filename={props.file.filename} />}>
      <img
        src={api.messages.previewAddress(props.conversationId, props.messageId, props.file.index)}
        alt=""
        loading="lazy"
        decoding="async"
        class="size-8 shrink-0 rounded-input bg-sunken object-cover"
        onError={() => setHasFailed(true)}
      />
    </Show>
  );
}
