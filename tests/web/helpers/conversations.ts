// Conversations as the API shows them, for tests: say only what matters to the case.
import type { ConversationView } from "../../../functions/api/views.ts";

export function conversationView(id: string, with_: Partial<ConversationView> = {}): ConversationView {
  return {
    id,
    inboxId: "inb_support",
    version: 1,
    subject: `Subject of ${id}`,
    contact: { name: "Lucía Fernández", address: "lucia@example.com" },
    snippet: "Good morning",
    lastMessage: "received",
    messageCount: 1,
    hasAttachments: false,
    createdAt: "2026-11-20T09:00:00.000Z",
    activityAt: "2026-11-20T09:00:00.000Z",
    isUnread: false,
    ...with_,
  };
}

export const closure = { by: { kind: "member", id: "mem_beto", name: "Beto" }, at: "2026-11-20T10:00:00.000Z" } as const;

export function assignedTo(memberId: string) {
  return { memberId, by: closure.by, at: closure.at };
}
