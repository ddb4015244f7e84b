// A mail that could not be read is filed all the same: with what SES and a tolerant look at its header know, and the original.
import { limits } from "../limits.ts";
import type { Address, ParsedMail } from "../mail/mail.ts";

/** @param reason the code of what stopped the reading, as `parts.too-many` */
export function unparsedMail(hints: UnparsedHints, reason: string, digest: string): ParsedMail {
  return {
    ...(hints.from ? { from: hints.from } : {}),
    ...(hints.messageId ? { messageId: hints.messageId } : {}),
    isSenderWellFormed: false,
    replyTo: [],
    to: [],
    cc: [],
    subject: hints.subject ?? "",
    inReplyTo: [],
    references: [],
    text: "",
    attachments: [],
    automatic: { kind: "none" },
    defects: [{ code: reason, detail: details[reason] ?? "It could not be read." }],
    digest,
  };
}

/** For showing only, never an identity. */
export interface UnparsedHints {
  readonly from?: Address;
  readonly subject?: string;
  readonly messageId?: string;
}

const details: Readonly<Record<string, string>> = {
  "header.too-long": `Its headers are longer than ${limits.headerBlockBytes / 1024} KB; no honest mail's are.`,
  "parts.too-many": `It has more than ${limits.mimeParts} parts; no honest mail has.`,
  "parts.too-deep": `Its parts are nested more than ${limits.mimeDepth} deep; no honest mail's are.`,
  "parse.too-slow": `It could not be read within ${limits.parseDeadlineMs / 1000} seconds.`,
  "parse.out-of-memory": "Reading it took more memory than one mail may have.",
};
