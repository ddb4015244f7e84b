// A reply that went out, and its row, ready to be put into any state.
import { expect } from "vitest";
import type { Delivery, SentMessage } from "../../functions/core/conversation/conversation.ts";
import { write } from "../../functions/store/table.ts";
import { deliveryWrite, findEntry } from "../../functions/store/timeline.ts";
import type { ApiMember } from "./api.ts";
import type { TestPlatform } from "./platform.ts";
import { textMail } from "./text-mail.ts";

/** Sent and delivered, in answer to a mail with this subject. */
export async function sentReply(platform: TestPlatform, member: ApiMember, subject: string): Promise<SentMessage> {
  const messageId = `${subject.toLowerCase().replace(/\W+/g, "-")}@x`;
  await platform.deliver(textMail({ subject, messageId }), { to: "support@acme.test" });
  const { conversation } = await member.find(subject);
  const queued = await member.reply(conversation, "<p>Hello</p>");
  await platform.idle();
  return storedReply(conversation.id, queued.body.id);
}

export async function storedReply(conversationId: string, messageId: string): Promise<SentMessage> {
  const entry = await findEntry(conversationId, messageId);
  if (entry?.kind !== "sent") throw new Error("the reply is not there");
  return entry;
}

export async function putInto(message: SentMessage, delivery: Delivery): Promise<SentMessage> {
  expect(await write(deliveryWrite(message, delivery))).toBe(true);
  return { ...message, delivery };
}
