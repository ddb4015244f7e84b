// What changing one conversation means: how it looks from now on, what is sent, and what is said when it is refused.
import type { ConversationView } from "../../../functions/api/views.ts";
import { ApiError, api } from "../api.ts";
import { t } from "../i18n/index.ts";
import { refreshConversation } from "./conversation.ts";
import { conversations, type Patch } from "./conversation-table.ts";
import { adjustCounts, refreshCountsSoon } from "./inboxes.ts";
import { inOrder } from "./mutations.ts";
import { queryClient, queryKeys } from "./query-client.ts";

export interface Change {
  readonly patch: Patch;
  readonly send: () => Promise<void>;
  readonly onRefused: (reason: string) => string;
}

export function closingOf(conversation: ConversationView): Change {
  const at = now();
  return {
    patch: (shown) => ({ ...shown, closure: shown.closure ?? { by: byMe, at } }),
    send: () => api.conversations.close(conversation.id),
    onRefused: (reason) => t("refused.close", { subject: subjectOf(conversation), reason }),
  };
}

export function reopeningOf(conversation: ConversationView): Change {
  return {
    patch: ({ closure: _, ...open }) => open,
    send: () => api.conversations.reopen(conversation.id),
    onRefused: (reason) => t("refused.reopen", { subject: subjectOf(conversation), reason }),
  };
}

/** To a member, or to nobody. */
export function assignmentOf(conversation: ConversationView, memberId: string | null): Change {
  const subject = subjectOf(conversation);
  if (memberId === null)
    return {
      patch: ({ assignment: _, ...rest }) => rest,
      send: () => api.conversations.unassign(conversation.id),
      onRefused: (reason) => t("refused.unassign", { subject, reason }),
    };
  const [at, owner] = [now(), ownerOf(conversation)];
  return {
    patch: (shown) => ({ ...shown, assignment: { memberId, by: byMe, at } }),
    send: () => api.conversations.assign(conversation.id, memberId, owner),
    onRefused: (reason) => t("refused.assign", { subject, reason }),
  };
}

/** As read, or as unread. */
export function markingOf(conversation: ConversationView, isSeen: boolean): Change {
  return {
    patch: (shown) => ({ ...shown, isUnread: !isSeen }),
    send: () => (isSeen ? api.conversations.markRead(conversation.id) : api.conversations.markUnread(conversation.id)),
    onRefused: (reason) => t("refused.read", { subject: subjectOf(conversation), reason }),
  };
}

/** Shows it in the same frame, sends it, and takes it back when it is refused. The refusal is for the caller to tell. */
export async function attempt(conversation: ConversationView, { patch, send }: Change): Promise<{ readonly error?: unknown }> {
  const { id } = conversation;
  if (!conversations.peek(id)) conversations.put(conversation);
  const before = conversations.peek(id) ?? conversation;
  const pending = conversations.patch(id, patch);
  const after = conversations.peek(id) ?? conversation;
  // An answer that is already on its way was counted without this change.
  void queryClient.cancelQueries({ queryKey: queryKeys.inboxes });
  adjustCounts(before, after);
  try {
    await inOrder(id, send);
    const isKnown = await refreshConversation(id);
    if (isKnown) pending.drop();
    else pending.keep();
    return {};
  } catch (error) {
    pending.drop();
    adjustCounts(after, before);
    void refreshConversation(id);
    return { error };
  } finally {
    refreshCountsSoon();
  }
}

/** Whose it is, as it is shown now. */
export function ownerOf({ id }: ConversationView): string | null {
  return conversations.peek(id)?.assignment?.memberId ?? null;
}

export function subjectOf(conversation: ConversationView): string {
  return conversation.subject || t("row.no-subject");
}

/** A dialog says that already. */
export function isSessionLost(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

/** Stands in for me until the server names me. */
const byMe = { kind: "system", reason: "pending" } as const;

function now(): string {
  return new Date().toISOString();
}
