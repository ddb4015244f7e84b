// Pictures that a mail shows in place: which of its files, or of an earlier mail that it quotes, and their bytes by a token.
import { limits } from "../core/limits.ts";
import type { ReceivedMessage, SentMessage } from "../core/conversation/conversation.ts";
import { decodePart } from "../core/mail/decode.ts";
import { filesByReference, picturesIn } from "../core/mail/inline-parts.ts";
import type { Attachment } from "../core/mail/mail.ts";
import { readToken, signToken } from "../core/signature.ts";
import { nowSeconds } from "../runtime/clock.ts";
import { config } from "../runtime/config.ts";
import { readRaw } from "../store/buckets.ts";
import { listEntries } from "../store/timeline.ts";

type Message = ReceivedMessage | SentMessage;

/**
 * Turns the references of a message's HTML into signed addresses. What the message quotes without carrying it is looked for in
 * the conversation's earlier mails, the nearest first, and only by Content-ID: those are made to be unique.
 */
export async function inlineImages(message: Message, html: string): Promise<(reference: string) => string | undefined> {
  const own = addresses(message);
  const wanted = [...picturesIn(html)].filter((reference) => reference.startsWith("cid:"));
  if (wanted.every((reference) => own.has(reference))) return (reference) => own.get(reference);
  const before = await listEntries([message.conversationId], limits.quotedImageEntries, message.id);
  const earlier = new Map<string, string>();
  for (const entry of before) {
    if (entry.kind !== "received") continue;
    for (const [reference, address] of addresses(entry)) {
      if (reference.startsWith("cid:") && !earlier.has(reference)) earlier.set(reference, address);
    }
  }
  return (reference) => own.get(reference) ?? earlier.get(reference);
}

/** The bytes of an inline image, by its token; undefined when the token is not ours or no longer valid. */
export async function readInline(token: string) {
  const payload = readToken(config.signingKeys, inlinePurpose, token, nowSeconds()) as InlinePayload | undefined;
  if (!payload) return undefined;
  const { key, span } = payload;
  return decodePart(await readRaw(key, span), span);
}

const inlinePurpose = "inline image";
/** As long as a page with the mail may stay open before its images are first shown. */
const inlineSeconds = 3600;

function addresses(message: Message): Map<string, string> {
  if (message.kind === "sent") return new Map();
  const files = filesByReference(message.attachments);
  return new Map([...files].map(([reference, file]) => [reference, `/api/v1/inline/${inlineToken(message.rawKey, file)}`]));
}

interface InlinePayload {
  readonly key: string;
  readonly span: Attachment["span"];
}

function inlineToken(key: string, { span }: Attachment): string {
  return signToken(config.signingKeys, inlinePurpose, { key, span } satisfies InlinePayload, nowSeconds() + inlineSeconds);
}
