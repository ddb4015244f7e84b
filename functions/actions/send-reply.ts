// Queues a reply: the frozen envelope, its text and the conversation's next version, in one transaction. The stream sends it on.
import { createHash } from "node:crypto";
import type { Viewer } from "../core/access.ts";
import { participantsAfter } from "../core/conversation/answer.ts";
import type { Conversation, SentMessage } from "../core/conversation/conversation.ts";
import { recipientsOf } from "../core/conversation/delivery.ts";
import { refuseStale } from "../core/conversation/state.ts";
import { snippetOf } from "../core/conversation/summary.ts";
import { Refused } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { nowSeconds } from "../runtime/clock.ts";
import { saveBody } from "../store/buckets.ts";
import { saveConversation } from "../store/conversations.ts";
import { doneWrite, findDone } from "../store/once.ts";
import { busy } from "./change-conversation.ts";
import { loadConversation } from "./load-conversation.ts";
import type { ReplyInput } from "./reply-input.ts";
import { writeReply } from "./write-reply.ts";

export interface Queued {
  readonly id: string;
  readonly version: number;
}

/** @param idempotencyKey chosen by the page: the same request again gives the same answer and sends nothing */
export async function sendReply(
  viewer: Viewer,
  conversationId: string,
  input: ReplyInput,
  idempotencyKey?: string,
): Promise<Queued> {
  const conversation = await loadConversation(viewer, conversationId, "reply.send");
  // Without the version: the first try itself has raised it, and the same reply sent again is still the same reply.
  const { version, ...said } = input;
  const requestHash = createHash("sha256")
    .update(JSON.stringify([conversationId, said]))
    .digest("hex");
  const repeated = idempotencyKey ? await repeatedReply(viewer, idempotencyKey, requestHash) : undefined;
  if (repeated) return repeated;
  refuseStale(conversation, version);

  const reply = await writeReply(viewer, conversation, input);
  const queued = { id: reply.message.id, version: conversation.version + 1 };
  await saveBody(reply.message.id, reply.body);
  const outcome = await saveConversation(
    conversation,
    withReply(conversation, viewer, reply.message),
    [reply.message],
    idempotencyKey ? [doneWrite(viewer.memberId, idempotencyKey, { ...queued, requestHash }, nowSeconds())] : [],
  );
  if (outcome.isDone) return queued;
  // Either the page sent it twice at the same instant, or somebody else changed the conversation: never both sent.
  const twin = idempotencyKey ? await repeatedReply(viewer, idempotencyKey, requestHash) : undefined;
  if (twin) return twin;
  refuseStale(await loadConversation(viewer, conversationId, "reply.send"), version);
  throw busy();
}

async function repeatedReply(viewer: Viewer, idempotencyKey: string, requestHash: string): Promise<Queued | undefined> {
  const done = await findDone(viewer.memberId, idempotencyKey);
  if (!done) return undefined;
  if (done.requestHash === requestHash) return { id: done.id, version: done.version };
  throw new Refused("invalid", "idempotency-key.reused", "This Idempotency-Key was used for another reply. Choose a new one.");
}

function withReply(conversation: Conversation, viewer: Viewer, message: SentMessage): Conversation {
  const { needsAttention: _, ...rest } = conversation;
  return {
    ...rest,
    version: conversation.version + 1,
    snippet: snippetOf(message.text),
    lastMessage: "sent",
    messageCount: conversation.messageCount + 1,
    hasAttachments: conversation.hasAttachments || message.attachments.length > 0,
    participants: participantsAfter(conversation, recipientsOf(message), limits.participants),
    activityAt: message.at > conversation.activityAt ? message.at : conversation.activityAt,
    readBy: [viewer.memberId],
  };
}
