// One line at the top while the browser is offline, or while live updates are interrupted for longer than a moment.
import { onlineManager, useIsMutating } from "@tanstack/solid-query";
import { createSignal, Match, onCleanup, Switch } from "solid-js";
import { isLive } from "../data/live.ts";
import { plural, t } from "../i18n/index.ts";
import { AfterMoment } from "../ui/skeleton.tsx";
import { Banner } from "../ui/banner.tsx";

const interruptionNoticedMs = 4000;

export function ConnectionBanner() {
  const [isOnline, setOnline] = createSignal(onlineManager.isOnline());
  onCleanup(onlineManager.subscribe(setOnline));
  const waiting = useIsMutating(() => ({}));
  return (
    <Switch>
      <Match when={!isOnline()}>
        <div class="px-2 pt-2">
          <Banner tone="warning">{waiting() > 0 ? plural("app.offline.waiting", waiting()) : t("app.offline")}</Banner>
        </div>
      </Match>
      <Match when={!isLive()}>
        <AfterMoment delayMs={interruptionNoticedMs}>
          <div class="px-2 pt-2">
            <Banner>{t("app.reconnecting")}</Banner>
          </div>
        </AfterMoment>
      </Match>
    </Switch>
  );
}
