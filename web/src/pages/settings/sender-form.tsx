// Saying something about a sender: whom, and what becomes of their mail.
import { createSignal } from "solid-js";
import type { Treatment } from "../../../../functions/core/mail/sender-rule.ts";
import { addSender } from "../../data/senders.ts";
import { t } from "../../i18n/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Select } from "../../ui/select.tsx";
import { LineForm } from "./line-form.tsx";
import { treatmentOptions } from "./sender-row.tsx";

export function SenderForm(props: { inboxId: string | undefined }) {
  const [treatment, setTreatment] = createSignal<Treatment>("spam");

  async function add(pattern: string): Promise<void> {
    await addSender(props.inboxId, pattern, treatment());
    announce(t("settings.senders.added", { pattern }));
  }

  return (
    <LineForm
      label={t("settings.senders.pattern")}
      placeholder="ana@example.com, @example.com, /^news-\d+@/"
      add={t("settings.senders.add")}
      isForSeveral={true}
      hint={t(`settings.treatment.${treatment()}.text`)}
      onAdd={add}
    >
      <Select
        label={t("settings.senders.treatment")}
        value={treatment()}
        class="max-sm:flex-1"
        options={treatmentOptions()}
        onChoose={(chosen) => setTreatment(chosen)}
      />
    </LineForm>
  );
}
