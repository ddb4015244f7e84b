// All files of a message as one download.
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { Viewer } from "../core/access.ts";
import type { ReceivedMessage, SentMessage } from "../core/conversation/conversation.ts";
import { notThere, Refused } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { decodePart } from "../core/mail/decode.ts";
import { listedFiles } from "../core/mail/listed-files.ts";
import type { PartSpan } from "../core/mail/mail.ts";
import { zipName, zipNames } from "../core/mail/zip-names.ts";
import { type ZippedFile, zipOf } from "../core/zip.ts";
import { fileKeys, madeOfWhat, readFile, readRaw, signedDownload, streamFile } from "../store/buckets.ts";
import { loadMessage } from "./load-message.ts";

/**
 * Where the files that stand beside a message's text can be downloaded for a short while. The archive is written as a stream by
 * who asks first, and found there by all others.
 * @param withInline the pictures in the text, too
 */
export async function zipAddress(
  viewer: Viewer,
  conversationId: string,
  messageId: string,
  withInline: boolean,
): Promise<string> {
  const message = await loadMessage(viewer, conversationId, messageId);
  const sources = message.kind === "sent" ? sourcesOfSent(message) : sourcesOfReceived(message, withInline);
  if (sources.length === 0) throw notThere("attachment");
  if (sources.reduce((sum, { readBytes }) => sum + readBytes, 0) > limits.zipReadBytes) {
    throw new Refused("too-large", "attachments.too-large", "These files are too much for one download. Take them one by one.");
  }
  const names = zipNames(sources.map(({ filename }) => filename));
  const key = fileKeys.archive(message.id, withInline);
  const files = digestOf(names, sources);
  // A mail that was read anew may have other files than the archive.
  if ((await madeOfWhat(key)) !== files) {
    const zipped = sources.map(({ open }, at): ZippedFile => ({ name: names[at] ?? "", open }));
    await streamFile(key, Readable.from(zipOf(zipped, message.at), { objectMode: false }), "application/zip", files);
  }
  return signedDownload("files", key, zipName(message.subject, message.id), "application/zip");
}

interface Source {
  readonly filename: string;
  /** Which bytes these are. */
  readonly place: string;
  readonly readBytes: number;
  readonly open: ZippedFile["open"];
}

function sourcesOfReceived({ attachments, rawKey }: ReceivedMessage, withInline: boolean): Source[] {
  return listedFiles(attachments, withInline).map(({ filename, span }) => ({
    filename,
    place: placeOf(span),
    readBytes: Math.min(span.length, span.inner ? (span.inner.offset + span.inner.length) * 1.5 : span.length),
    open: async () => decodePart(await readRaw(rawKey, span), span),
  }));
}

function placeOf({ offset, length, encoding, inner }: PartSpan): string {
  const outer = `${offset} ${length} ${encoding}`;
  return inner ? `${outer} ${inner.offset} ${inner.length} ${inner.encoding}` : outer;
}

/** What the mail only leads to may have a gigabyte, and goes by itself. */
function sourcesOfSent({ attachments }: SentMessage): Source[] {
  return attachments
    .filter(({ linkUntil }) => !linkUntil)
    .map(({ filename, key, sizeBytes }) => ({ filename, place: key, readBytes: sizeBytes, open: () => readFile(key) }));
}

function digestOf(names: readonly string[], sources: readonly Source[]): string {
  const content = JSON.stringify(sources.map(({ place }, at) => [names[at], place]));
  return createHash("sha256").update(content).digest("hex");
}
