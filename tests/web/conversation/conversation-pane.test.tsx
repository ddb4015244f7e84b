// The pane as a person meets it: loading, failing, reading, older pages, arrivals, permissions.
import { fireEvent, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { EntryView } from "../../../functions/api/views.ts";
import { markUnread } from "../../../web/src/data/verbs.ts";
import { readAfterMs } from "../../../web/src/pages/conversation/mark-read.ts";
import { refusal } from "../helpers/fake-api.ts";
import { change, delivery, note, pageOf, received, sent } from "./entries.ts";
import { type OpenPane, openPane, press } from "./open-pane.tsx";

vi.mock("../../../web/src/composer/editor.ts", async () => await import("./fake-editor.ts"));

let pane: OpenPane | undefined;
beforeEach(() => localStorage.clear());
afterEach(() => {
  vi.useRealTimers();
  pane?.close();
});

const cards = (): string[] => screen.getAllByRole("article").map((card) => card.getAttribute("aria-label") ?? "");

describe("opening", () => {
  test("shows subject, status and entries, oldest first", async () => {
    pane = openPane(() => pageOf([received(0), note(1), change(2), sent(3)]));
    expect(await screen.findByRole("heading", { name: "Two broken cups" })).toBeTruthy();
    const feed = screen.getByRole("group", { name: "Messages, notes and changes" }).textContent ?? "";
    const order = ["received at 0", "note at 1", "Ana Torres closed this conversation", "sent at 3"].map((text) =>
      feed.indexOf(text),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
    expect(screen.getByText("Internal note")).toBeTruthy();
  });

  test("shows nothing for 150 ms, then an outline", async () => {
    vi.useFakeTimers();
    pane = openPane(() => new Promise(() => undefined));
    await vi.advanceTimersByTimeAsync(100);
    expect(screen.queryByRole("status", { name: "Loading the conversation" })).toBeNull();
    await vi.advanceTimersByTimeAsync(100);
    expect(screen.getByRole("status", { name: "Loading the conversation" })).toBeTruthy();
  });

  test("that fails says why, with the request's id, and can be tried again", async () => {
    let isBroken = true;
    pane = openPane(() =>
      isBroken ? refusal(404, "conversation.missing", "There is no such conversation.") : pageOf([received(0)]),
    );
    expect(await screen.findByText("There is no such conversation.")).toBeTruthy();
    expect(screen.getByText("Request req_1")).toBeTruthy();
    isBroken = false;
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("received at 0")).toBeTruthy();
  });

  test("older messages are one line each; a click opens one", async () => {
    pane = openPane(() => pageOf([received(0), sent(1), received(2), sent(3), received(4)]));
    await screen.findByText("received at 4");
    expect(cards().filter((label) => label.startsWith("Message from"))).toHaveLength(3);
    fireEvent.click(screen.getByText("received at 0"));
    await waitFor(() => expect(cards().filter((label) => label.startsWith("Message from"))).toHaveLength(4));
  });
});

test("older pages come on demand, before what is there", async () => {
  pane = openPane(() => pageOf([received(20), received(21), received(22)], { messageCount: 15 }, "older"));
  pane.server.on(/^GET .*\/timeline\?cursor=older/u, () => ({ entries: [received(1), received(2)], nextCursor: null }));
  fireEvent.click(await screen.findByRole("button", { name: "12 older messages" }));
  await screen.findByText("received at 1");
  const feed = screen.getByRole("group", { name: "Messages, notes and changes" }).textContent ?? "";
  expect(feed.indexOf("received at 2")).toBeLessThan(feed.indexOf("received at 20"));
  expect(screen.queryByRole("button", { name: /older message/ })).toBeNull();
});

describe("an arrival", () => {
  const arriveWhile = async (isAtEnd: boolean, arrivals: EntryView[] = [received(9)]): Promise<HTMLElement> => {
    const entries: EntryView[] = [received(0)];
    pane = openPane(() => pageOf([...entries], { version: entries.length }));
    const feed = await screen.findByRole("group", { name: "Messages, notes and changes" });
    Object.defineProperties(feed, {
      scrollHeight: { value: 2000, configurable: true },
      clientHeight: { value: 500, configurable: true },
      scrollTop: { value: isAtEnd ? 1500 : 100, writable: true },
    });
    entries.push(...arrivals);
    await pane.refetch();
    await screen.findByText("received at 9");
    return feed;
  };

  test("while somebody reads further up is announced and moves nothing", async () => {
    const feed = await arriveWhile(false);
    expect(await screen.findByRole("button", { name: "New message" })).toBeTruthy();
    expect(feed.scrollTop).toBe(100);
    fireEvent.click(screen.getByRole("button", { name: "New message" }));
    expect(screen.queryByRole("button", { name: "New message" })).toBeNull();
  });

  test("is announced, too, when a change follows it at once", async () => {
    await arriveWhile(false, [received(9), change(10)]);
    expect(await screen.findByRole("button", { name: "New message" })).toBeTruthy();
  });

  test("at the end needs no announcement", async () => {
    await arriveWhile(true);
    expect(screen.queryByRole("button", { name: "New message" })).toBeNull();
  });

  test("does not make anew what is there already: a mail's frame would load again", async () => {
    const entries: EntryView[] = [received(0, { hasHtml: true })];
    pane = openPane(() => pageOf([...entries], { version: entries.length }));
    const frame = await screen.findByTitle(/^Message from/);
    entries.push(received(9));
    await pane.refetch();
    await screen.findByText("received at 9");
    expect(screen.getByTitle(/^Message from/)).toBe(frame);
  });
});

describe("reading", () => {
  const reads = () => pane?.server.called(/^PUT .*\/read$/u).length;

  /** The page's clock stands still until it is moved on, so a busy machine reads no faster. */
  beforeEach(() => void vi.useFakeTimers());
  const shown = async () => {
    await vi.advanceTimersByTimeAsync(1);
    expect(screen.getByText("received at 0")).toBeTruthy();
  };

  test("for a second and a half marks it read", async () => {
    pane = openPane(() => pageOf([received(0)], { isUnread: true }));
    await shown();
    await vi.advanceTimersByTimeAsync(readAfterMs - 100);
    expect(reads()).toBe(0);
    await vi.advanceTimersByTimeAsync(100);
    expect(reads()).toBe(1);
  });

  test("leaves alone what was put back to unread", async () => {
    let isUnread = false;
    pane = openPane(() => pageOf([received(0)], { isUnread }));
    await shown();
    await vi.advanceTimersByTimeAsync(readAfterMs + 100);
    // The server has it so from then on.
    isUnread = true;
    void markUnread(pageOf([received(0)]).conversation);
    await vi.advanceTimersByTimeAsync(readAfterMs + 100);
    expect(reads()).toBe(0);
  });

  test("a conversation that is read asks nothing", async () => {
    pane = openPane(() => pageOf([received(0)], { isUnread: false }));
    await shown();
    await vi.advanceTimersByTimeAsync(readAfterMs + 100);
    expect(reads()).toBe(0);
  });
});

describe("files dropped on the pane", () => {
  const drop = (type: "dragenter" | "dragleave" | "drop", types: string[], files: File[] = []): void => {
    const event = new Event(type, { bubbles: true, cancelable: true });
    Object.defineProperty(event, "dataTransfer", { value: { types, files } });
    screen.getByRole("group", { name: "Messages, notes and changes" }).dispatchEvent(event);
  };

  test("are announced while they hover, and go to the reply", async () => {
    pane = openPane(() => pageOf([received(0)]));
    pane.server.on(/^POST \/uploads$/u, () => new Promise(() => undefined));
    await screen.findByText("received at 0");
    drop("dragenter", ["Files"]);
    expect(screen.getByText("Drop to attach to the reply")).toBeTruthy();
    drop("drop", ["Files"], [new File(["x"], "plan.pdf", { type: "application/pdf" })]);
    expect(screen.queryByText("Drop to attach to the reply")).toBeNull();
    expect(await screen.findByText("plan.pdf")).toBeTruthy();
    expect(pane.server.called(/^POST \/uploads$/u)[0]?.body).toMatchObject({ inboxId: "inb_support", filename: "plan.pdf" });
  });

  test("mean nothing when they are text, or when one may not reply", async () => {
    pane = openPane(() => pageOf([received(0)]));
    await screen.findByText("received at 0");
    drop("dragenter", ["text/plain"]);
    expect(screen.queryByText("Drop to attach to the reply")).toBeNull();
    pane.close();
    pane = openPane(() => pageOf([received(0)]), "comment");
    await screen.findByText("received at 0");
    drop("dragenter", ["Files"]);
    expect(screen.queryByText("Drop to attach to the reply")).toBeNull();
  });
});

describe("what needs attention", () => {
  test.each([
    ["bounced", "A message of ours came back. Check the address."],
    ["unconfirmed", "We cannot tell whether a message of ours was sent."],
    ["failed", "A message of ours was not sent."],
  ] as const)("%s is said at the top", async (needsAttention, sentence) => {
    pane = openPane(() => pageOf([sent(0, { delivery: delivery(needsAttention) })], { needsAttention }));
    expect(await screen.findByText(sentence)).toBeTruthy();
  });
});

describe("permissions", () => {
  test("read: no composer, no verbs that change", async () => {
    pane = openPane(() => pageOf([received(0)]), "read");
    await screen.findByText("received at 0");
    expect(screen.queryByRole("button", { name: /^Reply/ })).toBeNull();
    expect(screen.queryByRole("button", { name: /^Note/ })).toBeNull();
    expect(screen.queryByRole("button", { name: /^Close/ })).toBeNull();
    press("r");
    press("n");
    expect(screen.queryByRole("textbox")).toBeNull();
  });

  test("comment: notes only", async () => {
    pane = openPane(() => pageOf([received(0)]), "comment");
    expect(await screen.findByRole("button", { name: /^Note/ })).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Reply/ })).toBeNull();
    press("r");
    expect(screen.queryByRole("textbox")).toBeNull();
    press("n");
    expect(await screen.findByRole("textbox", { name: "Text of the note" })).toBeTruthy();
  });

  test("reply: both", async () => {
    pane = openPane(() => pageOf([received(0)]), "reply");
    expect(await screen.findByRole("button", { name: /^Reply to Lucía/ })).toBeTruthy();
    expect(screen.getByRole("button", { name: /^Note/ })).toBeTruthy();
  });
});
