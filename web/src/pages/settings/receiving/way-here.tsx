// The two ways for mail to come here: another mail service passes it on, or the domain's MX record names SES.
import ChevronRight from "lucide-solid/icons/chevron-right";
import { createSignal, For, Show } from "solid-js";
import type { Receiving } from "../../../../../functions/core/inbox/receiving.ts";
import { type Key, t } from "../../../i18n/index.ts";
import { Banner } from "../../../ui/banner.tsx";
import { RadioList } from "../../../ui/radio-list.tsx";
import { CopyField } from "./copy-field.tsx";

export function WayHere(props: { address: string; receiving: Receiving }) {
  const [way, setWay] = createSignal<"forwarding" | "mx">("forwarding");
  return (
    <RadioList
      question={t("settings.receiving.way")}
      value={way()}
      options={[
        {
          value: "forwarding",
          label: t("settings.receiving.forwarding"),
          text: t("settings.receiving.forwarding.text"),
          detail: () => <Forwarding forwardTo={props.receiving.forwardTo} />,
        },
        {
          value: "mx",
          label: t("settings.receiving.mx"),
          text: t("settings.receiving.mx.text"),
          detail: () => <MxRecord address={props.address} mailExchanger={props.receiving.mailExchanger} />,
        },
      ]}
      onChoose={setWay}
    />
  );
}

const services = ["gmail", "microsoft", "other"] as const;
const steps = {
  gmail: ["settings.receiving.gmail.1", "settings.receiving.gmail.2", "settings.receiving.gmail.3"],
  microsoft: ["settings.receiving.microsoft.1", "settings.receiving.microsoft.2", "settings.receiving.microsoft.3"],
  other: ["settings.receiving.other.1", "settings.receiving.other.2"],
} as const satisfies Record<(typeof services)[number], readonly Key[]>;

function Forwarding(props: { forwardTo: string }) {
  return (
    <div class="flex flex-col gap-3">
      <CopyField label={t("settings.receiving.forward-to")} value={props.forwardTo} />
      <div class="divide-y divide-line-subtle rounded-control border border-line-subtle bg-surface">
        <For each={services}>
          {(service) => (
            <details name="settings-receiving-service" class="group">
              <summary class="flex min-h-9 cursor-pointer items-center gap-2 px-3 text-ui font-medium text-fg select-none hover:bg-hover pointer-coarse:min-h-11">
                <ChevronRight class="size-3.5 shrink-0 text-fg-subtle group-open:rotate-90" aria-hidden="true" />
                {t(`settings.receiving.${service}`)}
              </summary>
              <ol class="list-decimal space-y-1.5 pt-0.5 pr-3 pb-3 pl-12 text-ui text-fg-muted marker:text-fg-subtle">
                <For each={steps[service]}>{(step) => <li>{t(step)}</li>}</For>
              </ol>
              <Show when={service === "gmail"}>
                <p class="pr-3 pb-3 pl-8.5 text-ui text-fg-muted">{t("settings.receiving.gmail.workspace")}</p>
              </Show>
            </details>
          )}
        </For>
      </div>
    </div>
  );
}

function MxRecord(props: { address: string; mailExchanger: Receiving["mailExchanger"] }) {
  const domain = () => props.address.slice(props.address.lastIndexOf("@") + 1);
  return (
    <Show when={props.mailExchanger} fallback={<p class="text-ui text-fg-muted">{t("settings.receiving.mx.nowhere")}</p>}>
      {(mailExchanger) => (
        <div class="flex flex-col gap-3">
          <Banner tone="warning">{t("settings.receiving.mx.all", { domain: domain() })}</Banner>
          <div class="grid gap-3 sm:grid-cols-2">
            <CopyField label={t("settings.receiving.mx.type")} value="MX" />
            <CopyField label={t("settings.receiving.mx.priority")} value={String(mailExchanger().priority)} />
            <CopyField class="sm:col-span-2" label={t("settings.receiving.mx.name")} value={domain()} />
            <CopyField class="sm:col-span-2" label={t("settings.receiving.mx.value")} value={mailExchanger().host} />
          </div>
          <p class="text-ui text-fg-muted">{t("settings.receiving.mx.domain", { domain: domain() })}</p>
        </div>
      )}
    </Show>
  );
}
