// The inbox page with a server behind it: rows, keys, closing, arrivals, and the states without rows.
import { cleanup, fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ConversationView } from "../../../functions/api/views.ts";
import { conversations } from "../../../web/src/data/conversation-table.ts";
import { queryClient } from "../../../web/src/data/query-client.ts";
import { startKeyboard } from "../../../web/src/keyboard.ts";
import { assignedTo, closure, conversationView } from "../helpers/conversations.ts";
import { fakeApi, refusal } from "../helpers/fake-api.ts";
import { fakeLayout } from "../helpers/layout.ts";
import { openInbox } from "./open-inbox.tsx";

vi.mock("../../../web/src/pages/conversation/conversation-pane.tsx", () => ({
  ConversationPane: (props: { conversationId: string }) => <p>open: {props.conversationId}</p>,
}));

let server: ReturnType<typeof fakeApi>;
let stored: ConversationView[];
let stopKeyboard: () => void;

beforeEach(() => {
  localStorage.clear();
  fakeLayout();
  stored = [1, 2, 3].map((n) =>
    conversationView(`con_${n}`, { subject: `Subject ${n}`, activityAt: `2026-11-20T09:0${9 - n}:00.000Z`, isUnread: n === 1 }),
  );
  server = fakeApi();
  server.on(/^GET \/me/u, () => ({
    id: "mem_ana",
    name: "Ana Torres",
    email: "ana@acme.test",
    role: "admin",
    access: { inb_support: "manage" },
  }));
  server.on(/^GET \/inboxes/u, () => ({
    items: [
      {
        id: "inb_support",
        name: "Support",
        addresses: ["support@acme.test"],
        access: "manage",
        counts: { open: 3, unassigned: 3, mine: 0 },
      },
    ],
  }));
  server.on(/^GET \/members/u, () => ({
    items: [
      {
        id: "mem_beto",
        name: "Beto Ruiz",
        email: "beto@acme.test",
        role: "agent",
        teamIds: [],
        worksIn: ["inb_support"],
        manages: [],
      },
    ],
    teams: [],
  }));
  server.on(/^GET \/conversations\?/u, () => ({ items: stored.filter((one) => !one.closure), nextCursor: null }));
  server.on(/^GET \/conversations\/con/u, ({ path }) => ({
    conversation: stored.find(({ id }) => path.endsWith(id)),
    entries: [],
  }));
  stopKeyboard = startKeyboard();
});

afterEach(() => {
  stopKeyboard();
  cleanup();
  queryClient.clear();
  for (const { id } of stored) conversations.forget(id);
});

const rows = () => screen.findAllByRole("row");
const subjects = () => screen.queryAllByRole("row").map((row) => /Subject (\d|new)/u.exec(row.textContent ?? "")?.[0]);

function press(key: string): void {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, composed: true });
  event.getModifierState = () => false;
  (document.activeElement ?? document.body).dispatchEvent(event);
}

describe("the list", () => {
  test("is a grid of rows that say who, what, and that it is unread", async () => {
    openInbox();
    const [first, second] = await rows();
    expect(screen.getByRole("grid").getAttribute("aria-rowcount")).toBe("3");
    expect(first?.getAttribute("aria-rowindex")).toBe("1");
    expect(first?.textContent).toContain("Lucía Fernández");
    expect(within(first ?? document.body).getByText("Unread")).toBeTruthy();
    expect(second?.textContent).not.toContain("Unread");
  });

  test("a row is a link, so that it opens in another tab as well", async () => {
    openInbox("/inbox/inb_support/open");
    const [first] = await rows();
    expect(first?.querySelector("a")?.getAttribute("href")).toBe("/inbox/inb_support/open/con_1");
  });

  test("one row can be reached with Tab, and j and k move it", async () => {
    openInbox();
    await rows();
    press("j");
    press("j");
    await waitFor(() => expect(document.activeElement?.getAttribute("data-row")).toBe("con_2"));
    press("k");
    await waitFor(() => expect(document.activeElement?.getAttribute("data-row")).toBe("con_1"));
    expect((await rows()).map((row) => row.tabIndex)).toEqual([0, -1, -1]);
  });

  test("Enter opens the row, and its address says so", async () => {
    const history = openInbox();
    await rows();
    press("j");
    press("Enter");
    expect(await screen.findByText("open: con_1")).toBeTruthy();
    expect(history.get()).toBe("/inbox/all/open/con_1");
    expect((await rows())[0]?.getAttribute("aria-current")).toBe("true");
  });

  test("Escape goes back to the list", async () => {
    const history = openInbox("/inbox/all/open/con_2");
    await screen.findByText("open: con_2");
    press("Escape");
    await waitFor(() => expect(history.get()).toBe("/inbox/all/open"));
  });

  test("whose it is shows on the row", async () => {
    stored = [conversationView("con_1", { subject: "Subject 1", assignment: assignedTo("mem_beto") })];
    openInbox();
    expect(await screen.findByText("Assigned to Beto Ruiz")).toBeTruthy();
  });
});

describe("closing", () => {
  test("takes the row away at once and opens the next one", async () => {
    server.on(/^PUT .*con_1\/closure/u, () => {
      stored = stored.map((one) => (one.id === "con_1" ? { ...one, version: 2, closure } : one));
    });
    const history = openInbox("/inbox/all/open/con_1");
    await rows();
    press("e");
    expect(subjects()).toEqual(["Subject 2", "Subject 3"]);
    await waitFor(() => expect(history.get()).toBe("/inbox/all/open/con_2"));
  });

  test("refused, the row is back in its place and a message says why", async () => {
    server.on(/^PUT .*closure/u, () => refusal(409, "conflict", "It changed in the meantime."));
    openInbox();
    await rows();
    press("j");
    press("j");
    press("e");
    expect(subjects()).toEqual(["Subject 1", "Subject 3"]);
    await waitFor(() => expect(subjects()).toEqual(["Subject 1", "Subject 2", "Subject 3"]));
    expect(screen.getByRole("alert").textContent).toContain("It changed in the meantime.");
  });

  test("is not offered where one may only read", async () => {
    server.on(/^GET \/me/u, () => ({ id: "mem_ana", name: "Ana", email: "", role: "agent", access: { inb_support: "read" } }));
    openInbox("/inbox/all/open/con_1");
    await rows();
    press("e");
    expect(server.called(/closure/u)).toHaveLength(0);
    expect(subjects()).toHaveLength(3);
  });
});

describe("arrivals", () => {
  const arrive = () =>
    conversations.put(conversationView("con_new", { subject: "Subject new", activityAt: "2026-11-20T10:00:00.000Z" }));
  afterEach(() => conversations.forget("con_new"));

  test("appear on top while nobody is in the list", async () => {
    openInbox();
    await rows();
    arrive();
    await waitFor(() => expect(subjects()).toEqual(["Subject new", "Subject 1", "Subject 2", "Subject 3"]));
  });

  test("wait behind a button while a row has the focus", async () => {
    openInbox();
    await rows();
    press("j");
    await waitFor(() => expect(document.activeElement?.getAttribute("data-row")).toBe("con_1"));
    arrive();
    expect(subjects()).toEqual(["Subject 1", "Subject 2", "Subject 3"]);
    fireEvent.click(await screen.findByRole("button", { name: /1 new/u }));
    await waitFor(() => expect(subjects()[0]).toBe("Subject new"));
  });
});

describe("without rows", () => {
  test("an empty folder says so and leads on", async () => {
    stored = [];
    openInbox("/inbox/all/unassigned");
    expect(await screen.findByText("Nothing waiting. Nice.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "See mine" }).getAttribute("href")).toBe("/inbox/all/mine");
  });

  test("a failure says why, with the request's id, and tries again", async () => {
    server.on(/^GET \/conversations\?/u, () => refusal(403, "access.denied", "You may not list this."));
    openInbox();
    const alert = await screen.findByText("The conversations could not be loaded");
    expect(alert.parentElement?.textContent).toContain("req_1");
    server.on(/^GET \/conversations\?/u, () => ({ items: stored, nextCursor: null }));
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await rows()).toHaveLength(3);
  });
});

test("folders show what there is to do, and where one is", async () => {
  openInbox("/inbox/inb_support/unassigned");
  const nav = await screen.findByRole("navigation");
  const here = () => nav.querySelector('a[href="/inbox/inb_support/unassigned"][aria-current="page"]:not([aria-label])');
  await waitFor(() => expect(here()?.textContent).toBe("Unassigned3"));
});
