// What a person does to a conversation. Shown in the same frame; taken back, with a sentence, when the server refuses.
import type { ConversationView } from "../../../functions/api/views.ts";
import { api, type ReplyInput, type Written } from "../api.ts";
import { t } from "../i18n/index.ts";
import { toast } from "../ui/toast.tsx";
import {
  assignmentOf,
  attempt,
  type Change,
  closingOf,
  isSessionLost,
  markingOf,
  ownerOf,
  reopeningOf,
  subjectOf,
} from "./changes.ts";
import { refreshConversation } from "./conversation.ts";
import { conversations } from "./conversation-table.ts";
import { refreshCountsSoon } from "./inboxes.ts";
import { inOrder } from "./mutations.ts";
import { reasonOf } from "./reason.ts";
import { rememberUndo } from "./undo.ts";

const closedListeners = new Set<(ids: readonly string[]) => void>();

/** Calls back just before conversations are shown as closed by us, so that who shows one can move on. Returns the way to stop. */
export function onClosed(listener: (ids: readonly string[]) => void): () => void {
  closedListeners.add(listener);
  return () => closedListeners.delete(listener);
}

export function tellClosed(ids: readonly string[]): void {
  for (const listener of closedListeners) listener(ids);
}

export function close(conversation: ConversationView): Promise<boolean> {
  tellClosed([conversation.id]);
  const subject = subjectOf(conversation);
  const forgetUndo = rememberUndo(() => reopen(conversation), t("done.closed", { subject }));
  const closing = closingOf(conversation);
  return change(conversation, {
    ...closing,
    onRefused: (reason) => {
      forgetUndo();
      return closing.onRefused(reason);
    },
  });
}

export function reopen(conversation: ConversationView): Promise<boolean> {
  return change(conversation, reopeningOf(conversation));
}

/** Gives it to a member, or to nobody. Refused when somebody else was quicker. */
export function assign(conversation: ConversationView, memberId: string | null): Promise<boolean> {
  if (ownerOf(conversation) === memberId) return Promise.resolve(true);
  return change(conversation, assignmentOf(conversation, memberId));
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
  return change(conversation, markingOf(conversation, isSeen));
}

/** Resolves to whether the server took it; never rejects. */
async function change(conversation: ConversationView, wanted: Change): Promise<boolean> {
  const { error } = await attempt(conversation, wanted);
  if (error === undefined) return true;
  const said = wanted.onRefused(reasonOf(error));
  if (!isSessionLost(error)) toast.error(said);
  return false;
}

async function write(conversationId: string, send: () => Promise<Written>): Promise<Written> {
  const written = await inOrder(conversationId, send);
  await refreshConversation(conversationId);
  refreshCountsSoon();
  return written;
}
