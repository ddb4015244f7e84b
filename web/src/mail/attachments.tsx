// The files of a message as tiles. A click downloads; nothing is opened in the page.
import Archive from "lucide-solid/icons/archive";
import Calendar from "lucide-solid/icons/calendar";
import Download from "lucide-solid/icons/download";
import File from "lucide-solid/icons/file";
import FileSpreadsheet from "lucide-solid/icons/file-spreadsheet";
import FileText from "lucide-solid/icons/file-text";
import Image from "lucide-solid/icons/image";
import Mail from "lucide-solid/icons/mail";
import Music from "lucide-solid/icons/music";
import Video from "lucide-solid/icons/video";
import { createSignal, For, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { AttachmentView } from "../../../functions/api/views.ts";
import { api } from "../api.ts";
import { dayOf } from "../i18n/format.ts";
import { plural, t } from "../i18n/index.ts";
import { byteSize } from "./byte-size.ts";

export interface AttachmentsProps {
  readonly conversationId: string;
  readonly messageId: string;
  readonly files: readonly AttachmentView[];
  /** Where the HTML is not shown, its pictures have no other place. */
  readonly areInlineListed: boolean;
}

export function Attachments(props: AttachmentsProps): JSX.Element {
  const listed = () => props.files.filter((file) => (props.areInlineListed || !file.isInline) && !isSignature(file));
  return (
    <Show when={listed().length > 0}>
      <ul class="mt-3 flex flex-wrap gap-2" aria-label={plural("mail.attachments", listed().length)}>
        <For each={listed()}>
          {(file) => (
            <li class="min-w-0 max-w-full">
              <a
                href={api.messages.attachmentAddress(props.conversationId, props.messageId, file.index)}
                download=""
                class="group flex w-60 max-w-full items-center gap-2.5 rounded-control border border-line-subtle bg-surface p-2 pe-3 hover:border-line hover:bg-hover"
                title={t("mail.attachment.download", { name: file.filename })}
              >
                <Show when={hasPreview(file)} fallback={<FileIcon contentType={file.contentType} filename={file.filename} />}>
                  <Preview address={api.messages.previewAddress(props.conversationId, props.messageId, file.index)} file={file} />
                </Show>
                <span class="min-w-0 flex-1">
                  <bdi class="block truncate font-medium text-caption text-fg">{file.filename}</bdi>
                  <span class="block text-fg-subtle text-meta tabular-nums">
                    {byteSize(file.sizeBytes)}
                    <Show when={file.linkUntil}>
                      {(until) => ` · ${t("mail.attachment.link-until", { day: dayOf(until()) })}`}
                    </Show>
                  </span>
                </span>
                <Download
                  class="size-4 shrink-0 text-fg-subtle opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
                  aria-hidden="true"
                />
              </a>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

/** A larger one would be a download before anybody asked for it. */
const previewBytes = 4 * 1024 * 1024;

function hasPreview({ contentType, sizeBytes }: AttachmentView): boolean {
  return /^image\/(?:png|p?jpe?g|gif|webp)$/.test(contentType) && sizeBytes <= previewBytes;
}

/** What claims to be a picture and is none keeps the sign of its kind. */
function Preview(props: { address: string; file: AttachmentView }): JSX.Element {
  const [hasFailed, setHasFailed] = createSignal(false);
  return (
    <Show when={!hasFailed()} fallback={<FileIcon contentType={props.file.contentType} filename={props.file.filename} />}>
      <img
        src={props.address}
        alt=""
        loading="lazy"
        decoding="async"
        class="size-8 shrink-0 rounded-input bg-sunken object-cover"
        onError={() => setHasFailed(true)}
      />
    </Show>
  );
}

/** Made by the sender's program and of no use to a reader; it stays in the original. */
function isSignature({ contentType }: AttachmentView): boolean {
  return /^application\/(?:(?:x-)?pkcs7-signature|pgp-signature|pgp-encrypted)$/.test(contentType);
}

/** A coloured square with the sign of the file's kind. The kind is the sender's claim, so it decides about a picture only. */
export function FileIcon(props: { contentType: string; filename: string }): JSX.Element {
  const look = () => lookOf(props.contentType, props.filename);
  return (
    <span class={`flex size-8 shrink-0 items-center justify-center rounded-input ${look().class}`} aria-hidden="true">
      <Dynamic component={look().icon} class="size-4" />
    </span>
  );
}

function lookOf(contentType: string, filename: string): { icon: typeof File; class: string } {
  const ending = filename.slice(filename.lastIndexOf(".") + 1).toLowerCase();
  if (contentType.startsWith("image/")) return { icon: Image, class: "bg-tag-violet-bg text-tag-violet-fg" };
  if (contentType.startsWith("video/")) return { icon: Video, class: "bg-tag-pink-bg text-tag-pink-fg" };
  if (contentType.startsWith("audio/")) return { icon: Music, class: "bg-tag-pink-bg text-tag-pink-fg" };
  if (contentType === "application/pdf" || ending === "pdf") return { icon: FileText, class: "bg-tag-red-bg text-tag-red-fg" };
  if (/^(csv|xlsx?|ods|numbers)$/.test(ending)) return { icon: FileSpreadsheet, class: "bg-tag-green-bg text-tag-green-fg" };
  if (/^(docx?|odt|rtf|txt|md|pages)$/.test(ending)) return { icon: FileText, class: "bg-tag-indigo-bg text-tag-indigo-fg" };
  if (/^(zip|gz|tgz|7z|rar|tar)$/.test(ending)) return { icon: Archive, class: "bg-tag-amber-bg text-tag-amber-fg" };
  if (contentType === "message/rfc822" || ending === "eml") return { icon: Mail, class: "bg-tag-sky-bg text-tag-sky-fg" };
  if (contentType === "text/calendar" || ending === "ics") return { icon: Calendar, class: "bg-tag-teal-bg text-tag-teal-fg" };
  return { icon: File, class: "bg-tag-slate-bg text-tag-slate-fg" };
}
