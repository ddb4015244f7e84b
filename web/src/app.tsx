// The routes. Signing in is small and by itself; everything else is the workspace, which needs a session.
import { Navigate, Route, Router, type RoutePreloadFuncArgs, useParams } from "@solidjs/router";
import { ErrorBoundary, lazy, Suspense } from "solid-js";
import { everyInbox } from "./data/folders.ts";
import { NotFoundPage } from "./pages/not-found-page.tsx";
import { SignInPage } from "./pages/sign-in/sign-in-page.tsx";
import { SignedInPage } from "./pages/sign-in/signed-in-page.tsx";
import { pathOf, placeOf, startPath } from "./place.ts";
import { ErrorState } from "./ui/error-state.tsx";

const Workspace = lazy(async () => ({ default: (await import("./pages/workspace.tsx")).Workspace }));
const InboxPage = lazy(async () => ({ default: (await import("./pages/inbox/inbox-page.tsx")).InboxPage }));
const LedgerPage = lazy(async () => ({ default: (await import("./pages/ledger/ledger-page.tsx")).LedgerPage }));
const SettingsPage = lazy(async () => {
  const { loadWords, SettingsPage } = await import("./pages/settings/settings-page.tsx");
  await loadWords();
  return { default: SettingsPage };
});

export function App() {
  return (
    <ErrorBoundary fallback={(error, reset) => <ErrorState error={error} onRetry={reset} />}>
      <Suspense>
        {/* Explicit: addresses under /api are not routes, and an ordinary link to them must leave the page. */}
        <Router explicitLinks={true} preload={false}>
          <Route path="/sign-in" component={SignInPage} />
          <Route path="/signed-in" component={SignedInPage} />
          <Route path="/" component={Workspace}>
            <Route path="/" component={() => <Navigate href={startPath} />} />
            <Route path="/inbox/:inboxId/:folder/:conversationId?" component={InboxPage} preload={prefetchInbox} />
            <Route path="/ledger" component={LedgerPage} />
            <Route path="/settings/inboxes/:inboxId?/:part?" component={SettingsPage} />
            <Route path="/c/:conversationId" component={ConversationLink} />
            <Route path="*" component={NotFoundPage} />
          </Route>
        </Router>
      </Suspense>
    </ErrorBoundary>
  );
}

function prefetchInbox({ params }: RoutePreloadFuncArgs): void {
  void import("./data/first-view.ts").then(({ prefetchFirstView }) => prefetchFirstView(placeOf(params)));
}

/** A link to a conversation says nothing about a list: it opens beside everything that is open. */
function ConversationLink() {
  const { conversationId } = useParams();
  return <Navigate href={pathOf({ inboxId: everyInbox, folder: "open", conversationId })} />;
}
