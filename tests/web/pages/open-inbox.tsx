// The inbox page at an address, with what is said in passing: toasts, and what screen readers are told.
import { createMemoryHistory, MemoryRouter, Route } from "@solidjs/router";
import { render } from "@solidjs/testing-library";
import { QueryClientProvider } from "@tanstack/solid-query";
import { queryClient } from "../../../web/src/data/query-client.ts";
import { InboxPage } from "../../../web/src/pages/inbox/inbox-page.tsx";
import { Announcer } from "../../../web/src/ui/announce.tsx";
import { Toasts } from "../../../web/src/ui/toast.tsx";

/** Gives the browser's history, which tells where the page has gone. */
export function openInbox(path = "/inbox/all/open") {
  const history = createMemoryHistory();
  history.set({ value: path });
  render(() => (
    <QueryClientProvider client={queryClient}>
      <MemoryRouter history={history} explicitLinks={true}>
        <Route path="/inbox/:inboxId/:folder/:conversationId?" component={InboxPage} />
      </MemoryRouter>
      <Toasts />
      <Announcer />
    </QueryClientProvider>
  ));
  return history;
}
