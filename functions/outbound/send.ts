// Sends a queued message once: claim it, hand it to SES, mark it. What cannot be known is shown as unconfirmed, never sent again.
import * as v from "valibot";
import { settleDelivery } from "../actions/report-delivery.ts";
import type { Delivery, DeliveryState, SentMessage } from "../core/conversation/conversation.ts";
import { acceptedBySes } from "../core/conversation/delivery.ts";
import { Refused } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { sqsBatch } from "../runtime/batch.ts";
import { now } from "../runtime/clock.ts";
import { log } from "../runtime/log.ts";
import { fileKeys, saveFile } from "../store/buckets.ts";
import { write } from "../store/table.ts";
import { deliveryWrite, findEntry } from "../store/timeline.ts";
import { composeMessage } from "./compose-message.ts";
import { deliver } from "./deliver.ts";

const job = v.object({ conversationId: v.string(), messageId: v.string() });

export const handler = sqsBatch(async (record) => {
  const { conversationId, messageId } = v.parse(job, JSON.parse(record.body));
  const isLastTry = Number(record.attributes.ApproximateReceiveCount) >= limits.queueTries;
  const message = await findEntry(conversationId, messageId);
  if (message?.kind !== "sent") return log.warn("send.nothing-there", { conversationId, messageId });
  if (message.delivery.state === "sending") return giveUpOn(message, isLastTry);
  if (message.delivery.state === "queued") await sendOnce(message, isLastTry);
});

/**
 * Everything that may fail harmlessly comes first. From the claim on, this message is ours alone; a crash after it leaves
 * "sending", which becomes "unconfirmed" and not a second mail.
 */
async function sendOnce(message: SentMessage, isLastTry: boolean): Promise<void> {
  const raw = await composed(message);
  if (!raw) return;
  const rawKey = fileKeys.sentMail(message.id);
  await saveFile(rawKey, raw, "message/rfc822");

  const claimed: Delivery = { state: "sending", at: now(), recipients: [] };
  // Another worker has it, or the answer to our own claim was lost. Asked again later, we shall see which.
  if (!(await write(deliveryWrite(message, claimed, { rawKey })))) throw new Error("somebody else has claimed the message");
  const claim: SentMessage = { ...message, delivery: claimed, rawKey };

  const answer = await deliver(message, raw);
  switch (answer.outcome) {
    case "accepted":
      return settle(claim, acceptedBySes(claim, answer.sesMessageId, now()));
    case "refused":
      return settle(claim, failed(answer.reason));
    case "unknown":
      return settle(claim, unconfirmed(answer.reason));
    case "not-taken":
      if (isLastTry) return settle(claim, failed(answer.reason));
      await write(deliveryWrite(claim, { ...message.delivery, at: now() }));
      throw new Error(`SES did not take the message: ${answer.reason}`); // back to the queue
  }
}

/** The MIME; undefined when the message can never be composed, which its author is told. */
async function composed(message: SentMessage): Promise<Buffer | undefined> {
  try {
    return await composeMessage(message);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await settle(message, failed(error.message));
    return undefined;
  }
}

/** Unless a report of SES's was faster: that one knows more. What SES took is sent, whoever gave up on it meanwhile. */
async function settle({ conversationId, id: messageId }: SentMessage, delivery: Delivery): Promise<void> {
  const { state, sesMessageId } = delivery;
  const open: readonly DeliveryState[] = state === "sent" ? ["sending", "unconfirmed"] : ["queued", "sending"];
  await settleDelivery(conversationId, messageId, (message) =>
    open.includes(message.delivery.state) ? delivery : message.delivery,
  );
  log.info(`message.${state}`, { conversationId, messageId, ...(sesMessageId ? { sesMessageId } : {}) });
}

/** Somebody claimed it and did not come back. Inside the lease they may still be at it: the queue asks again later. */
async function giveUpOn(message: SentMessage, isLastTry: boolean): Promise<void> {
  const isLeased = Date.parse(now()) - Date.parse(message.delivery.at) < limits.sendLeaseMs;
  if (isLeased && !isLastTry) throw new Error("the message is still being sent");
  await settle(message, unconfirmed("The sender stopped before SES answered."));
}

function failed(reason: string): Delivery {
  return { state: "failed", at: now(), recipients: [], reason };
}

function unconfirmed(reason: string): Delivery {
  return { state: "unconfirmed", at: now(), recipients: [], reason };
}
