// What is decided about an inbox. A change shows at once, and is taken back with the server's reason when it is refused.
import { useQuery } from "@tanstack/solid-query";
import type { InboxSettings } from "../../../functions/core/inbox/settings.ts";
import { t } from "../i18n/index.ts";
import { announce } from "../ui/announce.tsx";
import { toast } from "../ui/toast.tsx";
import { guessesAbout } from "./guesses.ts";
import { queryKeys, readyData } from "./query-client.ts";
import { reasonOf } from "./reason.ts";
import { settingsApi } from "./settings-api.ts";

const guesses = guessesAbout<InboxSettings>();

export function useInboxSettings(inboxId: () => string) {
  const query = useQuery(() => ({
    queryKey: queryKeys.inboxSettings(inboxId()),
    queryFn: ({ signal }: { signal: AbortSignal }) => settingsApi.read(inboxId(), signal),
    staleTime: 0,
  }));
  const settings = () => {
    const known = readyData(query);
    return known && guesses.over(queryKeys.inboxSettings(inboxId()), known);
  };
  return { query, settings };
}

export async function changeInboxSettings(inboxId: string, change: Partial<InboxSettings>): Promise<void> {
  try {
    await guesses.during(
      queryKeys.inboxSettings(inboxId),
      (known) => ({ ...known, ...change }),
      async () => {
        const all = await settingsApi.change(inboxId, change);
        return () => all;
      },
    );
    announce(t("settings.saved"));
  } catch (error) {
    toast.error(t("settings.refused", { reason: reasonOf(error) }));
  }
}
