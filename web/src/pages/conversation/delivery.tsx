// How far a sent message has come, as a word and a sign; for each recipient on demand. Nothing is called sent that may not be.
import Ban from "lucide-solid/icons/ban";
import Check from "lucide-solid/icons/check";
import CheckCheck from "lucide-solid/icons/check-check";
import ChevronDown from "lucide-solid/icons/chevron-down";
import CircleHelp from "lucide-solid/icons/circle-question-mark";
import CircleX from "lucide-solid/icons/circle-x";
import Clock from "lucide-solid/icons/clock";
import LoaderCircle from "lucide-solid/icons/loader-circle";
import { For, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Delivery, DeliveryState, RecipientDelivery } from "../../../../functions/core/conversation/conversation.ts";
import { fullTime, messageTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";

export function DeliveryLine(props: { delivery: Delivery; isOpen: boolean; onToggle: () => void }): JSX.Element {
  const look = () => looks[props.delivery.state];
  const hasRecipients = (): boolean => props.delivery.recipients.length > 0;
  return (
    <div class={`text-caption ${look().text}`}>
      <Show
        when={hasRecipients()}
        fallback={
          <span class="inline-flex items-center gap-1.5">
            <StateWord state={props.delivery.state} />
          </span>
        }
      >
        <button
          type="button"
          aria-expanded={props.isOpen}
          onClick={() => props.onToggle()}
          class="-ms-1 inline-flex items-center gap-1.5 rounded-chip px-1 hover:bg-hover"
        >
          <StateWord state={props.delivery.state} />
          <ChevronDown class="size-3 transition-transform" classList={{ "rotate-180": props.isOpen }} aria-hidden="true" />
        </button>
      </Show>
      <Show when={explanationOf(props.delivery)}>
        {(text) => <p class={`mt-1.5 break-words rounded-control px-3 py-1.5 ${look().box}`}>{text()}</p>}
      </Show>
    </div>
  );
}

export function DeliveryDetails(props: { delivery: Delivery }): JSX.Element {
  return (
    <ul class="mt-2 divide-y divide-line-subtle rounded-control border border-line-subtle bg-surface text-caption">
      <For each={props.delivery.recipients}>
        {(recipient) => (
          <li class="flex flex-wrap items-center gap-x-2 px-3 py-1.5">
            <bdi class="min-w-0 truncate text-fg">{recipient.address}</bdi>
            <span class={`inline-flex items-center gap-1 ${looks[stateOf(recipient)].text}`}>
              <Dynamic component={looks[stateOf(recipient)].icon} class="size-3.5" aria-hidden="true" />
              {t(`mail.delivery.recipient.${recipient.state}`)}
            </span>
            <span class="flex-1" />
            <time datetime={recipient.at} title={fullTime(recipient.at)} class="text-fg-subtle tabular-nums">
              {messageTime(recipient.at)}
            </time>
            <Show when={recipient.reason}>{(reason) => <span class="w-full break-words text-fg-muted">{reason()}</span>}</Show>
          </li>
        )}
      </For>
    </ul>
  );
}

function StateWord(props: { state: DeliveryState }): JSX.Element {
  return (
    <>
      <Dynamic
        component={looks[props.state].icon}
        class={`size-3.5 ${props.state === "sending" ? "animate-pulse" : ""}`}
        aria-hidden="true"
      />
      <span class="font-medium">{t(`mail.delivery.${props.state}`)}</span>
    </>
  );
}

/** Said in full wherever a person has to decide or to correct something. */
function explanationOf({ state, reason, recipients }: Delivery): string | undefined {
  const why = reason ?? recipients.find((one) => one.reason)?.reason;
  switch (state) {
    case "queued":
    case "sending":
    case "sent":
    case "delivered":
      return undefined;
    case "bounced":
      return why ? t("mail.delivery.bounced.reason", { reason: why }) : t("mail.delivery.bounced.text");
    case "complained":
      return t("mail.delivery.complained.text");
    case "unconfirmed":
      return t("mail.delivery.unconfirmed.text");
    case "failed":
      return why ? t("mail.delivery.failed.reason", { reason: why }) : t("mail.delivery.failed.text");
  }
}

function stateOf({ state }: RecipientDelivery): DeliveryState {
  return state === "delayed" ? "queued" : state;
}

const quiet = { text: "text-fg-subtle", box: "" };
const danger = { text: "text-danger-text", box: "bg-danger-subtle" };
const warning = { text: "text-warning-text", box: "bg-warning-subtle" };

const looks: Record<DeliveryState, { icon: typeof Check; text: string; box: string }> = {
  queued: { icon: Clock, ...quiet },
  sending: { icon: LoaderCircle, ...quiet },
  sent: { icon: Check, ...quiet },
  delivered: { icon: CheckCheck, text: "text-success-text", box: "" },
  bounced: { icon: CircleX, ...danger },
  complained: { icon: Ban, ...danger },
  unconfirmed: { icon: CircleHelp, ...warning },
  failed: { icon: CircleX, ...danger },
};
