// The address that a mail gives for a file too large to be in it: signed, bound to that one file, and over after a while.
import { notThere } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { readToken, signToken } from "../core/signature.ts";
import { instantOf, type Instant } from "../core/time.ts";
import { nowSeconds } from "../runtime/clock.ts";
import { config } from "../runtime/config.ts";
import { signedDownload } from "../store/buckets.ts";
import { findEntry } from "../store/timeline.ts";

const purpose = "linked file";

/** @param sentAt of the message that names the file */
export function linkUntil(sentAt: Instant): Instant {
  return instantOf(Date.parse(sentAt) + limits.linkedFileDays * 86_400_000);
}

export function linkedFileAddress(conversationId: string, messageId: string, index: number, until: Instant): string {
  const payload = { c: conversationId, m: messageId, i: index } satisfies Payload;
  const token = signToken(config.signingKeys, purpose, payload, Math.floor(Date.parse(until) / 1000));
  return `${config.appOrigin}/api/v1/files/${token}`;
}

/**
 * Where the file can be downloaded for a short while. The message is looked up each time: without it, or once its link is over,
 * the address is worth nothing.
 */
export async function linkedFileDownload(token: string): Promise<string> {
  const payload = readToken(config.signingKeys, purpose, token, nowSeconds()) as Payload | undefined;
  const entry = payload && (await findEntry(payload.c, payload.m));
  const file = entry?.kind === "sent" ? entry.attachments.find(({ index }) => index === payload?.i) : undefined;
  if (!file?.linkUntil || Date.parse(file.linkUntil) <= nowSeconds() * 1000) throw notThere("file");
  return signedDownload("files", file.key, file.filename);
}

interface Payload {
  readonly c: string;
  readonly m: string;
  readonly i: number;
}
