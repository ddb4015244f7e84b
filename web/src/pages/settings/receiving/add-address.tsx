// Another address for an inbox. What the server refuses is said at the field.
import { createSignal, createUniqueId, Show } from "solid-js";
import { addAddress } from "../../../data/receiving.ts";
import { reasonOf } from "../../../data/reason.ts";
import { t } from "../../../i18n/index.ts";
import { announce } from "../../../ui/announce.tsx";
import { Button } from "../../../ui/button.tsx";

export function AddAddress(props: { inboxId: string; onAdded: (address: string) => void }) {
  const id = createUniqueId();
  let field!: HTMLInputElement;
  const [address, setAddress] = createSignal("");
  const [refusal, setRefusal] = createSignal<string>();
  const [isSending, setSending] = createSignal(false);

  async function add(): Promise<void> {
    const wanted = address().trim().toLowerCase();
    if (wanted === "" || isSending()) return field.focus();
    setSending(true);
    try {
      await addAddress(props.inboxId, wanted);
      setAddress("");
      setRefusal(undefined);
      announce(t("settings.receiving.added", { address: wanted }));
      props.onAdded(wanted);
    } catch (error) {
      setRefusal(reasonOf(error));
      field.focus();
    } finally {
      setSending(false);
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
        {t("settings.receiving.add.label")}
      </label>
      <div class="flex flex-wrap items-center gap-2">
        <input
          ref={field}
          id={id}
          type="text"
          inputmode="email"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          placeholder="orders@example.com, *@example.com"
          aria-invalid={refusal() !== undefined}
          aria-describedby={`${id}-said`}
          class="h-8 min-w-48 flex-1 rounded-control border border-line-strong bg-surface px-3 text-ui text-fg outline-offset-0 placeholder:text-fg-subtle aria-invalid:border-danger pointer-coarse:h-11"
          value={address()}
          onInput={(event) => {
            setAddress(event.currentTarget.value);
            setRefusal(undefined);
          }}
        />
        <Button type="submit" variant="primary" aria-disabled={isSending()}>
          {t("settings.receiving.add")}
        </Button>
      </div>
      <div id={`${id}-said`} class="mt-1.5 text-caption">
        <div role="alert" class="text-danger-text">
          {refusal()}
        </div>
        <Show when={refusal() === undefined}>
          <p class="text-fg-muted">{t("settings.receiving.add.text")}</p>
        </Show>
      </div>
    </form>
  );
}
