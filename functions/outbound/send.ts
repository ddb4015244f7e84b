// Sends a queued message once: claim it, hand it to SES, mark it. What cannot be known is shown as unconfirmed, never sent again.
import * as v from "valibot";
import { settleDelivery } from "../actions/report-delivery.ts";
import type { Delivery, SentMessage } from "../core/conversation/conversation.ts";
import { acceptedBySes } from "../core/conversation/delivery.ts";
import { sesMailId } from "../core/conversation/match.ts";
import { limits } from "../core/limits.ts";
import { sqsBatch } from "../runtime/batch.ts";
import { now } from "../runtime/clock.ts";
import { log } from "../runtime/log.ts";
import { fileKeys, saveFile } from "../store/buckets.ts";
import { findConversation } from "../store/conversations.ts";
import { mailIdWrite } from "../store/mail-ids.ts";
import { write } from "../store/table.ts";
import { deliveryWrite, findEntry } from "../store/timeline.ts";
import { composeMessage } from "./compose-message.ts";
import { deliver } from "./deliver.ts";

const job = v.object({ conversationId: v.string(), messageId: v.string() });

export const handler = sqsBatch(async (record) => {
  const { conversationId, messageId } = v.parse(job, JSON.parse(record.body));
  const message = await findEntry(conversationId, messageId);
  if (message?.kind !== "sent") return log.warn("send.nothing-there", { conversationId, messageId });
  if (message.delivery.state === "sending") return giveUpOn(message);
  if (message.delivery.state === "queued") await sendOnce(message);
});

/**
 * Everything that may fail harmlessly comes first. From the claim on, this message is ours alone; a crash after it leaves
 * "sending", which becomes "unconfirmed" and not a second mail.
 */
async function sendOnce(message: SentMessage): Promise<void> {
  const raw = await composeMessage(message);
  const rawKey = fileKeys.sentMail(message.id);
  await saveFile(rawKey, raw, "message/rfc822");

  const claimed: Delivery = { state: "sending", at: now(), recipients: [] };
  if (!(await write(deliveryWrite(message, claimed, { rawKey })))) return; // another worker was faster
  const claim: SentMessage = { ...message, delivery: claimed, rawKey };

  const answer = await deliver(message, raw);
  switch (answer.outcome) {
    case "accepted":
      return markSent(claim, answer.sesMessageId);
    case "refused":
      return settle(claim, { state: "failed", at: now(), recipients: [], reason: answer.reason });
    case "unknown":
      return settle(claim, unconfirmed(answer.reason));
    case "not-taken":
      await write(deliveryWrite(claim, { ...message.delivery, at: now() }));
      throw new Error(`SES did not take the message: ${answer.reason}`); // back to the queue
  }
}

/** First the id by which answers will find the conversation, then the state: a crash in between loses neither. */
async function markSent(claim: SentMessage, sesMessageId: string): Promise<void> {
  const { conversationId, id: messageId } = claim;
  const conversation = await findConversation(conversationId);
  if (conversation) {
    const known = { mailId: sesMailId(sesMessageId), kind: "sent", conversationId, messageId } as const;
    await write(mailIdWrite(conversation.inboxId, known));
  }
  await settle(claim, acceptedBySes(claim, sesMessageId, now()));
  log.info("message.sent", { conversationId, messageId, sesMessageId });
}

/** Unless a report of SES's was faster: that one knows more. */
function settle(claim: SentMessage, delivery: Delivery): Promise<void> {
  return settleDelivery(claim.conversationId, claim.id, (message) =>
    message.delivery.state === "sending" ? delivery : message.delivery,
  );
}

/** Somebody claimed it and did not come back. Inside the lease they may still be at it: the queue asks again later. */
async function giveUpOn(message: SentMessage): Promise<void> {
  if (Date.parse(now()) - Date.parse(message.delivery.at) < limits.sendLeaseMs)
    throw new Error("the message is still being sent");
  await settle(message, unconfirmed("The sender stopped before SES answered."));
}

function unconfirmed(reason: string): Delivery {
  return { state: "unconfirmed", at: now(), recipients: [], reason };
}
