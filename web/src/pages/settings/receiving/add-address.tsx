// Another address for an inbox.
import { addAddress } from "../../../data/receiving.ts";
import { t } from "../../../i18n/index.ts";
import { announce } from "../../../ui/announce.tsx";
import { LineForm } from "../line-form.tsx";

export function AddAddress(props: { inboxId: string; onAdded: (address: string) => void }) {
  async function add(typed: string): Promise<void> {
    const address = typed.toLowerCase();
    await addAddress(props.inboxId, address);
    announce(t("settings.receiving.added", { address }));
    props.onAdded(address);
  }
  return (
    <LineForm
      label={t("settings.receiving.add.label")}
      placeholder="orders@example.com, *@example.com"
      inputMode="email"
      add={t("settings.receiving.add")}
      hint={t("settings.receiving.add.text")}
      onAdd={add}
    />
  );
}
