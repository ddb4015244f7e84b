// The socket: comes back by itself after a break, and says when it is open, because what was told before was not heard.
import { createSignal } from "solid-js";

/** What the server tells: an id and a version, never content. */
export interface ConversationChanged {
  readonly type: "conversation.changed";
  readonly id: string;
  readonly inboxId: string;
  /** Absent for what raises no version: somebody read it, or a delivery was reported. */
  readonly version?: number;
}

export interface RealtimeOptions {
  readonly address: string;
  readonly onChange: (change: ConversationChanged) => void;
  /** Connected, for the first time or again: whatever was asked for before this may be old. */
  readonly onOpen: () => void;
  /** For tests. */
  readonly open?: (address: string) => WebSocket;
}

const firstDelayMs = 500;
const longestDelayMs = 30_000;
/** Idle connections are cut after ten minutes by API Gateway. */
const pingEveryMs = 5 * 60_000;

/** Keeps a socket open until told to stop. `isLive` is false while it is down. */
export function connectRealtime({ address, onChange, onOpen, open = (to) => new WebSocket(to) }: RealtimeOptions) {
  const [isLive, setLive] = createSignal(false);
  let socket: WebSocket | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isStopped = false;

  function connect(): void {
    clearTimeout(retry);
    if (isStopped) return;
    const current = open(address);
    socket = current;
    current.onopen = () => {
      failures = 0;
      setLive(true);
      onOpen();
    };
    current.onmessage = ({ data }) => {
      const change = readChange(data);
      if (change) onChange(change);
    };
    current.onclose = () => {
      if (socket !== current) return;
      setLive(false);
      retry = setTimeout(connect, delayAfter(failures));
      failures += 1;
    };
  }

  function connectNow(): void {
    if (!isLive()) {
      failures = 0;
      drop();
      connect();
    }
  }

  function drop(): void {
    const old = socket;
    socket = undefined;
    old?.close();
  }

  const ping = setInterval(() => isLive() && socket?.send("ping"), pingEveryMs);
  window.addEventListener("online", connectNow);
  connect();

  return {
    isLive,
    stop(): void {
      isStopped = true;
      clearTimeout(retry);
      clearInterval(ping);
      window.removeEventListener("online", connectNow);
      drop();
      setLive(false);
    },
  };
}

/** Doubles up to half a minute; spread out, so that a restarted server is not met by everybody at once. */
export function delayAfter(failures: number, random: () => number = Math.random): number {
  const delay = Math.min(longestDelayMs, firstDelayMs * 2 ** failures);
  return delay / 2 + (delay / 2) * random();
}

/** Anything that is not understood is ignored: a newer server may tell more. */
function readChange(data: unknown): ConversationChanged | undefined {
  try {
    const message: unknown = JSON.parse(String(data));
    return isChange(message) ? message : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isChange(message: unknown): message is ConversationChanged {
  return (
    typeof message === "object" &&
    message !== null &&
    "type" in message &&
    message.type === "conversation.changed" &&
    "id" in message &&
    typeof message.id === "string"
  );
}
