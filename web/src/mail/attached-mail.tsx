// A mail that came as a file, opened: who wrote when to whom, what it says as text, and the names of its own files.
import { createResource, For, type JSX, Show } from "solid-js";
import type { OpenedMail } from "../../../functions/core/mail/opened-mail.ts";
import { api } from "../api.ts";
import { fullTime } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { byteSize } from "./byte-size.ts";
import { AddressRow, DetailRow } from "./detail-rows.tsx";
import { FileFailed } from "./file-failed.tsx";
import { FileIcon } from "./file-icon.tsx";
import { TextBody } from "./text-body.tsx";

export function AttachedMail(props: { conversationId: string; messageId: string; index: number }): JSX.Element {
  const [mail] = createResource(() => api.messages.fileMail(props.conversationId, props.messageId, props.index));
  return (
    <Show when={mail.state !== "errored"} fallback={<FileFailed />}>
      <Show when={mail.state === "ready" && mail()} fallback={<Skeleton class="h-3 w-1/2" />}>
        {(opened) => <Opened mail={opened()} />}
      </Show>
    </Show>
  );
}

function Opened(props: { mail: OpenedMail }): JSX.Element {
  return (
    <article class="mx-auto max-w-180">
      <h3 class="break-words font-semibold text-fg text-title">
        <bdi>{props.mail.subject || t("row.no-subject")}</bdi>
      </h3>
      <dl class="mt-2 mb-4 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 rounded-control bg-sunken px-3 py-2 text-caption">
        <AddressRow label={t("mail.from")} addresses={props.mail.from ? [props.mail.from] : []} />
        <AddressRow label={t("mail.to-label")} addresses={props.mail.to} />
        <AddressRow label={t("mail.cc-label")} addresses={props.mail.cc} />
        <Show when={props.mail.date}>{(date) => <DetailRow label={t("mail.dated")}>{fullTime(date())}</DetailRow>}</Show>
      </dl>
      <Show when={props.mail.text.trim() !== ""} fallback={<p class="text-fg-subtle text-ui italic">{t("mail.empty")}</p>}>
        <TextBody text={props.mail.text} folds={props.mail.folds} />
      </Show>
      <Show when={props.mail.isTextCut}>
        <p class="mt-2 text-caption text-fg-subtle">{t("file.cut")}</p>
      </Show>
      <Show when={props.mail.attachments.length > 0}>
        <ul class="mt-4 flex flex-wrap gap-2" aria-label={t("file.files")}>
          <For each={props.mail.attachments}>
            {(file) => (
              <li class="flex w-60 min-w-0 max-w-full items-center gap-2.5 rounded-control border border-line-subtle p-2">
                <FileIcon contentType={file.contentType} filename={file.filename} />
                <span class="min-w-0 flex-1">
                  <bdi class="block truncate font-medium text-caption text-fg">{file.filename}</bdi>
                  <span class="block text-fg-subtle text-meta tabular-nums">{byteSize(file.sizeBytes)}</span>
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </article>
  );
}
