// A mail of ours, with how far it has come.
import { createSignal, type JSX, Show } from "solid-js";
import type { SentView } from "../../../../functions/api/views.ts";
import { fullTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { AddressRow, DetailRow } from "../../mail/detail-rows.tsx";
import { DeliveryDetails, DeliveryLine } from "./delivery.tsx";
import { Details } from "./envelope.tsx";
import { MessageCard } from "./message-card.tsx";

export function SentCard(props: { message: SentView; onFold: () => void }): JSX.Element {
  const [isOpen, setIsOpen] = createSignal(false);
  return (
    <MessageCard
      message={props.message}
      onFold={props.onFold}
      hasOriginal={props.message.hasOriginal}
      details={
        <Details>
          <AddressRow label={t("mail.from")} addresses={[props.message.from]} />
          <AddressRow label={t("mail.to-label")} addresses={props.message.to} />
          <AddressRow label={t("mail.cc-label")} addresses={props.message.cc} />
          <AddressRow label={t("mail.bcc-label")} addresses={props.message.bcc ?? []} />
          <AddressRow label={t("mail.reply-to")} addresses={props.message.replyTo} />
          <DetailRow label={t("mail.subject")}>
            <bdi>{props.message.subject}</bdi>
          </DetailRow>
          <DetailRow label={t("mail.written-at")}>{fullTime(props.message.at)}</DetailRow>
          <Show when={props.message.delivery.sesMessageId}>
            {(id) => (
              <DetailRow label={t("mail.ses-id")}>
                <span class="select-all font-mono">{id()}</span>
              </DetailRow>
            )}
          </Show>
        </Details>
      }
      footer={
        <div class="mt-2.5">
          <DeliveryLine delivery={props.message.delivery} isOpen={isOpen()} onToggle={() => setIsOpen(!isOpen())} />
          <Show when={isOpen()}>
            <DeliveryDetails delivery={props.message.delivery} />
          </Show>
        </div>
      }
    />
  );
}
