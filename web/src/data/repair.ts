// Putting right what ended in the wrong place: merging, splitting, moving, and correcting what a conversation is called. The
// server does it first: what follows from it is too much to guess.
import type { ConversationView } from "../../../functions/api/views.ts";
import type { Address } from "../../../functions/core/mail/mail.ts";
import { api } from "../api.ts";
import { t } from "../i18n/index.ts";
import { nameOf } from "../mail/entry-words.ts";
import { toast } from "../ui/toast.tsx";
import { aFewAtATime } from "./a-few-at-a-time.ts";
import { refreshConversation } from "./conversation.ts";
import { refreshCountsSoon } from "./inboxes.ts";
import { inOrder } from "./mutations.ts";
import { reasonOf } from "./reason.ts";
import { rememberUndo } from "./undo.ts";

type Conversations = readonly ConversationView[];

/** All of these resolve to whether anything was done; what was refused is said, with the reason. */
export async function merge(sources: Conversations, target: ConversationView): Promise<boolean> {
  const merged: ConversationView[] = [];
  // One after another: each changes the target.
  for (const source of sources) {
    const isDone = await repair([source.id, target.id], () => api.conversations.merge(source.id, target.id));
    if (isDone) merged.push(source);
  }
  if (merged.length === 0) return false;
  rememberUndo(() => takeOut(merged.toReversed(), target.id), t("repair.merged", { other: nameOf(target) }));
  return true;
}

async function takeOut(sources: Conversations, holderId: string): Promise<void> {
  for (const source of sources) await unmerge(source, holderId);
}

export function unmerge(source: { readonly id: string }, holderId: string): Promise<boolean> {
  return repair([source.id, holderId], () => api.conversations.unmerge(source.id));
}

export async function link(source: ConversationView, other: ConversationView): Promise<boolean> {
  const isDone = await repair([source.id, other.id], () => api.conversations.link(source.id, other.id));
  if (isDone) rememberUndo(() => unlink(source, other.id), t("repair.linked", { other: nameOf(other) }));
  return isDone;
}

export function unlink(source: { readonly id: string }, otherId: string): Promise<boolean> {
  return repair([source.id, otherId], () => api.conversations.unlink(source.id, otherId));
}

/** @returns the conversation where the messages are now */
export async function split(from: string, messageIds: readonly string[], into?: string): Promise<string | undefined> {
  let id: string | undefined;
  const isDone = await repair([from, ...(into ? [into] : [])], async () => {
    ({ id } = await api.conversations.split(from, messageIds, into));
  });
  if (isDone && id && id !== into) await refreshConversation(id);
  return isDone ? id : undefined;
}

export async function move(conversation: ConversationView, inbox: { id: string; name: string }): Promise<boolean> {
  const isDone = await repair([conversation.id], () => api.conversations.move(conversation.id, inbox.id));
  const back = { id: conversation.inboxId, name: "" };
  if (isDone) rememberUndo(() => move({ ...conversation, inboxId: inbox.id }, back), t("repair.moved", { inbox: inbox.name }));
  return isDone;
}

export async function markSpam(all: Conversations, block?: "address" | "domain"): Promise<boolean> {
  const marked = await repairEach(all, ({ id }) => api.conversations.markSpam(id, block));
  if (marked.length > 0) rememberUndo(() => markNotSpam(marked), t("repair.marked-spam"));
  return marked.length > 0;
}

export async function markNotSpam(all: Conversations): Promise<boolean> {
  return (await repairEach(all, ({ id }) => api.conversations.markNotSpam(id))).length > 0;
}

export function correctSubject({ id }: ConversationView, subject: string): Promise<boolean> {
  return repair([id], () => api.conversations.setSubject(id, subject));
}

export function correctContact({ id }: ConversationView, contact: Address): Promise<boolean> {
  return repair([id], () => api.conversations.setContact(id, contact));
}

/** @returns those with which it was done */
async function repairEach(all: Conversations, send: (one: ConversationView) => Promise<void>): Promise<Conversations> {
  const takeTurn = aFewAtATime();
  const outcomes = await Promise.all(all.map((one) => takeTurn(() => repair([one.id], () => send(one)))));
  return all.filter((_, index) => outcomes[index]);
}

async function repair(ids: readonly string[], send: () => Promise<void>): Promise<boolean> {
  try {
    await inOrder(ids[0] ?? "", send);
    return true;
  } catch (error) {
    toast.error(t("repair.refused", { reason: reasonOf(error) }));
    return false;
  } finally {
    await Promise.all(ids.map(refreshConversation));
    refreshCountsSoon();
  }
}
