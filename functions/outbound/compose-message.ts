// The MIME of an outgoing message, from its frozen entry, its body and its files.
import { bodyName } from "../actions/body-name.ts";
import type { SentMessage } from "../core/conversation/conversation.ts";
import { loopHeader } from "../core/mail/loop-header.ts";
import { composeMail, envelopeOf, type OutgoingMail } from "../core/mail/compose.ts";
import { refuseUnlessReadBack } from "../core/mail/read-back.ts";
import { baseSubject } from "../core/mail/subject.ts";
import { config } from "../runtime/config.ts";
import { readBody, readFile } from "../store/buckets.ts";

export async function composeMessage(message: SentMessage): Promise<Buffer> {
  // What has no place in the header is looked at here: after the claim it would be too late to refuse it.
  envelopeOf(message);
  const body = await readBody(bodyName(message));
  const topic = baseSubject(message.subject);
  const inside = message.attachments.filter(({ linkUntil }) => linkUntil === undefined);
  const attachments = await Promise.all(
    inside.map(async ({ filename, contentType, key }) => ({ filename, contentType, content: await readFile(key) })),
  );
  const mail: OutgoingMail = {
    from: message.from,
    to: message.to,
    cc: message.cc,
    replyTo: message.replyTo,
    subject: message.subject,
    ...(message.inReplyTo ? { inReplyTo: message.inReplyTo } : {}),
    references: message.references,
    text: body.text,
    ...(body.html ? { html: body.html } : {}),
    date: message.at,
    attachments,
    // Outlook threads by these; Exchange takes the topic from the subject when it is missing.
    headers: {
      [loopHeader]: config.replyDomain,
      ...(topic ? { "Thread-Topic": topic } : {}),
      ...(message.threadIndex ? { "Thread-Index": message.threadIndex } : {}),
    },
  };
  const raw = await composeMail(mail);
  refuseUnlessReadBack(raw, mail);
  return raw;
}
