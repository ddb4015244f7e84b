// The settings pages before a server of two inboxes, anew for each test: Support, which Ana manages, and Sales, which she may read.
import { createMemoryHistory, MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { QueryClientProvider } from "@tanstack/solid-query";
import { afterEach, beforeAll, beforeEach } from "vitest";
import { defaultSettings, type InboxSettings } from "../../../functions/core/inbox/settings.ts";
import { queryClient, queryKeys } from "../../../web/src/data/query-client.ts";
import type { SenderView } from "../../../web/src/data/settings-api.ts";
import { loadWords, SettingsPage } from "../../../web/src/pages/settings/settings-page.tsx";
import { Toasts } from "../../../web/src/ui/toast.tsx";
import { type FakeServer, fakeApi } from "../helpers/fake-api.ts";

/** What the server has; a test may change it. */
export interface Kept {
  settings: InboxSettings;
  rules: SenderView[];
}

export let server: FakeServer;
export let kept: Kept;

beforeAll(loadWords);
beforeEach(() => {
  kept = {
    settings: defaultSettings,
    rules: [rule("@ads.example"), rule("lucia@client.example", { treatment: "allowed", memberId: "mem_gone" })],
  };
  server = fakeApi();
  server.on(/^GET \/inboxes$/u, () => ({ items: [inbox("inb_support", "Support"), inbox("inb_sales", "Sales")] }));
  server.on(/^GET \/members/u, () => ({ items: [{ ...me, teamIds: [], worksIn: [], manages: ["inb_support"] }], teams: [] }));
  server.on(/^GET \/inboxes\/\w+\/settings/u, () => kept.settings);
  server.on(/^PATCH/u, ({ body }) => {
    kept.settings = { ...kept.settings, ...(body as Partial<InboxSettings>) };
    return kept.settings;
  });
  server.on(/^GET \/inboxes\/\w+\/senders/u, () => ({ items: kept.rules }));
  server.on(/^PUT/u, ({ body }) => {
    const said = body as Pick<SenderView, "pattern" | "treatment">;
    kept.rules = [...kept.rules.filter(({ pattern }) => pattern !== said.pattern), rule(said.pattern, said)];
  });
  server.on(/^DELETE/u, ({ path }) => {
    const gone = new URLSearchParams(path.split("?")[1]).get("pattern");
    kept.rules = kept.rules.filter(({ pattern }) => pattern !== gone);
  });
  signedIn();
});
afterEach(closeSettings);

/** Who looks: Ana, with more rights where the case says so. */
export function signedIn(more: { role?: "admin"; access?: Record<string, string> } = {}): void {
  queryClient.setQueryData(queryKeys.me, { ...me, access: { inb_support: "manage", inb_sales: "read" }, ...more });
}

export function openSettings(path: string) {
  const history = createMemoryHistory();
  history.set({ value: path });
  render(() => (
    <QueryClientProvider client={queryClient}>
      <MemoryRouter history={history} explicitLinks={true}>
        <Route path="/settings/inboxes/:inboxId?/:part?" component={SettingsPage} />
      </MemoryRouter>
      <Toasts />
    </QueryClientProvider>
  ));
  return history;
}

function closeSettings(): void {
  // Toasts outlive a page.
  for (const button of screen.queryAllByRole("button", { name: "Dismiss" })) fireEvent.click(button);
  cleanup();
  queryClient.clear();
}

export function rule(pattern: string, more: Partial<SenderView> = {}): SenderView {
  return { pattern, treatment: "spam", memberId: "mem_ana", at: "2026-11-22T12:00:00.000Z", ...more };
}

const me = { id: "mem_ana", name: "Ana Torres", email: "ana@acme.test", role: "agent" };

function inbox(id: string, name: string) {
  const addresses = [`${name.toLowerCase()}@acme.test`];
  return { id, name, addresses, access: "read", counts: { open: 0, unassigned: 0, mine: 0 } };
}
