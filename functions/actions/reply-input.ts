// What a reply is asked for with.
import * as v from "valibot";
import { quotings } from "../core/inbox/settings.ts";
import { limits } from "../core/limits.ts";
import { contentType, filename } from "./request-upload.ts";

const address = v.union([
  v.pipe(v.string(), v.nonEmpty(), v.maxLength(400)),
  v.strictObject({
    name: v.optional(v.pipe(v.string(), v.maxLength(200)), ""),
    address: v.pipe(v.string(), v.nonEmpty(), v.maxLength(320)),
  }),
]);

/**
 * `from` absent: the address that was written to. `to` absent: whom the conversation's answer goes to. `cc` and `bcc` absent: nobody.
 * `quoting` absent: as the inbox has it. `text` absent: made from the HTML. A file `as` link is not in the mail: the mail says where it can be fetched.
 * `version`: of the conversation as its writer saw it.
 */
export const replyInput = v.strictObject({
  html: v.pipe(v.string(), v.maxLength(limits.replyHtmlChars)),
  text: v.optional(v.pipe(v.string(), v.maxLength(limits.replyHtmlChars))),
  from: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(320))),
  to: v.optional(v.pipe(v.array(address), v.nonEmpty("A reply needs a recipient."), v.maxLength(limits.replyRecipients))),
  cc: v.optional(v.pipe(v.array(address), v.maxLength(limits.replyRecipients))),
  bcc: v.optional(v.pipe(v.array(address), v.maxLength(limits.replyRecipients))),
  quoting: v.optional(v.picklist(quotings)),
  attachments: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          uploadId: v.pipe(v.string(), v.regex(/^upl_[0-9A-Z]{26}$/, "uploadId must come from an upload.")),
          filename,
          contentType: v.optional(contentType, "application/octet-stream"),
          as: v.optional(v.picklist(["file", "link"]), "file"),
        }),
      ),
      v.maxLength(limits.replyAttachments),
    ),
    [],
  ),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type ReplyInput = v.InferOutput<typeof replyInput>;
