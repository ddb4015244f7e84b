// Where signing in again ends: tells the tabs whose session was over that it is back, then closes itself.
import { onMount } from "solid-js";
import { t } from "../../i18n/index.ts";
import { sessionChannel } from "../../session.ts";
import { Mark } from "../../ui/mark.tsx";

export function SignedInPage() {
  onMount(() => {
    const channel = new BroadcastChannel(sessionChannel);
    channel.postMessage("back");
    channel.close();
    window.close();
  });
  return (
    <main class="flex h-full flex-col items-center justify-center gap-4 p-4">
      <Mark class="size-12" />
      <p class="text-body text-fg-muted">{t("session.back")}</p>
    </main>
  );
}
