// Queues a reply: the frozen envelope, its text and the conversation's next version, in one transaction. The stream sends it on.
import { createHash } from "node:crypto";
import * as v from "valibot";
import type { Viewer } from "../core/access.ts";
import {
  type Answer,
  answeredMessage,
  answerTo,
  eachOnce,
  participantsAfter,
  refuseOwnRecipients,
} from "../core/conversation/answer.ts";
import type {
  Conversation,
  ReceivedMessage,
  SentAttachment,
  SentMessage,
  TimelineEntry,
} from "../core/conversation/conversation.ts";
import { mailIdOf } from "../core/conversation/match.ts";
import { refuseStale } from "../core/conversation/state.ts";
import { entryText, snippetOf } from "../core/conversation/summary.ts";
import { Refused } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { parseRecipients } from "../core/mail/recipients.ts";
import { quoteForReply } from "../core/mail/compose.ts";
import { htmlToText, sanitiseTypedHtml } from "../core/mail/html.ts";
import type { Address } from "../core/mail/mail.ts";
import { replySubject } from "../core/mail/subject.ts";
import { replyLocalPart } from "../core/signature.ts";
import { now, nowSeconds } from "../runtime/clock.ts";
import { config } from "../runtime/config.ts";
import { newId } from "../runtime/ids.ts";
import { readBody, saveBody } from "../store/buckets.ts";
import { saveConversation } from "../store/conversations.ts";
import { doneWrite, findDone } from "../store/once.ts";
import { listEntries } from "../store/timeline.ts";
import { bodyName } from "./body-name.ts";
import { actorOf } from "./change-conversation.ts";
import { loadConversation } from "./load-conversation.ts";
import { ownAddresses } from "./own-addresses.ts";
import { tooLarge, uploadedFile } from "./request-upload.ts";

const address = v.union([
  v.pipe(v.string(), v.nonEmpty(), v.maxLength(400)),
  v.strictObject({
    name: v.optional(v.pipe(v.string(), v.maxLength(200)), ""),
    address: v.pipe(v.string(), v.nonEmpty(), v.maxLength(320)),
  }),
]);

/**
 * `to` absent: whom the conversation's answer goes to. `cc` absent: nobody. `text` absent: made from the HTML.
 * `version`: of the conversation as its writer saw it.
 */
export const replyInput = v.strictObject({
  html: v.pipe(v.string(), v.maxLength(limits.replyHtmlChars)),
  text: v.optional(v.pipe(v.string(), v.maxLength(limits.replyHtmlChars))),
  to: v.optional(v.pipe(v.array(address), v.nonEmpty("A reply needs a recipient."), v.maxLength(limits.replyRecipients))),
  cc: v.optional(v.pipe(v.array(address), v.maxLength(limits.replyRecipients))),
  attachments: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          uploadId: v.pipe(v.string(), v.regex(/^upl_[0-9A-Z]{26}$/, "uploadId must come from an upload.")),
          filename: v.pipe(v.string(), v.nonEmpty(), v.maxLength(255)),
          contentType: v.optional(v.pipe(v.string(), v.maxLength(160))),
        }),
      ),
      v.maxLength(limits.replyAttachments),
    ),
    [],
  ),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type ReplyInput = v.InferOutput<typeof replyInput>;

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
  const requestHash = createHash("sha256")
    .update(JSON.stringify([conversationId, input]))
    .digest("hex");
  const repeated = idempotencyKey ? await repeatedReply(viewer, idempotencyKey, requestHash) : undefined;
  if (repeated) return repeated;
  refuseStale(conversation, input.version);

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
  refuseStale(await loadConversation(viewer, conversationId, "reply.send"), input.version);
  throw new Refused("conflict", "conversation.busy", "Several people are changing this conversation right now. Try again.");
}

async function repeatedReply(viewer: Viewer, idempotencyKey: string, requestHash: string): Promise<Queued | undefined> {
  const done = await findDone(viewer.memberId, idempotencyKey);
  if (!done) return undefined;
  if (done.requestHash === requestHash) return { id: done.id, version: done.version };
  throw new Refused("invalid", "idempotency-key.reused", "This Idempotency-Key was used for another reply. Choose a new one.");
}

/** The message as it will go out, and its body with the quoted original below. */
async function writeReply(viewer: Viewer, conversation: Conversation, input: ReplyInput) {
  const [entries, own] = await Promise.all([
    listEntries(conversation.id, limits.timelinePageDefault),
    ownAddresses(conversation.inboxId),
  ]);
  const received = entries.toReversed().filter((entry): entry is ReceivedMessage => entry.kind === "received");
  const answered = answeredMessage(received);
  const answer = answerTo(conversation, answered, own, replySubject(conversation.subject));
  const { to, cc } = recipientsOf(input, answer);
  refuseOwnRecipients([...to, ...cc], own);
  const typed = typedText(input);
  const attachments = await attachmentsOf(viewer, input);
  const original = answered ?? received.at(-1);
  const quote = original
    ? quoteForReply({ from: original.from, at: original.sentAt ?? original.at, text: await wholeText(original) })
    : { text: "", html: "" };

  const at = now();
  const message: SentMessage = {
    kind: "sent",
    id: newId("message", at),
    conversationId: conversation.id,
    at,
    by: actorOf(viewer),
    from: own.from,
    to,
    cc,
    replyTo: [
      {
        name: own.from.name,
        address: `${replyLocalPart(config.signingKeys, conversation.inboxId, conversation.id)}@${config.replyDomain}`,
      },
    ],
    subject: answer.subject,
    ...threadHeaders(conversation, entries, original),
    ...entryText(typed.text),
    hasHtml: true,
    attachments,
    delivery: { state: "queued", at, recipients: [] },
  };
  return { message, body: { text: `${typed.text}\n\n${quote.text}`.trimEnd(), html: `${typed.html}${quote.html}` } };
}

function recipientsOf(input: ReplyInput, answer: Answer): { to: readonly Address[]; cc: readonly Address[] } {
  // Addresses that the mail itself brought are checked like typed ones: what SES would misread is refused here.
  const to = eachOnce(parseRecipients(input.to ?? answer.to, "to"));
  const cc = eachOnce(parseRecipients(input.cc ?? [], "cc"), to);
  if (to.length + cc.length <= limits.replyRecipients) return { to, cc };
  throw new Refused(
    "invalid",
    "reply.recipients-too-many",
    `A mail can go to ${limits.replyRecipients} recipients, To and Cc together.`,
    { field: "cc" },
  );
}

function typedText(input: ReplyInput): { text: string; html: string } {
  const html = sanitiseTypedHtml(input.html);
  const text = (input.text ?? htmlToText(html)).trim();
  if (text === "" && input.attachments.length === 0) {
    throw new Refused("invalid", "reply.empty", "A reply needs some text or an attachment.", { field: "html" });
  }
  return { text, html };
}

async function attachmentsOf(viewer: Viewer, input: ReplyInput): Promise<SentAttachment[]> {
  let totalBytes = 0;
  const attachments: SentAttachment[] = [];
  for (const [index, { uploadId, filename, contentType = "application/octet-stream" }] of input.attachments.entries()) {
    const { key, sizeBytes } = await uploadedFile(viewer, uploadId, filename);
    totalBytes += sizeBytes;
    if (totalBytes > limits.replyAttachmentBytes) throw tooLarge(filename);
    attachments.push({ index, filename, contentType, sizeBytes, key });
  }
  return attachments;
}

/** In-Reply-To names the answered mail; References carry the chain and end with our own signed id (RFC 5322 section 3.6.4). */
function threadHeaders(conversation: Conversation, entries: readonly TimelineEntry[], original: ReceivedMessage | undefined) {
  const signed = `${replyLocalPart(config.signingKeys, conversation.inboxId, conversation.id)}@${config.replyDomain}`;
  const latestSent = entries.find((entry) => entry.kind === "sent" && entry.delivery.sesMessageId !== undefined);
  const sesId = latestSent?.kind === "sent" && latestSent.delivery.sesMessageId;
  const inReplyTo = original?.messageId ?? (sesId ? `${sesId}@email.amazonses.com` : undefined);
  const chain = [...(original?.references ?? []), ...(inReplyTo ? [inReplyTo] : [])].filter((id) => id !== signed);
  const once = chain.filter((id, index) => chain.findIndex((other) => mailIdOf(other) === mailIdOf(id)) === index);
  return { ...(inReplyTo ? { inReplyTo } : {}), references: [...once, signed] };
}

async function wholeText(message: ReceivedMessage): Promise<string> {
  return message.isTextCut ? (await readBody(bodyName(message))).text : message.text;
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
    participants: participantsAfter(conversation, [...message.to, ...message.cc], limits.participants),
    activityAt: message.at > conversation.activityAt ? message.at : conversation.activityAt,
    readBy: [viewer.memberId],
  };
}
