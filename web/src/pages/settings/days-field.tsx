// A number of days within a sentence. Sent when the field is left or Enter is pressed, not at every digit.
import { createUniqueId } from "solid-js";
import { t } from "../../i18n/index.ts";

export function DaysField(props: { label: string; value: number; isDisabled: boolean; onChange: (days: number) => void }) {
  const id = createUniqueId();

  function leave(field: HTMLInputElement): void {
    const days = field.valueAsNumber;
    if (Number.isNaN(days)) field.value = String(props.value);
    else if (days !== props.value) props.onChange(days);
  }

  return (
    <div class="flex items-center gap-2 text-ui text-fg-muted">
      <input
        id={id}
        type="number"
        inputmode="numeric"
        step="1"
        min="1"
        aria-label={props.label}
        class="h-8 w-20 rounded-control border border-line-strong bg-surface px-2.5 text-ui text-fg tabular-nums disabled:border-line disabled:text-fg-muted pointer-coarse:h-11"
        value={props.value}
        disabled={props.isDisabled}
        onChange={(event) => leave(event.currentTarget)}
      />
      <label for={id}>{t("settings.days")}</label>
    </div>
  );
}
