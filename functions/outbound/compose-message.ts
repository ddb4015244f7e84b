// The MIME of an outgoing message, from its frozen entry, its body and its files.
import { bodyName } from "../actions/body-name.ts";
import type { SentMessage } from "../core/conversation/conversation.ts";
import { loopHeader } from "../core/mail/answerable.ts";
import { composeMail } from "../core/mail/compose.ts";
import { config } from "../runtime/config.ts";
import { readBody, readFile } from "../store/buckets.ts";

export async function composeMessage(message: SentMessage): Promise<Buffer> {
  const body = await readBody(bodyName(message));
  const attachments = await Promise.all(
    message.attachments.map(async ({ filename, contentType, key }) => ({ filename, contentType, content: await readFile(key) })),
  );
  return composeMail({
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
    headers: { [loopHeader]: config.replyDomain },
  });
}
