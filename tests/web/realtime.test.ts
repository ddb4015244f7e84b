// The socket: comes back, says so, and ignores what it does not understand.
import { QueryObserver } from "@tanstack/solid-query";
import { createRoot } from "solid-js";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { stayCurrent } from "../../web/src/data/live.ts";
import { conversations } from "../../web/src/data/conversation-table.ts";
import { queryClient, queryKeys } from "../../web/src/data/query-client.ts";
import { connectRealtime, delayAfter } from "../../web/src/realtime.ts";
import { conversationView } from "./helpers/conversations.ts";
import { fakeApi, gate } from "./helpers/fake-api.ts";

class FakeSocket extends EventTarget {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  isClosed = false;
  close(): void {
    this.isClosed = true;
    this.onclose?.();
  }
  tell(message: unknown): void {
    this.onmessage?.({ data: typeof message === "string" ? message : JSON.stringify(message) });
  }
}

let sockets: FakeSocket[];
const open = () => {
  const socket = new FakeSocket();
  sockets.push(socket);
  return socket as unknown as WebSocket;
};
const last = () => sockets.at(-1) ?? new FakeSocket();
const changed = (id: string, version: number) => ({ type: "conversation.changed", id, inboxId: "inb_support", version });

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  queryClient.clear();
});

describe("connectRealtime", () => {
  function connect() {
    const heard = { changes: [] as unknown[], openings: 0 };
    const realtime = connectRealtime({
      address: "ws://127.0.0.1/socket",
      onChange: (change) => heard.changes.push(change),
      onOpen: () => {
        heard.openings += 1;
      },
      open,
    });
    return { heard, ...realtime };
  }

  test("is live once open, and says so the first time too: the page asked for its lists before", () => {
    const { isLive, heard, stop } = connect();
    expect(isLive()).toBe(false);
    last().onopen?.();
    expect(isLive()).toBe(true);
    expect(heard.openings).toBe(1);
    stop();
  });

  test("after a break it comes back by itself and says that something may be missing", () => {
    const { isLive, heard, stop } = connect();
    last().onopen?.();
    last().onclose?.();
    expect(isLive()).toBe(false);
    vi.advanceTimersByTime(500);
    expect(sockets).toHaveLength(2);
    last().onopen?.();
    expect([isLive(), heard.openings]).toEqual([true, 2]);
    stop();
  });

  test("waits longer after each failure, up to half a minute", () => {
    const longest = (failures: number) => delayAfter(failures, () => 1);
    expect([0, 1, 2, 3, 10].map(longest)).toEqual([500, 1000, 2000, 4000, 30_000]);
    expect(delayAfter(2, () => 0)).toBe(1000);
  });

  test("the browser coming online does not wait", () => {
    const { stop } = connect();
    last().onclose?.();
    window.dispatchEvent(new Event("online"));
    expect(sockets).toHaveLength(2);
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(2);
    stop();
  });

  test("what is not understood is ignored", () => {
    const { heard, stop } = connect();
    last().onopen?.();
    for (const message of ["pong", "", "null", "[]", { type: "something.new" }, { type: "conversation.changed" }])
      last().tell(message);
    last().tell(changed("con_1", 2));
    expect(heard.changes).toEqual([changed("con_1", 2)]);
    stop();
  });

  test("stopped, it stays closed", () => {
    const { stop } = connect();
    last().onopen?.();
    stop();
    vi.advanceTimersByTime(60_000);
    expect(last().isClosed).toBe(true);
    expect(sockets).toHaveLength(1);
  });
});

describe("stayCurrent", () => {
  function start() {
    const server = fakeApi();
    server.on(/^GET \/conversations\/(con_\w+)$/u, ({ path }) => ({
      conversation: conversationView(path.split("/").at(-1) ?? "", { version: 5, subject: "fresh" }),
      entries: [],
    }));
    const stop = createRoot((dispose) => {
      stayCurrent("ws://127.0.0.1/socket", open);
      return dispose;
    });
    last().onopen?.();
    return { server, stop };
  }

  test("news of a conversation are fetched within a moment, many as one", async () => {
    const { server, stop } = start();
    for (const version of [3, 4, 5]) last().tell(changed("con_new", version));
    await vi.advanceTimersByTimeAsync(150);
    expect(server.called(/^GET \/conversations\/con_new/u)).toHaveLength(1);
    expect(conversations.peek("con_new")?.subject).toBe("fresh");
    stop();
  });

  test("what is older than known is not asked for", async () => {
    const { server, stop } = start();
    conversations.put(conversationView("con_known", { version: 9 }));
    last().tell(changed("con_known", 8));
    await vi.advanceTimersByTimeAsync(150);
    expect(server.called(/con_known/u)).toHaveLength(0);
    stop();
  });

  test("a delivery or a reading, told without a version, is asked for", async () => {
    const { server, stop } = start();
    conversations.put(conversationView("con_sent", { version: 5 }));
    last().tell({ type: "conversation.changed", id: "con_sent", inboxId: "inb_support" });
    await vi.advanceTimersByTimeAsync(150);
    expect(server.called(/con_sent/u)).toHaveLength(1);
    stop();
  });

  const shown = [queryKeys.inboxes, queryKeys.folder("inb_support", "open"), queryKeys.conversation("con_open")];

  /** On screen: each key counts how often it was asked for. */
  function onScreen(answer: () => unknown = () => "known") {
    const asked = new Map<string, number>();
    const stops = shown.map((queryKey) => {
      const queryFn = async () => {
        asked.set(queryKey.join(" "), (asked.get(queryKey.join(" ")) ?? 0) + 1);
        return answer();
      };
      return new QueryObserver(queryClient, { queryKey, queryFn, staleTime: 60_000 }).subscribe(() => undefined);
    });
    return { asked: () => [...asked.values()], leave: () => stops.forEach((stop) => void stop()) };
  }

  test("what was asked for before the socket was open is asked for once more, after its answer", async () => {
    const { open: letGo, answer } = gate<string>();
    const { asked, leave } = onScreen(answer);
    const { stop } = start();
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked()).toEqual([1, 1, 1]);
    letGo("known");
    await vi.advanceTimersByTimeAsync(10);
    expect(asked()).toEqual([2, 2, 2]);
    // Asked for with the socket open, nothing of it can be old.
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked()).toEqual([2, 2, 2]);
    leave();
    stop();
  });

  test("after a break everything on screen is asked for again", async () => {
    const { stop } = start();
    const { asked, leave } = onScreen();
    last().onclose?.();
    await vi.advanceTimersByTimeAsync(500);
    expect(asked()).toEqual([1, 1, 1]);
    last().onopen?.();
    await vi.advanceTimersByTimeAsync(10);
    expect(asked()).toEqual([2, 2, 2]);
    leave();
    stop();
  });

  test("while the socket is down it asks every fifteen seconds", async () => {
    const { stop } = start();
    vi.spyOn(Math, "random").mockReturnValue(1);
    last().onclose?.();
    const invalidated = vi.spyOn(queryClient, "invalidateQueries");
    await vi.advanceTimersByTimeAsync(15_100);
    expect(invalidated).toHaveBeenCalledTimes(3);
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(invalidated).toHaveBeenCalledTimes(3);
  });
});
