// What was said about a sender: what becomes of their mail, who said it, and when.
import Trash from "lucide-solid/icons/trash";
import { Show } from "solid-js";
import type { Treatment } from "../../../../functions/core/mail/sender-rule.ts";
import type { SenderView } from "../../data/settings-api.ts";
import { fullTime, longDay } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { Select } from "../../ui/select.tsx";

export function SenderRow(props: {
  rule: SenderView;
  /** Absent: whoever said it is no longer here. */
  who: string | undefined;
  mayChange: boolean;
  onChange: (treatment: Treatment) => void;
  onRemove: () => void;
}) {
  return (
    <li class="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2.5">
      <div class="min-w-52 flex-1">
        <p class="text-ui font-medium break-all text-fg">{props.rule.pattern}</p>
        <p class="text-caption text-fg-muted">{t(`settings.treatment.${props.rule.treatment}.text`)}</p>
        <p class="text-caption text-fg-subtle">
          {props.who ?? t("settings.senders.somebody")} ·{" "}
          <time datetime={props.rule.at} title={fullTime(props.rule.at)}>
            {longDay(props.rule.at)}
          </time>
        </p>
      </div>
      <Show when={props.mayChange}>
        <div class="flex items-center gap-1 max-sm:w-full">
          <Select
            label={t("settings.senders.treatment-of", { pattern: props.rule.pattern })}
            value={props.rule.treatment}
            class="flex-1"
            options={treatmentOptions()}
            onChoose={(treatment) => props.onChange(treatment)}
          />
          <IconButton label={t("settings.senders.remove", { pattern: props.rule.pattern })} onClick={() => props.onRemove()}>
            <Trash class="size-4" aria-hidden="true" />
          </IconButton>
        </div>
      </Show>
    </li>
  );
}

/** From the mildest to the hardest. */
export function treatmentOptions(): readonly { readonly value: Treatment; readonly label: string }[] {
  const all = ["allowed", "closed", "spam", "silent"] as const satisfies readonly Treatment[];
  return all.map((value) => ({ value, label: t(`settings.treatment.${value}`) }));
}
