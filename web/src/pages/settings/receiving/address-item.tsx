// An address of an inbox: whether mail to it arrives, and when it is opened, how to bring that mail here and to see it come.
import CircleCheck from "lucide-solid/icons/circle-check";
import CircleDashed from "lucide-solid/icons/circle-dashed";
import ChevronDown from "lucide-solid/icons/chevron-down";
import Trash from "lucide-solid/icons/trash";
import { createUniqueId, Show } from "solid-js";
import type { Proof, Receiving } from "../../../../../functions/core/inbox/receiving.ts";
import { removeAddress } from "../../../data/receiving.ts";
import { fullTime, messageTime } from "../../../i18n/format.ts";
import { t } from "../../../i18n/index.ts";
import { Button } from "../../../ui/button.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { Check } from "./check.tsx";
import { GoogleQuestion } from "./google-question.tsx";
import { WayHere } from "./way-here.tsx";

export function AddressItem(props: {
  inboxId: string;
  address: string;
  receiving: Receiving;
  mayChange: boolean;
  isOpen: boolean;
  isLooking: boolean;
  onOpen: (isWanted: boolean) => void;
  onLook: () => void;
}) {
  const id = createUniqueId();
  const known = () => props.receiving.addresses.find(({ address }) => address === props.address);
  const isSending = () => known()?.isSendingAddress === true;
  const probe = () => (props.receiving.probe?.address === props.address ? props.receiving.probe : undefined);
  return (
    <li aria-labelledby={`${id}-address`}>
      <div class="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2.5">
        <div class="min-w-52 flex-1">
          <p id={`${id}-address`} class="text-ui font-medium break-all text-fg">
            {props.address}
          </p>
          <Arriving proof={known()?.proof} />
          <Show when={isSending()}>
            <p class="text-caption text-fg-muted">{t("settings.receiving.sends")}</p>
          </Show>
        </div>
        <Show when={props.mayChange}>
          <div class="flex items-center gap-1">
            <Button
              aria-expanded={props.isOpen}
              aria-controls={props.isOpen ? `${id}-more` : undefined}
              aria-label={t("settings.receiving.set-up-of", { address: props.address })}
              onClick={() => props.onOpen(!props.isOpen)}
            >
              {t("settings.receiving.set-up")}
              <ChevronDown class={`size-3.5 text-fg-subtle ${props.isOpen ? "rotate-180" : ""}`} aria-hidden="true" />
            </Button>
            <Show when={!isSending()}>
              <IconButton
                label={t("settings.receiving.remove", { address: props.address })}
                onClick={() => void removeAddress(props.inboxId, props.address)}
              >
                <Trash class="size-4" aria-hidden="true" />
              </IconButton>
            </Show>
          </div>
        </Show>
      </div>
      <Show when={props.isOpen}>
        <div id={`${id}-more`} class="flex flex-col gap-6 border-t border-line-subtle px-3 py-4 sm:px-4">
          <WayHere address={props.address} receiving={props.receiving} />
          <Show when={props.receiving.confirmation}>
            {(confirmation) => <GoogleQuestion inboxId={props.inboxId} confirmation={confirmation()} />}
          </Show>
          <Check
            inboxId={props.inboxId}
            address={props.address}
            probe={probe()}
            isLooking={props.isLooking}
            onLook={props.onLook}
          />
        </div>
      </Show>
    </li>
  );
}

function Arriving(props: { proof: Proof | undefined }) {
  return (
    <Show
      when={props.proof}
      fallback={
        <p class="flex items-center gap-1.5 text-caption text-fg-muted">
          <CircleDashed class="size-3.5 shrink-0 text-fg-subtle" aria-hidden="true" />
          {t("settings.receiving.unproved")}
        </p>
      }
    >
      {(proof) => (
        <p class="flex items-center gap-1.5 text-caption text-success-text">
          <CircleCheck class="size-3.5 shrink-0" aria-hidden="true" />
          <span>
            {t(`settings.receiving.${proof().way}`)} ·{" "}
            <time datetime={proof().at} title={fullTime(proof().at)}>
              {messageTime(proof().at)}
            </time>
          </span>
        </p>
      )}
    </Show>
  );
}
