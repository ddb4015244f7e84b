// Saying something about a sender: whom, and what becomes of their mail. What the server refuses is said at the field.
import { createSignal, createUniqueId, Show } from "solid-js";
import type { Treatment } from "../../../../functions/core/mail/sender-rule.ts";
import { reasonOf } from "../../data/reason.ts";
import { addSender } from "../../data/senders.ts";
import { t } from "../../i18n/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import { treatmentOptions } from "./sender-row.tsx";

export function SenderForm(props: { inboxId: string | undefined }) {
  const id = createUniqueId();
  let field!: HTMLInputElement;
  const [pattern, setPattern] = createSignal("");
  const [treatment, setTreatment] = createSignal<Treatment>("spam");
  const [refusal, setRefusal] = createSignal<string>();
  const [isSending, setSending] = createSignal(false);

  async function add(): Promise<void> {
    const wanted = pattern().trim();
    if (wanted === "" || isSending()) return field.focus();
    setSending(true);
    try {
      await addSender(props.inboxId, wanted, treatment());
      setPattern("");
      setRefusal(undefined);
      announce(t("settings.senders.added", { pattern: wanted }));
    } catch (error) {
      setRefusal(reasonOf(error));
    } finally {
      setSending(false);
      field.focus();
    }
  }

  return (
    <form
      class="rounded-control bg-sunken p-3"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <label for={id} class="mb-1.5 block text-ui font-medium text-fg">
        {t("settings.senders.pattern")}
      </label>
      <div class="flex flex-wrap items-center gap-2">
        <input
          ref={field}
          id={id}
          type="text"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          placeholder="ana@example.com, @example.com, /^news-\d+@/"
          aria-invalid={refusal() !== undefined}
          aria-describedby={`${id}-said`}
          class="h-8 min-w-48 flex-1 max-sm:basis-full rounded-control border border-line-strong bg-surface px-3 text-ui text-fg outline-offset-0 placeholder:text-fg-subtle aria-invalid:border-danger pointer-coarse:h-11"
          value={pattern()}
          onInput={(event) => {
            setPattern(event.currentTarget.value);
            setRefusal(undefined);
          }}
        />
        <Select
          label={t("settings.senders.treatment")}
          value={treatment()}
          class="max-sm:flex-1"
          options={treatmentOptions()}
          onChoose={(chosen) => setTreatment(chosen)}
        />
        <Button type="submit" variant="primary" aria-disabled={isSending()}>
          {t("settings.senders.add")}
        </Button>
      </div>
      <div id={`${id}-said`} class="mt-1.5 text-caption">
        <div role="alert" class="text-danger-text">
          {refusal()}
        </div>
        <Show when={refusal() === undefined}>
          <p class="text-fg-muted">{t(`settings.treatment.${treatment()}.text`)}</p>
        </Show>
      </div>
    </form>
  );
}
