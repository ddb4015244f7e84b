// A reply as it will go out: recipients, threading headers, files, and the quoted original below what was typed.
import type { Viewer } from "../core/access.ts";
import { type Answer, answeredMessage, answerTo, eachOnce, refuseOwnRecipients } from "../core/conversation/answer.ts";
import type { Conversation, ReceivedMessage, SentAttachment, SentMessage } from "../core/conversation/conversation.ts";
import { entryText } from "../core/conversation/summary.ts";
import { threadHeaders } from "../core/conversation/thread-headers.ts";
import { Refused } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { htmlToText, sanitiseTypedHtml } from "../core/mail/html.ts";
import type { Address } from "../core/mail/mail.ts";
import { quoteForReply } from "../core/mail/quote-for-reply.ts";
import { parseRecipients } from "../core/mail/recipients.ts";
import { replySubject } from "../core/mail/subject.ts";
import { replyLocalPart } from "../core/signature.ts";
import { now } from "../runtime/clock.ts";
import { config } from "../runtime/config.ts";
import { newId } from "../runtime/ids.ts";
import { type Body, fileKeys, readBody } from "../store/buckets.ts";
import { listEntries } from "../store/timeline.ts";
import { bodyName } from "./body-name.ts";
import { actorOf } from "./change-conversation.ts";
import { ownAddresses } from "./own-addresses.ts";
import type { ReplyInput } from "./reply-input.ts";
import { keepUpload, tooLarge } from "./request-upload.ts";

/** The message as it will go out, and its body with the quoted original below. */
export async function writeReply(
  viewer: Viewer,
  conversation: Conversation,
  input: ReplyInput,
): Promise<{ message: SentMessage; body: Body }> {
  const [entries, own] = await Promise.all([
    listEntries([conversation.id, ...(conversation.mergedIds ?? [])], limits.timelinePageDefault),
    ownAddresses(conversation.inboxId),
  ]);
  const received = entries.toReversed().filter((entry): entry is ReceivedMessage => entry.kind === "received");
  const answered = answeredMessage(received);
  const answer = answerTo(conversation, answered, own, replySubject(conversation.subject));
  const { to, cc } = recipientsOf(input, answer);
  refuseOwnRecipients([...to, ...cc], own);
  const typed = typedText(input);
  const at = now();
  const id = newId("message", at);
  const attachments = await attachmentsOf(viewer, id, input);
  // The mail that began the conversation may be quoted whatever it was; a stranger's in the middle of it may not.
  const original = answered ?? received.find(({ match }) => match.by === "new");
  const quote = original
    ? quoteForReply({ from: original.from, at: original.sentAt ?? original.at, text: await wholeText(original) })
    : { text: "", html: "" };

  const signed = `${replyLocalPart(config.signingKeys, conversation.inboxId, conversation.id)}@${config.replyDomain}`;
  const message: SentMessage = {
    kind: "sent",
    id,
    conversationId: conversation.id,
    at,
    by: actorOf(viewer),
    from: own.from,
    to,
    cc,
    replyTo: [{ name: own.from.name, address: signed }],
    subject: answer.subject,
    ...threadHeaders(entries, original, signed),
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

async function attachmentsOf(viewer: Viewer, messageId: string, input: ReplyInput): Promise<SentAttachment[]> {
  let totalBytes = 0;
  const attachments: SentAttachment[] = [];
  for (const [index, { uploadId, filename, contentType }] of input.attachments.entries()) {
    const key = fileKeys.attachment(messageId, index);
    const sizeBytes = await keepUpload(viewer, uploadId, key);
    totalBytes += sizeBytes;
    if (totalBytes > limits.replyAttachmentBytes) throw tooLarge(filename);
    attachments.push({ index, filename, contentType, sizeBytes, key });
  }
  return attachments;
}

async function wholeText(message: ReceivedMessage): Promise<string> {
  return message.isTextCut ? (await readBody(bodyName(message))).text : message.text;
}
