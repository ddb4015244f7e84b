// The inbox page at an address, as somebody who is signed in sees it.
import { MemoryRouter, Route, createMemoryHistory } from "@solidjs/router";
import { render } from "@solidjs/testing-library";
import { QueryClientProvider } from "@tanstack/solid-query";
import { queryClient } from "../../../web/src/data/query-client.ts";
import { InboxPage } from "../../../web/src/pages/inbox/inbox-page.tsx";
import { Announcer } from "../../../web/src/ui/announce.tsx";
import { Toasts } from "../../../web/src/ui/toast.tsx";

/** @returns where the page is, and the way to another address */
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
