// What hangs on one message: its body, its original, its files.
import type { Viewer } from "../core/access.ts";
import type { ReceivedMessage, SentMessage } from "../core/conversation/conversation.ts";
import { partsOf } from "../core/conversation/merged.ts";
import { notThere } from "../core/errors.ts";
import { isId } from "../core/ids.ts";
import { decodePart } from "../core/mail/decode.ts";
import { type Body, fileKeys, readBody, readFile, readRaw, signedDownload, sizeOfFile, streamFile } from "../store/buckets.ts";
import { findEntryAmong } from "../store/timeline.ts";
import { bodyName } from "./body-name.ts";
import { loadConversation } from "./load-conversation.ts";

type Message = ReceivedMessage | SentMessage;

/** A message of a conversation that the viewer may read. A message of another conversation is not there. */
export async function loadMessage(viewer: Viewer, conversationId: string, messageId: string): Promise<Message> {
  const conversation = await loadConversation(viewer, conversationId, "attachment.read");
  const ids = partsOf(conversation);
  const entry = isId("message", messageId) ? await findEntryAmong(ids, messageId) : undefined;
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

/** A file's bytes, to show it small beside its name. */
export async function attachmentBytes(viewer: Viewer, conversationId: string, messageId: string, index: number) {
  const message = await loadMessage(viewer, conversationId, messageId);
  if (message.kind === "sent") {
    const file = message.attachments.find((candidate) => candidate.index === index);
    if (!file) throw notThere("attachment");
    return readFile(file.key);
  }
  const file = message.attachments.find((candidate) => candidate.index === index);
  if (!file) throw notThere("attachment");
  return decodePart(await readRaw(message.rawKey, file.span), file.span);
}
