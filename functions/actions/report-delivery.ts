// What became of an outgoing message: SES's reports and our own failures, shown on the message, loud when its author must act.
import type { Change, Delivery, SentMessage } from "../core/conversation/conversation.ts";
import { needingAttention, newProblem, type Report, withReport } from "../core/conversation/delivery.ts";
import { findHolder, saveConversation } from "../store/conversations.ts";
import { sentIdWrite } from "../store/mail-ids.ts";
import { write } from "../store/table.ts";
import { deliveryWrite, findEntry } from "../store/timeline.ts";
import { changeEntry } from "./change-conversation.ts";
import { untilSaved } from "./until-saved.ts";

/** Applies a report in whatever order reports come; saying the same again changes nothing. */
export async function reportDelivery(conversationId: string, messageId: string, report: Report): Promise<void> {
  await settleDelivery(conversationId, messageId, (message) => withReport(message, report));
}

/**
 * Moves a message to the delivery that `decide` gives; the same delivery means nothing to do. A problem reopens the
 * conversation and is recorded in its timeline, in one transaction with the message.
 */
export async function settleDelivery(
  conversationId: string,
  messageId: string,
  decide: (message: SentMessage) => Delivery,
): Promise<void> {
  await untilSaved(
    async () => {
      const message = await findEntry(conversationId, messageId);
      if (message?.kind !== "sent") return "not there";
      const delivery = decide(message);
      if (delivery === message.delivery) return "known";
      return (await save(message, delivery)) ? "settled" : undefined;
    },
    () => new Error("a message kept changing while its delivery was reported"),
  );
}

async function save(message: SentMessage, delivery: Delivery): Promise<boolean> {
  const problem = newProblem(message.delivery, delivery);
  const newSesId = message.delivery.sesMessageId ? undefined : delivery.sesMessageId;
  const conversation = problem || newSesId ? await findHolder(message.conversationId) : undefined;
  // The id by which answers will find the conversation comes first: a crash before the state is written loses neither.
  if (conversation && newSesId) await write(sentIdWrite(conversation.inboxId, newSesId, message));
  if (!conversation || !problem) return write(deliveryWrite(message, delivery));
  const outcome = await saveConversation(
    conversation,
    { ...needingAttention(conversation, problem), version: conversation.version + 1 },
    [failure(conversation.id, message.id, delivery)],
    [deliveryWrite(message, delivery)],
  );
  return outcome.isDone;
}

/** The entry that tells the author, in the transaction that changes the message. */
export function failure(conversationId: string, messageId: string, delivery: Delivery): Change {
  const what = { name: "delivery.failed", messageId, reason: delivery.reason ?? delivery.state } as const;
  return changeEntry(conversationId, what, { kind: "system", reason: delivery.state }, delivery.at);
}
