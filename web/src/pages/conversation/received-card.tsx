// A mail from outside, with what is known about who really sent it.
import Bot from "lucide-solid/icons/bot";
import FileWarning from "lucide-solid/icons/file-exclamation-point";
import { For, type JSX, Show } from "solid-js";
import type { ReceivedView } from "../../../../functions/api/views.ts";
import { api } from "../../api.ts";
import { fullTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { byteSize } from "../../mail/byte-size.ts";
import { buttonClass } from "../../ui/button.tsx";
import { AddressRow, DetailRow, Details } from "./envelope.tsx";
import { InvitationCard } from "./invitation-card.tsx";
import { MessageCard } from "./message-card.tsx";
import { ProtectionLine } from "./protection-line.tsx";
import { TrustBands, VerdictBadge } from "./trust.tsx";

export function ReceivedCard(props: { message: ReceivedView; onFold: () => void }): JSX.Element {
  return (
    <MessageCard
      message={props.message}
      onFold={props.onFold}
      hasOriginal={true}
      badges={
        <>
          <VerdictBadge message={props.message} />
          <Show when={props.message.automatic !== "none" && props.message.automatic}>
            {(kind) => <AutomaticBadge kind={kind()} />}
          </Show>
        </>
      }
      notices={
        <>
          <TrustBands message={props.message} />
          <ProtectionLine message={props.message} />
          <Show when={props.message.invitation}>{(invitation) => <InvitationCard invitation={invitation()} />}</Show>
        </>
      }
      instead={props.message.reading === "unparsed" ? <Unparsed message={props.message} /> : undefined}
      details={<ReceivedDetails message={props.message} />}
    />
  );
}

function AutomaticBadge(props: { kind: Exclude<ReceivedView["automatic"], "none"> }): JSX.Element {
  return (
    <span class="inline-flex shrink-0 items-center gap-1 rounded-chip bg-tag-slate-bg px-1.5 text-meta text-tag-slate-fg">
      <Bot class="size-3" aria-hidden="true" />
      {t(`mail.automatic.${props.kind}`)}
    </span>
  );
}

/** What could not be read is shown as what it is: the reason, and the original to open elsewhere. */
function Unparsed(props: { message: ReceivedView }): JSX.Element {
  return (
    <div class="flex items-start gap-3 rounded-control border border-line-subtle bg-sunken p-3">
      <FileWarning class="mt-0.5 size-5 shrink-0 text-warning-text" aria-hidden="true" />
      <div class="min-w-0">
        <p class="font-medium text-fg text-ui">{t("mail.unparsed")}</p>
        <p class="mt-0.5 break-words text-caption text-fg-muted">
          {props.message.defects.map((defect) => defect.detail).join(" ") || t("mail.unparsed.text")}
        </p>
        <a
          href={api.messages.originalAddress(props.message.conversationId, props.message.id)}
          download=""
          class={buttonClass({ variant: "secondary", size: "small", class: "mt-2" })}
        >
          {t("mail.unparsed.download", { size: byteSize(props.message.rawSizeBytes) })}
        </a>
      </div>
    </div>
  );
}

function ReceivedDetails(props: { message: ReceivedView }): JSX.Element {
  const verdicts = (): string => {
    const { spf, dkim, dmarc } = props.message.verdicts;
    return `SPF ${spf} · DKIM ${dkim} · DMARC ${dmarc}`;
  };
  return (
    <Details>
      <AddressRow label={t("mail.from")} addresses={[props.message.from]} />
      <AddressRow label={t("mail.reply-to")} addresses={props.message.replyTo} />
      <AddressRow label={t("mail.to-label")} addresses={props.message.to} />
      <AddressRow label={t("mail.cc-label")} addresses={props.message.cc} />
      <DetailRow label={t("mail.subject")}>
        <bdi>{props.message.subject || t("row.no-subject")}</bdi>
      </DetailRow>
      <DetailRow label={t("mail.received-at")}>{fullTime(props.message.at)}</DetailRow>
      <Show when={props.message.sentAt}>{(at) => <DetailRow label={t("mail.dated")}>{fullTime(at())}</DetailRow>}</Show>
      <DetailRow label={t("mail.why-here")}>{t(`mail.match.${props.message.match.by}`)}</DetailRow>
      <DetailRow label={t("mail.checks")}>{verdicts()}</DetailRow>
      <DetailRow label={t("mail.size")}>{byteSize(props.message.rawSizeBytes)}</DetailRow>
      <Show when={props.message.defects.length > 0}>
        <DetailRow label={t("mail.defects")}>
          <For each={props.message.defects}>{(defect) => <span class="block">{defect.detail}</span>}</For>
        </DetailRow>
      </Show>
    </Details>
  );
}
