// A reply as it will go out: recipients, threading headers, files, and the quoted original below what was typed.
import type { Viewer } from "../core/access.ts";
import { type Answer, answerTo, eachOnce, refuseOwnRecipients, senderOf } from "../core/conversation/answer.ts";
import type { Conversation, SentAttachment, SentMessage } from "../core/conversation/conversation.ts";
import { entryText } from "../core/conversation/summary.ts";
import { threadHeaders } from "../core/conversation/thread-headers.ts";
import { partsOf } from "../core/conversation/merged.ts";
import { Refused } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { htmlToText, sanitiseTypedHtml } from "../core/mail/html.ts";
import type { Address } from "../core/mail/mail.ts";
import { quoteForReply } from "../core/mail/quote-for-reply.ts";
import { parseRecipients } from "../core/mail/recipients.ts";
import { linkedFiles } from "../core/mail/linked-files.ts";
import { numberedSubject } from "../core/mail/subject.ts";
import { answeredThreadIndex, type ThreadRoot } from "../core/mail/thread-index.ts";
import { replyLocalPart, threadGuid } from "../core/signature.ts";
import type { Instant } from "../core/time.ts";
import { now } from "../runtime/clock.ts";
import { config } from "../runtime/config.ts";
import { newId } from "../runtime/ids.ts";
import { type Body, fileKeys } from "../store/buckets.ts";
import { listEntries } from "../store/timeline.ts";
import { actorOf } from "./change-conversation.ts";
import { findAnswered } from "./find-answered.ts";
import { linkedFileAddress, linkUntil } from "./linked-file.ts";
import { ownAddresses } from "./own-addresses.ts";
import { quotationsBelow } from "./quote-conversation.ts";
import type { ReplyInput } from "./reply-input.ts";
import { keepUpload, tooLarge } from "./request-upload.ts";

/** The message as it will go out, and its body with the quoted original below. */
export async function writeReply(
  viewer: Viewer,
  conversation: Conversation,
  input: ReplyInput,
): Promise<{ message: SentMessage; body: Body }> {
  const [entries, own] = await Promise.all([
    listEntries(partsOf(conversation), limits.timelinePageDefault),
    ownAddresses(conversation.inboxId),
  ]);
  const { answered, original } = await findAnswered(conversation, entries);
  const subject = numberedSubject(conversation.subject, conversation.number, own.settings.numberPlace);
  const answer = answerTo(conversation, answered, own, subject);
  const { to, cc, bcc } = recipientsOf(input, answer);
  refuseOwnRecipients([...to, ...cc, ...bcc], own);
  const typed = typedText(input);
  const at = now();
  const id = newId("message", at);
  const attachments = await attachmentsOf(viewer, { id, at }, input);
  const quoting = input.quoting ?? own.settings.quoting;
  const quote = quoteForReply(
    await quotationsBelow({ conversation, newest: entries, original, recipients: [...to, ...cc], quoting }),
  );

  const localPart = replyLocalPart(config.signingKeys, conversation.inboxId, conversation.id);
  const signed = `${localPart}@${config.replyDomain}`;
  const message: SentMessage = {
    kind: "sent",
    id,
    conversationId: conversation.id,
    at,
    by: actorOf(viewer),
    from: senderOf(input.from, answer, own),
    to,
    cc,
    ...(bcc.length > 0 ? { bcc } : {}),
    replyTo: [{ name: own.from.name, address: signed }],
    subject: answer.subject,
    ...threadHeaders(entries, original, signed),
    threadIndex: answeredThreadIndex(original?.threadIndex, rootOf(conversation), at),
    ...entryText(typed.text),
    hasHtml: true,
    attachments,
    delivery: { state: "queued", at, recipients: [] },
  };
  const links = linksTo(message);
  const text = [typed.text, links.text, quote.text].filter((part) => part !== "").join("\n\n");
  return { message, body: { text, html: `${marked(localPart, `${typed.html}${links.html}`)}${quote.html}` } };
}

function rootOf({ id, createdAt }: Conversation): ThreadRoot {
  return { guid: threadGuid(config.signingKeys, id), createdAt };
}

/**
 * Programs that drop every id, and the reply address with them, still quote our HTML: by the name of this element, which nobody
 * sees, an answer of theirs finds its way. Some keep classes, some ids.
 */
function marked(localPart: string, html: string): string {
  return `<div class="${localPart}" id="${localPart}">\n${html}</div>`;
}

function recipientsOf(input: ReplyInput, answer: Answer): Record<"to" | "cc" | "bcc", readonly Address[]> {
  // Addresses that the mail itself brought are checked like typed ones: what SES would misread is refused here.
  const to = eachOnce(parseRecipients(input.to ?? answer.to, "to"));
  const cc = eachOnce(parseRecipients(input.cc ?? [], "cc"), to);
  // Who is named openly is not hidden as well.
  const bcc = eachOnce(parseRecipients(input.bcc ?? [], "bcc"), [...to, ...cc]);
  if (to.length + cc.length + bcc.length <= limits.replyRecipients) return { to, cc, bcc };
  throw new Refused(
    "invalid",
    "reply.recipients-too-many",
    `A mail can go to ${limits.replyRecipients} recipients, To, Cc and Bcc together.`,
    { field: "cc" },
  );
}

function typedText(input: ReplyInput): { text: string; html: string } {
  const html = sanitiseTypedHtml(input.html);
  // A client that always sends a text sends none when there is only HTML.
  const text = input.text?.trim() || htmlToText(html).trim();
  if (text === "" && input.attachments.length === 0) {
    throw new Refused("invalid", "reply.empty", "A reply needs some text or an attachment.", { field: "html" });
  }
  return { text, html };
}

/** The files frozen as this message's own, those in the mail and those that it leads to. */
async function attachmentsOf(viewer: Viewer, message: { id: string; at: Instant }, input: ReplyInput): Promise<SentAttachment[]> {
  const kept = input.attachments.map(async ({ uploadId, filename, contentType, as }, index): Promise<SentAttachment> => {
    const key = fileKeys.attachment(message.id, index);
    const sizeBytes = await keepUpload(viewer, uploadId, key);
    return { index, filename, contentType, sizeBytes, key, ...(as === "link" ? { linkUntil: linkUntil(message.at) } : {}) };
  });
  const attachments = await Promise.all(kept);
  refuseTooLarge(
    attachments.filter(({ linkUntil: until }) => !until),
    limits.replyAttachmentBytes,
    "file",
  );
  refuseTooLarge(
    attachments.filter(({ linkUntil: until }) => until),
    limits.replyLinkedBytes,
    "link",
  );
  return attachments;
}

function refuseTooLarge(files: readonly SentAttachment[], limitBytes: number, as: "file" | "link"): void {
  let totalBytes = 0;
  for (const { filename, sizeBytes } of files) {
    totalBytes += sizeBytes;
    if (totalBytes > limitBytes) throw tooLarge(filename, as);
  }
}

/** What the mail says of the files that are not in it. */
function linksTo({ id, conversationId, attachments }: Pick<SentMessage, "id" | "conversationId" | "attachments">) {
  return linkedFiles(
    attachments.flatMap(({ index, filename, sizeBytes, linkUntil: until }) =>
      until ? [{ filename, sizeBytes, until, address: linkedFileAddress(conversationId, id, index, until) }] : [],
    ),
  );
}
