// What became of an answer that a member wrote: waits until it went out, and reads it as its recipient would.
import { simpleParser } from "mailparser";
import { setTimeout as pause } from "node:timers/promises";
import { array, object, optional, record, string } from "valibot";
import type { Answered } from "./compose.ts";
import type { Member } from "./member.ts";

const page = object({
  entries: array(object({ id: string(), delivery: optional(object({ state: string(), sesMessageId: optional(string()) })) })),
});
const outbox = array(
  object({
    id: string(),
    from: string(),
    to: array(string()),
    subject: string(),
    headers: record(string(), string()),
    raw: string(),
  }),
);

export interface WentOut extends Answered {
  readonly outboxId: string;
}

/** @param writtenAt when the story says it was written */
export async function waitUntilSent(
  url: string,
  member: Member,
  { conversationId, messageId, writtenAt }: { conversationId: string; messageId: string; writtenAt: Date },
): Promise<WentOut> {
  const sesMessageId = await sesIdOf(member, conversationId, messageId);
  const sent = (await member.get("/local/outbox", outbox)).find(({ id }) => id === sesMessageId);
  if (!sent) throw new Error(`SES does not know the mail ${sesMessageId}.`);
  const raw = await fetch(new URL(sent.raw, url));
  const mail = await simpleParser(Buffer.from(await raw.arrayBuffer()));
  return {
    outboxId: sent.id,
    isOurs: true,
    messageId: sent.headers["message-id"] ?? "",
    references: sent.headers.references?.match(/<[^>]+>/g) ?? [],
    replyTo: mail.replyTo?.value[0]?.address ?? sent.from,
    name: mail.from?.value[0]?.name || sent.from,
    address: sent.from,
    to: sent.to.join(", "),
    subject: sent.subject,
    at: writtenAt,
    text: mail.text ?? "",
    html: mail.html || "",
  };
}

async function sesIdOf(member: Member, conversationId: string, messageId: string): Promise<string> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const { entries } = await member.get(`/api/v1/conversations/${conversationId}`, page);
    const delivery = entries.find(({ id }) => id === messageId)?.delivery;
    if (delivery?.sesMessageId) return delivery.sesMessageId;
    if (delivery?.state === "failed") break;
    await pause(100);
  }
  throw new Error(`The answer ${messageId} did not go out.`);
}
