// The files of a draft: how far each has come, how much room is left, and a way out of each.
import Link from "lucide-solid/icons/link";
import RotateCw from "lucide-solid/icons/rotate-cw";
import X from "lucide-solid/icons/x";
import { For, type JSX, Show } from "solid-js";
import { t } from "../i18n/index.ts";
import { FileIcon } from "../mail/file-icon.tsx";
import { byteSize } from "../mail/byte-size.ts";
import { attachmentLimit, linkedFileDays, type Upload, type Uploads } from "./uploads.ts";

export function UploadList(props: { uploads: Uploads }): JSX.Element {
  return (
    <Show when={props.uploads.items.length > 0}>
      <div class="border-line-subtle border-t px-3 py-2">
        <ul class="flex max-h-36 flex-wrap gap-2 overflow-y-auto">
          <For each={props.uploads.items}>
            {(upload) => (
              <UploadTile
                upload={upload}
                isLinked={props.uploads.isLinked(upload.key)}
                onRemove={() => props.uploads.remove(upload.key)}
                onRetry={() => props.uploads.retry(upload.key)}
              />
            )}
          </For>
        </ul>
        <SizeMeter bytes={props.uploads.totalBytes()} />
        <Show when={props.uploads.linkedBytes() > 0}>
          <p
            role="status"
            class="mt-1.5 flex items-start gap-2 rounded-control bg-warning-subtle px-2 py-1 text-caption text-warning-text"
          >
            <Link class="mt-px size-3.5 shrink-0" aria-hidden="true" />
            {t("composer.upload.linked", { size: byteSize(props.uploads.linkedBytes()), days: linkedFileDays })}
          </p>
        </Show>
      </div>
    </Show>
  );
}

function UploadTile(props: { upload: Upload; isLinked: boolean; onRemove: () => void; onRetry: () => void }): JSX.Element {
  return (
    <li
      class="relative flex w-56 max-w-full items-center gap-2.5 overflow-hidden rounded-control border bg-surface p-1.5 pe-1"
      classList={{ "border-danger": props.upload.state === "failed", "border-line-subtle": props.upload.state !== "failed" }}
    >
      <FileIcon contentType={props.upload.contentType} filename={props.upload.filename} />
      <span class="min-w-0 flex-1">
        <bdi class="block truncate font-medium text-caption text-fg">{props.upload.filename}</bdi>
        <Show
          when={props.upload.state !== "failed"}
          fallback={<span class="block text-danger-text text-meta">{t("composer.upload.failed")}</span>}
        >
          <span class="block text-fg-subtle text-meta tabular-nums">
            {props.upload.state === "done"
              ? `${byteSize(props.upload.sizeBytes)}${props.isLinked ? ` · ${t("composer.upload.as-link")}` : ""}`
              : t("composer.upload.progress", {
                  percent: Math.round(props.upload.progress * 100),
                  size: byteSize(props.upload.sizeBytes),
                })}
          </span>
        </Show>
      </span>
      <Show when={props.upload.state === "failed"}>
        <TileButton label={t("composer.upload.retry", { name: props.upload.filename })} onPress={props.onRetry}>
          <RotateCw class="size-3.5" aria-hidden="true" />
        </TileButton>
      </Show>
      <TileButton label={t("composer.upload.remove", { name: props.upload.filename })} onPress={props.onRemove}>
        <X class="size-3.5" aria-hidden="true" />
      </TileButton>
      <Show when={props.upload.state === "uploading" || props.upload.state === "waiting"}>
        <progress
          class="upload-bar absolute inset-x-0 bottom-0 h-0.5 w-full"
          max={1}
          value={props.upload.progress}
          aria-label={props.upload.filename}
        />
      </Show>
    </li>
  );
}

function SizeMeter(props: { bytes: number }): JSX.Element {
  const isNearlyFull = (): boolean => props.bytes > attachmentLimit.bytes * 0.8;
  return (
    <p
      class="mt-1.5 flex items-center gap-2 text-meta tabular-nums"
      classList={{ "text-warning-text": isNearlyFull(), "text-fg-subtle": !isNearlyFull() }}
    >
      <meter
        class="size-meter h-1 w-24"
        max={attachmentLimit.bytes}
        high={attachmentLimit.bytes * 0.8}
        value={props.bytes}
        aria-label={t("composer.upload.total")}
      />
      {t("composer.upload.of", { used: byteSize(props.bytes), limit: byteSize(attachmentLimit.bytes) })}
    </p>
  );
}

function TileButton(props: { label: string; onPress: () => void; children: JSX.Element }): JSX.Element {
  return (
    <button
      type="button"
      aria-label={props.label}
      title={props.label}
      onClick={() => props.onPress()}
      class="flex size-6 shrink-0 items-center justify-center rounded-input text-fg-muted hover:bg-hover hover:text-fg pointer-coarse:size-9"
    >
      {props.children}
    </button>
  );
}
