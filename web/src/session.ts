// Whether the session ended while the page was open. Another tab can bring it back without this one being reloaded.
import { createSignal, onCleanup } from "solid-js";
import { onUnauthenticated } from "./api.ts";

/** Tabs tell each other here that somebody signed in. */
export const sessionChannel = "session";

const [isSessionOver, setSessionOver] = createSignal(false);

export { isSessionOver };

/** Notices the end of the session, and its return; `onReturn` then asks again for everything. */
export function watchSession(onReturn: () => void): void {
  const stop = onUnauthenticated(() => setSessionOver(true));
  const channel = new BroadcastChannel(sessionChannel);
  channel.onmessage = () => {
    setSessionOver(false);
    onReturn();
  };
  onCleanup(() => {
    stop();
    channel.close();
  });
}

/** The address of signing in, to come back to where one was. */
export function signInPath(): string {
  const returnTo = location.pathname + location.search;
  return `/sign-in${returnTo === "/" ? "" : `?returnTo=${encodeURIComponent(returnTo)}`}`;
}
