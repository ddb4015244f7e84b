// For whoever may look and not change: that it is so, and who can.
import Lock from "lucide-solid/icons/lock";
import { useMembers } from "../../data/people.ts";
import { readyData } from "../../data/query-client.ts";
import { locale, t } from "../../i18n/index.ts";

export function WhomToAsk(props: { inboxId: string }) {
  const members = useMembers();
  const managers = () => readyData(members)?.items.filter(({ manages }) => manages.includes(props.inboxId)) ?? [];
  return (
    <p class="mb-6 flex items-start gap-2 rounded-control bg-sunken px-3 py-2 text-ui text-fg-muted">
      <Lock class="mt-0.5 size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
      {askSentence(managers().map(({ name }) => name))}
    </p>
  );
}

export function askSentence(managers: readonly string[]): string {
  if (managers.length === 0) return t("settings.ask-admin");
  return t("settings.ask", { names: new Intl.ListFormat(locale(), { type: "disjunction" }).format(managers) });
}
