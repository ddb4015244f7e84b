// An address to upload one file to, before a reply refers to it. Files never pass through the API.
import * as v from "valibot";
import type { Viewer } from "../core/access.ts";
import { Refused } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { instantOf, type Instant } from "../core/time.ts";
import { newId } from "../runtime/ids.ts";
import { copyFile, fileKeys, signedUpload, sizeOfFile } from "../store/buckets.ts";
import { refuseUnlessAllowed } from "./load-conversation.ts";

/** Controls would break out of the header that carries the name. */
export const filename = v.pipe(
  v.string(),
  v.nonEmpty(),
  v.maxLength(255),
  v.regex(/^[^\0-\x1f\x7f-\x9f\u2028\u2029]+$/, "A filename has no line breaks or other control characters."),
);

/** RFC 6838 section 4.2. */
export const contentType = v.pipe(
  v.string(),
  v.regex(/^[\w!#$&^.+-]{1,60}\/[\w!#$&^.+-]{1,100}$/, "contentType must be like image/png."),
);

export const uploadInput = v.strictObject({
  inboxId: v.pipe(v.string(), v.maxLength(40)),
  filename,
  contentType: v.pipe(v.string(), v.regex(/^[\w!#$&^.+-]{1,60}\/[\w!#$&^.+-]{1,100}$/, "contentType must be like image/png.")),
  sizeBytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type UploadInput = v.InferOutput<typeof uploadInput>;

export interface UploadTicket {
  readonly id: string;
  /** Where to PUT the bytes, with exactly these headers. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: Instant;
}

export async function requestUpload(viewer: Viewer, input: UploadInput): Promise<UploadTicket> {
  refuseUnlessAllowed(viewer, "upload.create", input.inboxId);
  if (input.sizeBytes > limits.replyLinkedBytes) throw tooLarge(input.filename, "link");
  const id = newId("upload");
  const address = await signedUpload(fileKeys.upload(viewer.memberId, id), input.contentType, input.sizeBytes);
  const expiresAt = instantOf(Date.now() + limits.uploadAddressSeconds * 1000);
  return { id, address, headers: { "content-type": input.contentType }, expiresAt };
}

/**
 * Freezes a file that this member uploaded as a message's own: its upload address still works for a while, and must not change
 * what goes out. Nobody can attach another's upload, for its key holds the member's id.
 */
export async function keepUpload(viewer: Viewer, uploadId: string, keepAs: string): Promise<number> {
  const isThere = await copyFile(fileKeys.upload(viewer.memberId, uploadId), keepAs);
  const sizeBytes = isThere ? await sizeOfFile(keepAs) : undefined;
  if (sizeBytes !== undefined) return sizeBytes;
  throw new Refused("invalid", "upload.missing", "A file has not been uploaded. Attach it again.", { field: "attachments" });
}

/** @param as inside the mail, or as a link in it */
export function tooLarge(filename: string, as: "file" | "link"): Refused {
  const megabytes = (as === "file" ? limits.replyAttachmentBytes : limits.replyLinkedBytes) / 1024 / 1024;
  const how = as === "file" ? "a reply can carry. Send it as a link" : "a reply can lead to. Share it in another way";
  return new Refused("too-large", "reply.attachments-too-large", `${filename} goes over the ${megabytes} MB ${how}.`, {
    field: "attachments",
  });
}
