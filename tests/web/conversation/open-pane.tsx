// The conversation pane with a server behind it, as a signed-in member sees it.
import { cleanup, render } from "@solidjs/testing-library";
import { QueryClientProvider } from "@tanstack/solid-query";
import { vi } from "vitest";
import type { ConversationPage } from "../../../functions/api/views.ts";
import type { AccessLevel } from "../../../functions/core/access.ts";
import { conversations } from "../../../web/src/data/conversation-table.ts";
import { queryClient } from "../../../web/src/data/query-client.ts";
import { startKeyboard } from "../../../web/src/keyboard.ts";
import { ConversationPane } from "../../../web/src/pages/conversation/conversation-pane.tsx";
import { RepairDialogs } from "../../../web/src/pages/conversation/repair/repair-dialogs.tsx";
import { Toasts } from "../../../web/src/ui/toast.tsx";
import { fakeApi } from "../helpers/fake-api.ts";
import { fakeLayout } from "../helpers/layout.ts";
import { conversationId } from "./entries.ts";
import { loadNoFrames } from "./no-frames.ts";

export type OpenPane = ReturnType<typeof openPane>;

/** Beto looks at the conversation. `page` is asked for at each fetch, so a test may let it change. */
export function openPane(
  page: () => ConversationPage | Response | Promise<ConversationPage | Response>,
  access: AccessLevel = "reply",
  onOpen: (conversationId: string) => void = () => undefined,
) {
  loadNoFrames();
  fakeLayout();
  const server = fakeApi();
  server.on(/^GET \/me/u, () => ({
    id: "mem_beto",
    name: "Beto Ruiz",
    email: "beto@acme.test",
    role: "agent",
    access: { inb_support: access },
    socketAddress: "ws://127.0.0.1/socket",
  }));
  server.on(/^GET \/inboxes/u, () => ({
    items: [{ id: "inb_support", name: "Support", addresses: [], access, counts: { open: 1, unassigned: 1, mine: 0 } }],
  }));
  server.on(/^GET \/members/u, () => ({ items: [], teams: [] }));
  server.on(/^GET \/conversations\/con_1$/u, page);
  server.on(/^(PUT|DELETE) /u, () => undefined);
  const stopKeyboard = startKeyboard();
  const show = () =>
    render(() => (
      <QueryClientProvider client={queryClient}>
        <ConversationPane conversationId={conversationId} onOpen={onOpen} />
        <RepairDialogs onOpen={onOpen} />
        <Toasts />
      </QueryClientProvider>
    ));
  let shown = show();
  return {
    server,
    /** As after a reload: everything is made anew, what is stored stays. */
    reload: () => {
      shown.unmount();
      queryClient.clear();
      shown = show();
    },
    refetch: () => queryClient.invalidateQueries(),
    close: () => {
      stopKeyboard();
      cleanup();
      queryClient.clear();
      conversations.forget(conversationId);
      localStorage.clear();
      vi.unstubAllGlobals();
    },
  };
}

export function press(key: string, with_: KeyboardEventInit = {}): void {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, composed: true, ...with_ });
  event.getModifierState = (name) =>
    name === "Control" ? (with_.ctrlKey ?? false) : name === "Shift" ? (with_.shiftKey ?? false) : false;
  (document.activeElement ?? document.body).dispatchEvent(event);
}
