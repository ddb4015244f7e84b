// Above the spam folder: how long what lies in it stays.
import { useQuery } from "@tanstack/solid-query";
import { Show } from "solid-js";
import { everyInbox } from "../../data/folders.ts";
import { queryKeys, readyData } from "../../data/query-client.ts";
import { settingsApi } from "../../data/settings-api.ts";
import { plural, t } from "../../i18n/index.ts";

export function SpamNote(props: { inboxId: string }) {
  const settings = useQuery(() => ({
    queryKey: queryKeys.inboxSettings(props.inboxId),
    queryFn: ({ signal }: { signal: AbortSignal }) => settingsApi.read(props.inboxId, signal),
    enabled: props.inboxId !== everyInbox,
  }));
  return (
    <Show when={props.inboxId !== everyInbox} fallback={t("list.spam.each-inbox")}>
      <Show when={settings.isSuccess && readyData(settings)}>
        {(decided) => (decided().spamDays === 0 ? t("list.spam.kept") : plural("list.spam.removed", decided().spamDays))}
      </Show>
    </Show>
  );
}
