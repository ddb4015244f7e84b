// What hangs on one message: its body, its original, its files.
import type { Viewer } from "../core/access.ts";
import type { ReceivedMessage, SentMessage } from "../core/conversation/conversation.ts";
import { notThere } from "../core/errors.ts";
import { isId } from "../core/ids.ts";
import { decodePart } from "../core/mail/decode.ts";
import type { Attachment } from "../core/mail/mail.ts";
import { readToken, signToken } from "../core/signature.ts";
import { nowSeconds } from "../runtime/clock.ts";
import { config } from "../runtime/config.ts";
import { type Body, fileKeys, readBody, readRaw, signedDownload, sizeOfFile, streamFile } from "../store/buckets.ts";
import { findEntry } from "../store/timeline.ts";
import { bodyName } from "./body-name.ts";
import { loadConversation } from "./load-conversation.ts";

type Message = ReceivedMessage | SentMessage;

/** A message of a conversation that the viewer may read. A message of another conversation is not there. */
export async function loadMessage(viewer: Viewer, conversationId: string, messageId: string): Promise<Message> {
  const conversation = await loadConversation(viewer, conversationId, "attachment.read");
  const entry = isId("message", messageId) ? await findEntry(conversation.id, messageId) : undefined;
  if (entry?.kind !== "received" && entry?.kind !== "sent") throw notThere("message");
  return entry;
}

/** Text and HTML as they came, not sanitised. */
export async function loadBody(
  viewer: Viewer,
  conversationId: string,
  messageId: string,
): Promise<{ message: Message; body: Body }> {
  const message = await loadMessage(viewer, conversationId, messageId);
  const body = message.hasHtml || message.isTextCut ? await readBody(bodyName(message)) : { text: message.text };
  return { message, body };
}

/** Where the original mail can be downloaded for a short while. */
export async function originalAddress(viewer: Viewer, conversationId: string, messageId: string): Promise<string> {
  const message = await loadMessage(viewer, conversationId, messageId);
  if (!message.rawKey) throw notThere("original");
  return signedDownload(message.kind === "received" ? "raw" : "files", message.rawKey, `${message.id}.eml`, "message/rfc822");
}

/**
 * Where an attachment can be downloaded for a short while. A received one lies encoded inside the raw mail: the first
 * download takes it out, by its offset and as a stream, and later ones find it there.
 */
export async function attachmentAddress(
  viewer: Viewer,
  conversationId: string,
  messageId: string,
  index: number,
): Promise<string> {
  const message = await loadMessage(viewer, conversationId, messageId);
  if (message.kind === "sent") {
    const file = message.attachments.find((candidate) => candidate.index === index);
    if (!file) throw notThere("attachment");
    return signedDownload("files", file.key, file.filename);
  }
  const file = message.attachments.find((candidate) => candidate.index === index);
  if (!file) throw notThere("attachment");
  const key = fileKeys.attachment(message.id, index);
  if ((await sizeOfFile(key)) === undefined) {
    const encoded = await readRaw(message.rawKey, file.span);
    await streamFile(key, decodePart(encoded, file.span), "application/octet-stream");
  }
  return signedDownload("files", key, file.filename);
}

const inlinePurpose = "inline image";
/** As long as a page with the mail may stay open before its images are first shown. */
const inlineSeconds = 3600;

/** Turns the Content-IDs of a message's images into signed addresses, for the HTML that shows them. */
export function inlineImages(message: Message): (contentId: string) => string | undefined {
  if (message.kind === "sent") return () => undefined;
  const files = new Map(message.attachments.flatMap((file) => (file.contentId ? [[file.contentId, file]] : [])));
  return (contentId) => {
    const file = files.get(contentId);
    return file && `/api/v1/inline/${inlineToken(message.rawKey, file)}`;
  };
}

/** The bytes of an inline image, by its token; undefined when the token is not ours or no longer valid. */
export async function readInline(token: string) {
  const payload = readToken(config.signingKeys, inlinePurpose, token, nowSeconds()) as InlinePayload | undefined;
  if (!payload) return undefined;
  const { key, span } = payload;
  return decodePart(await readRaw(key, span), span);
}

interface InlinePayload {
  readonly key: string;
  readonly span: Attachment["span"];
}

function inlineToken(key: string, { span }: Attachment): string {
  return signToken(config.signingKeys, inlinePurpose, { key, span } satisfies InlinePayload, nowSeconds() + inlineSeconds);
}
