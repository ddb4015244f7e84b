// A mail from outside, with what is known about who really sent it.
import Bot from "lucide-solid/icons/bot";
import FileWarning from "lucide-solid/icons/file-exclamation-point";
import MailX from "lucide-solid/icons/mail-x";
import { For, type JSX, Show } from "solid-js";
import type { ReceivedView } from "../../../../functions/api/views.ts";
import { api } from "../../api.ts";
import { fullTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { matchSentence } from "../../mail/entry-words.ts";
import { byteSize } from "../../mail/byte-size.ts";
import { AddressRow, DetailRow } from "../../mail/detail-rows.tsx";
import { buttonClass } from "../../ui/button.tsx";
import { Details } from "./envelope.tsx";
import { ForwardedLine } from "./forwarded-line.tsx";
import { InvitationCard } from "./invitation-card.tsx";
import { MessageCard } from "./message-card.tsx";
import { ProtectionLine } from "./protection-line.tsx";
import { BelongsElsewhere } from "./repair/belongs-elsewhere.tsx";
import { TrustBands } from "./trust.tsx";
import { VerdictBadge } from "./verdict-badge.tsx";
import { WhyHere } from "./why-here.tsx";

export function ReceivedCard(props: { message: ReceivedView; onFold: () => void }): JSX.Element {
  return (
    <MessageCard
      message={props.message}
      onFold={props.onFold}
      hasOriginal={true}
      badges={
        <>
          <VerdictBadge message={props.message} />
          <WhyHere message={props.message} />
          <Show when={labelOf(props.message)}>{(label) => <AutomaticBadge label={label()} />}</Show>
        </>
      }
      notices={
        <>
          <TrustBands message={props.message} />
          <ForwardedLine message={props.message} />
          <ProtectionLine message={props.message} />
          <Show when={props.message.invitation}>{(invitation) => <InvitationCard invitation={invitation()} />}</Show>
          <Undelivered message={props.message} />
          <BelongsElsewhere message={props.message} />
        </>
      }
      instead={props.message.reading === "unparsed" ? <Unparsed message={props.message} /> : undefined}
      details={<ReceivedDetails message={props.message} />}
    />
  );
}

/** A delay is no failure, and a notification is work like any other mail. */
function labelOf({ automatic, undelivered }: ReceivedView): string | undefined {
  if (automatic === "none") return undefined;
  const isDelay = automatic === "bounce" && undelivered?.every(({ isDelayed }) => isDelayed);
  return t(isDelay ? "mail.automatic.delay" : `mail.automatic.${automatic}`);
}

/** Whom a mail server could not reach, in its own words. */
function Undelivered(props: { message: ReceivedView }): JSX.Element {
  return (
    <For each={props.message.undelivered}>
      {({ address, reason, isDelayed }) => (
        <p class="mt-2 flex items-start gap-2 rounded-control bg-sunken px-3 py-1.5 text-caption text-fg-muted sm:ms-12">
          <MailX class="mt-px size-3.5 shrink-0" aria-hidden="true" />
          <span class="min-w-0 break-words">
            {t(isDelayed ? "mail.undelivered.delayed" : "mail.undelivered.failed", { address })}
            <Show when={reason}>
              {" "}
              <bdi>{reason}</bdi>
            </Show>
          </span>
        </p>
      )}
    </For>
  );
}

function AutomaticBadge(props: { label: string }): JSX.Element {
  return (
    <span class="inline-flex shrink-0 items-center gap-1 rounded-chip bg-tag-slate-bg px-1.5 text-meta text-tag-slate-fg">
      <Bot class="size-3" aria-hidden="true" />
      {props.label}
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
      <AddressRow
        label={t(props.message.isWriterClaimed ? "mail.header-from" : "mail.via")}
        addresses={props.message.via ? [props.message.via] : []}
      />
      <AddressRow label={t("mail.reply-to")} addresses={props.message.replyTo} />
      <AddressRow label={t("mail.to-label")} addresses={props.message.to} />
      <AddressRow label={t("mail.cc-label")} addresses={props.message.cc} />
      <DetailRow label={t("mail.subject")}>
        <bdi>{props.message.subject || t("row.no-subject")}</bdi>
      </DetailRow>
      <DetailRow label={t("mail.received-at")}>{fullTime(props.message.at)}</DetailRow>
      <Show when={props.message.sentAt}>{(at) => <DetailRow label={t("mail.dated")}>{fullTime(at())}</DetailRow>}</Show>
      <DetailRow label={t("mail.why-here")}>{matchSentence(props.message.match)}</DetailRow>
      <Show when={props.message.evidence}>
        {(evidence) => <DetailRow label={t("mail.automatic.because")}>{evidence()}</DetailRow>}
      </Show>
      <Show when={props.message.quiet}>
        {(quiet) => <DetailRow label={t("mail.quiet")}>{t(`mail.quiet.${quiet()}`)}</DetailRow>}
      </Show>
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
