// Above the spam folder stands how long what lies in it stays, as its inbox has settled it.
import { cleanup, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test } from "vitest";
import { queryClient } from "../../../web/src/data/query-client.ts";
import { fakeApi, refusal } from "../helpers/fake-api.ts";
import { fakeLayout } from "../helpers/layout.ts";
import { openInbox } from "./open-inbox.tsx";

let server: ReturnType<typeof fakeApi>;

beforeEach(() => {
  localStorage.clear();
  fakeLayout();
  server = fakeApi();
  const counts = { open: 0, unassigned: 0, mine: 0 };
  const inbox = { id: "inb_support", name: "Support", addresses: ["support@acme.test"], access: "manage", counts };
  server.on(/^GET \/me/u, () => ({ id: "mem_ana", name: "Ana", email: "ana@acme.test", role: "admin", access: {} }));
  server.on(/^GET \/inboxes$/u, () => ({ items: [inbox] }));
  server.on(/^GET \/members/u, () => ({ items: [], teams: [] }));
  server.on(/^GET \/conversations\?/u, () => ({ items: [], nextCursor: null }));
});

afterEach(() => {
  cleanup();
  queryClient.clear();
});

const settled = (spamDays: number) => server.on(/^GET \/inboxes\/inb_support\/settings/u, () => ({ spamDays }));

test.each([
  [30, "Conversations here are removed after 30 days."],
  [1, "Conversations here are removed after 1 day."],
  [0, "Nothing here is removed by itself."],
])("of %i days", async (days, words) => {
  settled(days);
  openInbox("/inbox/inb_support/spam");
  expect(await screen.findByText(words)).toBeDefined();
});

test("of all inboxes, each has its own days, and none is asked", async () => {
  openInbox("/inbox/all/spam");
  expect(await screen.findByText(/Each inbox decides after how many days/u)).toBeDefined();
  expect(server.called(/settings/u)).toEqual([]);
});

test("only there: other folders neither say nor ask it", async () => {
  settled(30);
  openInbox("/inbox/inb_support/open");
  await screen.findByText("Nothing open");
  expect(screen.queryByText(/are removed/u)).toBeNull();
  expect(server.called(/settings/u)).toEqual([]);
});

test("not known: nothing is said, and the folder is there all the same", async () => {
  server.on(/^GET \/inboxes\/inb_support\/settings/u, () => refusal(404, "inbox.missing", "There is no such inbox."));
  openInbox("/inbox/inb_support/spam");
  expect(await screen.findByText("No spam")).toBeDefined();
  await waitFor(() => expect(server.called(/settings/u)).toHaveLength(1));
  expect(screen.queryByText(/removed/u)).toBeNull();
});
