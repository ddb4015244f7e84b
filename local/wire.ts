// What SES makes of a mail before it leaves: its own Message-ID and Date, no Bcc, no field that was meant for SES itself.
import { foldedFields, splitMail } from "./mail-header.ts";

/** SES's id of a mail it sends; on the wire it is `<ID@email.amazonses.com>`. */
export function newSendId(nowMs: number): string {
  return `01000${nowMs.toString(16).padStart(11, "0")}-${crypto.randomUUID()}-000000`;
}

/** The mail as recipients get it, byte for byte but for the fields that SES replaces or takes out. */
export function wireForm(raw: Buffer, id: string, at: Date): Buffer {
  const { header, rest } = splitMail(raw);
  // Latin-1 keeps every byte as it is.
  const kept = foldedFields(header.toString("latin1")).filter((field) => !isReplaced(field));
  const date = at.toUTCString().replace("GMT", "+0000");
  const fields = [...kept, `Message-ID: <${id}@email.amazonses.com>`, `Date: ${date}`];
  return Buffer.concat([Buffer.from(fields.join("\r\n"), "latin1"), rest.length > 0 ? rest : Buffer.from("\r\n\r\n")]);
}

function isReplaced(field: string): boolean {
  return /^(message-id|date|bcc|return-path|x-ses-configuration-set|x-ses-message-tags)[ \t]*:/i.test(field);
}
