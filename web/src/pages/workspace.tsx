// What is around every page of somebody who is signed in: banners, toasts, dialogs, live updates, general keys.
import { Navigate, type RouteSectionProps, useNavigate, useParams } from "@solidjs/router";
import { QueryClientProvider } from "@tanstack/solid-query";
import { createSignal, lazy, Match, onCleanup, type ParentProps, Show, Suspense, Switch } from "solid-js";
import { ApiError, api, type Me } from "../api.ts";
import { refreshEverything, stayCurrent } from "../data/live.ts";
import { useMe } from "../data/people.ts";
import { queryClient, readyData } from "../data/query-client.ts";
import { canUndo, undoLast } from "../data/undo.ts";
import { t } from "../i18n/index.ts";
import { startKeyboard, useActions } from "../keyboard.ts";
import { placeOf, settingsPathOf } from "../place.ts";
import { isSessionOver, signInPath, watchSession } from "../session.ts";
import { Announcer } from "../ui/announce.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Toasts } from "../ui/toast.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";

const ShortcutHelp = lazy(async () => ({ default: (await import("./shortcut-help.tsx")).ShortcutHelp }));
const SessionOver = lazy(async () => ({ default: (await import("./session-over.tsx")).SessionOver }));

export function Workspace(props: RouteSectionProps) {
  return (
    <QueryClientProvider client={queryClient}>
      <WhoIsThere>{props.children}</WhoIsThere>
    </QueryClientProvider>
  );
}

function WhoIsThere(props: ParentProps) {
  const me = useMe();
  return (
    <Switch>
      <Match when={readyData(me)}>{(known) => <SignedIn me={known()}>{props.children}</SignedIn>}</Match>
      <Match when={me.error instanceof ApiError && me.error.status === 401}>
        <Navigate href={signInPath()} />
      </Match>
      <Match when={me.isError}>
        <ErrorState error={me.error} onRetry={() => void me.refetch()} />
      </Match>
    </Switch>
  );
}

/** After the session is back. Whoever is somebody else now gets a new document: nothing of the one before stays in memory. */
async function goOnAs(me: Me): Promise<void> {
  const { id } = await api.me();
  if (id === me.id) refreshEverything();
  else location.assign("/");
}

function SignedIn(props: ParentProps<{ me: Me }>) {
  const [isHelpOpen, setHelpOpen] = createSignal(false);
  const params = useParams();
  const navigate = useNavigate();
  onCleanup(startKeyboard());
  watchSession(() => void goOnAs(props.me));
  stayCurrent(props.me.socketAddress);
  useActions([
    { id: "help.shortcuts", label: () => t("shortcuts.help"), group: "general", keys: ["?"], run: () => setHelpOpen(true) },
    {
      id: "settings.open",
      label: () => t("nav.settings"),
      group: "general",
      keys: ["$mod+,"],
      worksInText: true,
      run: () => navigate(settingsPathOf(placeOf(params).inboxId)),
    },
    { id: "undo", label: () => t("verb.undo"), group: "general", keys: ["z", "$mod+z"], when: canUndo, run: undoLast },
  ]);
  return (
    <div class="flex h-full flex-col">
      <ConnectionBanner />
      <div class="min-h-0 flex-1">{props.children}</div>
      <Announcer />
      <Toasts />
      <Suspense>
        <Show when={isHelpOpen()}>
          <ShortcutHelp onClose={() => setHelpOpen(false)} />
        </Show>
        <Show when={isSessionOver()}>
          <SessionOver />
        </Show>
      </Suspense>
    </div>
  );
}
