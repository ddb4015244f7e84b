// Selecting in the list, by keys and by mouse, and what is then done to all of it at once.
import { cleanup, fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ConversationView } from "../../../functions/api/views.ts";
import { conversations } from "../../../web/src/data/conversation-table.ts";
import { queryClient } from "../../../web/src/data/query-client.ts";
import { startKeyboard } from "../../../web/src/keyboard.ts";
import { assignedTo, closure, conversationView } from "../helpers/conversations.ts";
import { fakeApi, refusal } from "../helpers/fake-api.ts";
import { fakeLayout } from "../helpers/layout.ts";
import { settled } from "../helpers/settled.ts";
import { openInbox } from "./open-inbox.tsx";

vi.mock("../../../web/src/pages/conversation/conversation-pane.tsx", () => ({
  ConversationPane: (props: { conversationId: string }) => <p>open: {props.conversationId}</p>,
}));

let server: ReturnType<typeof fakeApi>;
let stored: ConversationView[];
let stopKeyboard: () => void;

const people = ["beto", "carla"].map((name) => ({
  id: `mem_${name}`,
  name: name === "beto" ? "Beto Ruiz" : "Carla Vega",
  email: `${name}@acme.test`,
  role: "agent",
  teamIds: [],
  worksIn: ["inb_support"],
  manages: [],
}));

beforeEach(() => {
  localStorage.clear();
  fakeLayout();
  stored = [1, 2, 3, 4].map((n) =>
    conversationView(`con_${n}`, {
      number: n,
      subject: `Subject ${n}`,
      createdAt: `2026-11-20T09:0${9 - n}:00.000Z`,
      activityAt: `2026-11-20T09:0${9 - n}:00.000Z`,
    }),
  );
  server = fakeApi();
  server.on(/^GET \/me/u, () => ({ id: "mem_ana", name: "Ana", email: "", role: "agent", access: { inb_support: "reply" } }));
  server.on(/^GET \/inboxes/u, () => ({
    items: [{ id: "inb_support", name: "Support", addresses: [], access: "reply", counts: { open: 4, unassigned: 4, mine: 0 } }],
  }));
  server.on(/^GET \/members/u, () => ({ items: people, teams: [] }));
  server.on(/^GET \/conversations\?/u, () => ({ items: stored.filter((one) => !one.closure), nextCursor: null }));
  server.on(/^GET \/conversations\/con/u, ({ path }) => ({
    conversation: stored.find(({ id }) => path.endsWith(id)),
    entries: [],
  }));
  server.on(/^(PUT|DELETE) .*(closure|assignment|read|spam|merger)/u, () => undefined);
  stopKeyboard = startKeyboard();
});

afterEach(async () => {
  await settled();
  stopKeyboard();
  cleanup();
  queryClient.clear();
  for (const { id } of stored) conversations.forget(id);
});

async function open(path?: string) {
  const history = openInbox(path);
  await screen.findAllByRole("row");
  return history;
}

/** The server does it, too. */
function serve(pattern: RegExp, change: (one: ConversationView) => ConversationView): void {
  server.on(pattern, ({ path }) => {
    stored = stored.map((one) => (path.includes(`/${one.id}/`) ? { ...change(one), version: one.version + 1 } : one));
  });
}

const subjects = () => screen.queryAllByRole("row").map((row) => /Subject \d/u.exec(row.textContent ?? "")?.[0]);
const selected = () =>
  screen.queryAllByRole("row", { selected: true }).map((row) => row.getAttribute("data-row")?.replace("con_", ""));
const box = (n: number) => screen.getByRole("checkbox", { name: `Select Lucía Fernández: Subject ${n}` });
const row = (n: number) => document.querySelector(`[data-row=con_${n}] a`) as HTMLElement;

function press(key: string, modifiers: Partial<Record<"shiftKey" | "ctrlKey", boolean>> = {}): void {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, composed: true, ...modifiers });
  event.getModifierState = (name: string) =>
    (name === "Shift" && modifiers.shiftKey === true) || (name === "Control" && modifiers.ctrlKey === true);
  (document.activeElement ?? document.body).dispatchEvent(event);
}

describe("selecting", () => {
  test("x selects the row at the cursor and takes it back; the bar says how many", async () => {
    await open();
    press("j");
    press("x");
    press("j");
    press("x");
    expect(selected()).toEqual(["1", "2"]);
    expect(await screen.findByRole("toolbar", { name: "With what is selected" })).toBeTruthy();
    expect(screen.getAllByText("2 selected").length).toBeGreaterThan(0);
    expect(screen.queryByRole("heading", { name: "Open" })).toBeNull();
    press("x");
    expect(selected()).toEqual(["1"]);
    await waitFor(() => expect(screen.getByRole("toolbar").textContent).toBe("1 selected"));
    press("Escape");
    expect(selected()).toEqual([]);
    expect(screen.getByRole("heading", { name: "Open" })).toBeTruthy();
  });

  test("Shift with J and K takes more and gives back what it went too far", async () => {
    await open();
    press("j");
    press("j");
    press("J", { shiftKey: true });
    press("ArrowDown", { shiftKey: true });
    expect(selected()).toEqual(["2", "3", "4"]);
    press("K", { shiftKey: true });
    expect(selected()).toEqual(["2", "3"]);
    press("ArrowUp", { shiftKey: true });
    press("ArrowUp", { shiftKey: true });
    expect(selected()).toEqual(["1", "2"]);
  });

  test("a click on the checkbox opens nothing; Shift selects all up to there, and what was selected before stays", async () => {
    const history = await open();
    fireEvent.click(box(1));
    fireEvent.click(box(3));
    fireEvent.click(row(4), { shiftKey: true });
    expect(selected()).toEqual(["1", "3", "4"]);
    expect(box(3).getAttribute("aria-checked")).toBe("true");
    fireEvent.click(box(3));
    expect(selected()).toEqual(["1", "4"]);
    expect(history.get()).toBe("/inbox/all/open");
  });

  test("Shift and a click alone select from the cursor on", async () => {
    await open();
    press("j");
    press("j");
    fireEvent.click(row(4), { shiftKey: true });
    expect(selected()).toEqual(["2", "3", "4"]);
  });

  test("all at once, by key and by the box in the bar, which says whether it is all", async () => {
    await open();
    press("a", { ctrlKey: true });
    expect(selected()).toEqual(["1", "2", "3", "4"]);
    const all = (await screen.findByRole("checkbox", { name: "Select all in the list" })) as HTMLInputElement;
    expect([all.checked, all.indeterminate]).toEqual([true, false]);
    fireEvent.click(box(2));
    await waitFor(() => expect([all.checked, all.indeterminate]).toEqual([false, true]));
    fireEvent.click(all);
    expect(selected()).toEqual(["1", "2", "3", "4"]);
    fireEvent.click(all);
    expect(selected()).toEqual([]);
  });

  test("another folder begins with nothing selected; so does a row that left and comes back", async () => {
    const history = await open();
    fireEvent.click(box(1));
    fireEvent.click(box(2));
    const before = stored[0] as ConversationView;
    conversations.put({ ...before, version: 2, closure });
    await waitFor(() => expect(selected()).toEqual(["2"]));
    history.set({ value: "/inbox/all/closed" });
    history.set({ value: "/inbox/all/open" });
    await waitFor(() => expect(subjects()).toContain("Subject 2"));
    expect(selected()).toEqual([]);
  });
});

describe("done to all that is selected", () => {
  test("closing: at once, in one sentence, moves on to what stays, and one undo opens them again", async () => {
    serve(/^PUT .*closure/u, (one) => ({ ...one, closure }));
    serve(/^DELETE .*closure/u, ({ closure: _, ...one }) => one);
    const history = await open("/inbox/all/open/con_1");
    for (const n of [1, 2, 4]) fireEvent.click(box(n));
    press("e");
    expect(subjects()).toEqual(["Subject 3"]);
    expect(screen.getByText("3 conversations closed")).toBeTruthy();
    await waitFor(() => expect(history.get()).toBe("/inbox/all/open/con_3"));
    expect(selected()).toEqual([]);
    await waitFor(() => expect(server.called(/^PUT .*closure/u)).toHaveLength(3));
    fireEvent.click(await screen.findByRole("button", { name: /^Undo/u }));
    await waitFor(() => expect(subjects()).toEqual(["Subject 1", "Subject 2", "Subject 3", "Subject 4"]));
    expect(server.called(/^DELETE .*closure/u)).toHaveLength(3);
  });

  test("what is refused is back, said once with the reason, and tried again alone", async () => {
    serve(/^PUT .*closure/u, (one) => ({ ...one, closure }));
    let isRefused = true;
    server.on(/^PUT .*con_2\/closure/u, ({ path }) => {
      if (isRefused) return refusal(409, "conflict", "It changed in the meantime.");
      stored = stored.map((one) => (path.includes(`/${one.id}/`) ? { ...one, version: 2, closure } : one));
      return undefined;
    });
    await open();
    for (const n of [1, 2, 3]) fireEvent.click(box(n));
    press("e");
    expect(subjects()).toEqual(["Subject 4"]);
    expect(await screen.findByText("With 1 conversation it did not work. It changed in the meantime.")).toBeTruthy();
    await waitFor(() => expect(subjects()).toEqual(["Subject 2", "Subject 4"]));
    isRefused = false;
    fireEvent.click(within(screen.getByRole("alert")).getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(subjects()).toEqual(["Subject 4"]));
    expect(server.called(/^PUT .*con_[13]\/closure/u)).toHaveLength(2);
    expect(server.called(/^PUT .*con_2\/closure/u)).toHaveLength(2);
  });

  test("all refused, there is nothing to undo", async () => {
    server.on(/^PUT .*closure/u, () => refusal(403, "access.denied", "You may only read this inbox."));
    await open();
    for (const n of [1, 2]) fireEvent.click(box(n));
    press("e");
    expect(await screen.findByText("With 2 conversations it did not work. You may only read this inbox.")).toBeTruthy();
    expect(screen.queryByText("2 conversations closed")).toBeNull();
    await waitFor(() => expect(subjects()).toHaveLength(4));
  });

  test("assigning: to one who works there, and undone each goes back to whose it was", async () => {
    stored = stored.map((one, index) => (index === 0 ? { ...one, assignment: assignedTo("mem_carla") } : one));
    serve(/^PUT .*con_\d\/assignment/u, (one) => ({ ...one, assignment: assignedTo("mem_beto") }));
    await open();
    for (const n of [1, 2]) fireEvent.click(box(n));
    press("a");
    fireEvent.click(await screen.findByRole("option", { name: /Beto Ruiz/u }));
    expect(await screen.findByText("2 conversations assigned")).toBeTruthy();
    expect(screen.getAllByText("Assigned to Beto Ruiz")).toHaveLength(2);
    expect(selected()).toEqual(["1", "2"]);
    await waitFor(() => expect(server.called(/^PUT .*assignment/u)).toHaveLength(2));
    expect(server.called(/^PUT .*assignment/u).map(({ body }) => body)).toMatchObject([
      { memberId: "mem_beto", expectedOwner: "mem_carla" },
      { memberId: "mem_beto", expectedOwner: null },
    ]);
    fireEvent.click(await screen.findByRole("button", { name: /^Undo/u }));
    await waitFor(() => expect(server.called(/^PUT .*con_1\/assignment/u)).toHaveLength(2));
    await waitFor(() => expect(server.called(/^DELETE .*con_2\/assignment/u)).toHaveLength(1));
  });

  test("u marks all read while one of them is unread", async () => {
    stored = stored.map((one, index) => ({ ...one, isUnread: index < 2 }));
    await open();
    press("a", { ctrlKey: true });
    press("u");
    expect(await screen.findByText("2 conversations marked read")).toBeTruthy();
    await waitFor(() => expect(server.called(/^PUT .*read/u)).toHaveLength(2));
  });

  test("merging asks into which one, and that one is opened; one undo takes all of them out", async () => {
    const history = await open();
    for (const n of [1, 2, 4]) fireEvent.click(box(n));
    press("m");
    expect(await screen.findByRole("dialog", { name: "Merge 3 conversations" })).toBeTruthy();
    const offered = (await screen.findAllByRole("option")).map((option) => /Subject \d/u.exec(option.textContent ?? "")?.[0]);
    expect(offered, "the oldest first").toEqual(["Subject 4", "Subject 2", "Subject 1"]);
    fireEvent.click(screen.getByRole("option", { name: /Subject 2/u }));
    await waitFor(() => expect(history.get()).toBe("/inbox/all/open/con_2"));
    expect(selected()).toEqual([]);
    expect(server.called(/^PUT .*merger/u).map(({ path, body }) => [path, body])).toEqual([
      ["/conversations/con_1/merger", { into: "con_2" }],
      ["/conversations/con_4/merger", { into: "con_2" }],
    ]);
    fireEvent.click(await screen.findByRole("button", { name: /^Undo/u }));
    await waitFor(() =>
      expect(server.called(/^DELETE .*merger/u).map(({ path }) => path)).toEqual([
        "/conversations/con_4/merger",
        "/conversations/con_1/merger",
      ]),
    );
  });

  test("one alone is merged from the list as from its page", async () => {
    server.on(/related$/u, () => ({ items: [stored[2]] }));
    await open();
    press("j");
    press("m");
    expect(await screen.findByRole("dialog", { name: "Merge into another conversation" })).toBeTruthy();
    fireEvent.click(await screen.findByRole("option", { name: /Subject 3/u }));
    await waitFor(() => expect(server.called(/^PUT .*con_1\/merger/u)[0]?.body).toEqual({ into: "con_3" }));
  });

  test("spam: all of it, and back", async () => {
    await open();
    for (const n of [1, 3]) fireEvent.click(box(n));
    const more = await screen.findByRole("button", { name: "More" });
    fireEvent.pointerDown(more, { button: 0, pointerType: "mouse" });
    fireEvent.pointerUp(more, { button: 0, pointerType: "mouse" });
    fireEvent.click(more);
    const item = await screen.findByRole("menuitem", { name: "Spam" });
    fireEvent.pointerDown(item, { button: 0, pointerType: "mouse" });
    fireEvent.pointerUp(item, { button: 0, pointerType: "mouse" });
    fireEvent.click(item);
    await waitFor(() => expect(server.called(/^PUT .*spam/u)).toHaveLength(2));
    fireEvent.click(await screen.findByRole("button", { name: /^Undo/u }));
    await waitFor(() => expect(server.called(/^DELETE .*spam/u)).toHaveLength(2));
  });

  test("where one may only read, there is reading alone", async () => {
    server.on(/^GET \/me/u, () => ({ id: "mem_ana", name: "Ana", email: "", role: "agent", access: { inb_support: "read" } }));
    await open();
    fireEvent.click(box(1));
    const bar = await screen.findByRole("toolbar");
    expect(
      within(bar)
        .getAllByRole("button")
        .map((button) => button.getAttribute("aria-label")),
    ).toEqual(["More", "Clear the selection"]);
    press("e");
    expect(server.called(/closure/u)).toHaveLength(0);
  });
});
