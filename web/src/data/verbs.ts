// What a person does to a conversation. Shown in the same frame; taken back, with a sentence, when the server refuses.
import type { ConversationView } from "../../../functions/api/views.ts";
import { ApiError, api, type ReplyInput, type Written } from "../api.ts";
import { t } from "../i18n/index.ts";
import { toast } from "../ui/toast.tsx";
import { refreshConversation } from "./conversation.ts";
import { conversations, type Patch } from "./conversation-table.ts";
import { adjustCounts, refreshCountsSoon } from "./inboxes.ts";
import { inOrder } from "./mutations.ts";
import { queryClient, queryKeys } from "./query-client.ts";
import { reasonOf } from "./reason.ts";
import { rememberUndo } from "./undo.ts";

export interface Assignee {
  readonly id: string;
  readonly name: string;
}

const closedListeners = new Set<(id: string) => void>();

/** Calls back just before a conversation is shown as closed by us, so that who shows it can move on. Returns the way to stop. */
export function onClosed(listener: (id: string) => void): () => void {
  closedListeners.add(listener);
  return () => closedListeners.delete(listener);
}

export function close(conversation: ConversationView): Promise<boolean> {
  for (const listener of closedListeners) listener(conversation.id);
  const subject = subjectOf(conversation);
  const at = now();
  const forgetUndo = rememberUndo(() => reopen(conversation), t("done.closed", { subject }));
  return change(conversation, {
    patch: (shown) => ({ ...shown, closure: shown.closure ?? { by: byMe, at } }),
    send: () => api.conversations.close(conversation.id),
    onRefused: (reason) => {
      forgetUndo();
      return t("refused.close", { subject, reason });
    },
  });
}

export function reopen(conversation: ConversationView): Promise<boolean> {
  return change(conversation, {
    patch: ({ closure: _, ...open }) => open,
    send: () => api.conversations.reopen(conversation.id),
    onRefused: (reason) => t("refused.reopen", { subject: subjectOf(conversation), reason }),
  });
}

/** Gives it to a member, or to nobody. Refused when somebody else was quicker. */
export function assign(conversation: ConversationView, memberId: string | null): Promise<boolean> {
  const subject = subjectOf(conversation);
  const owner = conversations.peek(conversation.id)?.assignment?.memberId ?? null;
  if (owner === memberId) return Promise.resolve(true);
  if (memberId === null) {
    return change(conversation, {
      patch: ({ assignment: _, ...rest }) => rest,
      send: () => api.conversations.unassign(conversation.id),
      onRefused: (reason) => t("refused.unassign", { subject, reason }),
    });
  }
  const at = now();
  return change(conversation, {
    patch: (shown) => ({ ...shown, assignment: { memberId, by: byMe, at } }),
    send: () => api.conversations.assign(conversation.id, memberId, owner),
    onRefused: (reason) => t("refused.assign", { subject, reason }),
  });
}

/** Lets a new sender take part: answers to all go to them from then on. */
export function letTakePart(conversation: ConversationView, address: string): Promise<boolean> {
  return change(conversation, {
    patch: (shown) => shown,
    send: () => api.conversations.letTakePart(conversation.id, address),
    onRefused: (reason) => t("refused.participant", { address, reason }),
  });
}

export function markRead(conversation: ConversationView): Promise<boolean> {
  return markSeen(conversation, true);
}

export function markUnread(conversation: ConversationView): Promise<boolean> {
  return markSeen(conversation, false);
}

/**
 * Sends an answer. Rejects with an `ApiError` (`reply.stale` when something new came in), so that the writer keeps the text.
 * Give the same `idempotencyKey` again when trying again: the answer then goes out once.
 */
export function sendReply(
  conversationId: string,
  input: ReplyInput,
  idempotencyKey: string = crypto.randomUUID(),
): Promise<Written> {
  return write(conversationId, () => api.conversations.reply(conversationId, input, idempotencyKey));
}

/** Adds an internal note. Rejects with an `ApiError`, so that the writer keeps the text. */
export function addNote(conversationId: string, text: string): Promise<Written> {
  return write(conversationId, () => api.conversations.note(conversationId, text));
}

function markSeen(conversation: ConversationView, isSeen: boolean): Promise<boolean> {
  if (conversations.peek(conversation.id)?.isUnread === !isSeen) return Promise.resolve(true);
  return change(conversation, {
    patch: (shown) => ({ ...shown, isUnread: !isSeen }),
    send: () => (isSeen ? api.conversations.markRead(conversation.id) : api.conversations.markUnread(conversation.id)),
    onRefused: (reason) => t("refused.read", { subject: subjectOf(conversation), reason }),
  });
}

interface Change {
  readonly patch: Patch;
  readonly send: () => Promise<void>;
  readonly onRefused: (reason: string) => string;
}

/** Resolves to whether the server took it; never rejects. */
async function change(conversation: ConversationView, { patch, send, onRefused }: Change): Promise<boolean> {
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
    return true;
  } catch (error) {
    pending.drop();
    adjustCounts(after, before);
    const said = onRefused(reasonOf(error));
    if (!isSessionLost(error)) toast.error(said);
    void refreshConversation(id);
    return false;
  } finally {
    refreshCountsSoon();
  }
}

async function write(conversationId: string, send: () => Promise<Written>): Promise<Written> {
  const written = await inOrder(conversationId, send);
  await refreshConversation(conversationId);
  refreshCountsSoon();
  return written;
}

/** A dialog says that already. */
function isSessionLost(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

/** Stands in for me until the server names me. */
const byMe = { kind: "system", reason: "pending" } as const;

function now(): string {
  return new Date().toISOString();
}

function subjectOf(conversation: ConversationView): string {
  return conversation.subject || t("row.no-subject");
}
