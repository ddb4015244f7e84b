// What the page does with news: asks for what changed, and for everything after a break.
import { createEffect, createSignal, onCleanup } from "solid-js";
import { type ConversationChanged, connectRealtime, type RealtimeOptions } from "../realtime.ts";
import { holdersOf, refreshConversation } from "./conversation.ts";
import { conversations } from "./conversation-table.ts";
import { refreshCountsSoon } from "./inboxes.ts";
import { queryClient, queryKeys } from "./query-client.ts";

const gatherMs = 100;
const pollEveryMs = 15_000;

const [isLive, setLive] = createSignal(true);

/** False while there is no socket and the page asks every few seconds instead. */
export { isLive };

/** Keeps what is shown up to date until the owner is gone. */
export function stayCurrent(address: string, open?: RealtimeOptions["open"]): void {
  const news = gatherNews();
  const realtime = connectRealtime({ address, onChange: news.hear, onOpen: catchUp, ...(open && { open }) });
  createEffect(() => {
    setLive(realtime.isLive());
    if (realtime.isLive()) return;
    const poll = setInterval(refreshEverything, pollEveryMs);
    onCleanup(() => clearInterval(poll));
  });
  onCleanup(() => {
    realtime.stop();
    news.stop();
  });
}

/** Asks again for all that is on screen. */
export function refreshEverything(): void {
  for (const queryKey of liveKeys) void queryClient.invalidateQueries({ queryKey });
}

const liveKeys = [queryKeys.inboxes, queryKeys.folders, queryKeys.conversations];

/**
 * The page asks for its lists before its socket is open, and nobody told it what changed in between: what was asked for by now is
 * asked for once more. First come the answers that are on their way, so that nothing appears later for it.
 */
function catchUp(): void {
  const cache = queryClient.getQueryCache();
  const asked = liveKeys.flatMap((queryKey) => cache.findAll({ queryKey }));
  const isAnswered = () => asked.every(({ state }) => state.fetchStatus !== "fetching");
  const askAgain = () => {
    for (const { queryKey } of asked) void queryClient.invalidateQueries({ queryKey, exact: true });
  };
  if (isAnswered()) return askAgain();
  const stop = cache.subscribe(() => {
    if (!isAnswered()) return;
    stop();
    askAgain();
  });
}

/** Many changes of one conversation in a moment are one request; what comes without a version is always asked for. */
function gatherNews() {
  const waiting = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function ask(): void {
    timer = undefined;
    const changed = [...waiting].filter(([id, version]) => version >= (conversations.version(id) ?? 0)).map(([id]) => id);
    for (const id of new Set(changed.flatMap((one) => [one, ...holdersOf(one)]))) void refreshConversation(id);
    waiting.clear();
    refreshCountsSoon();
  }

  return {
    hear({ id, version = Number.POSITIVE_INFINITY }: ConversationChanged): void {
      waiting.set(id, Math.max(version, waiting.get(id) ?? 0));
      timer ??= setTimeout(ask, gatherMs);
    },
    stop(): void {
      clearTimeout(timer);
    },
  };
}
