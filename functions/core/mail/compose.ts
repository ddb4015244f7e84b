// A mail written out: headers that cannot be broken out of, a text alternative always, recipients exactly as given.
import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import MailComposer from "nodemailer/lib/mail-composer";
import { Refused } from "../errors.ts";
import { limits } from "../limits.ts";
import type { Instant } from "../time.ts";
import { normaliseAddress } from "./address.ts";
import { safeFilename } from "./filename.ts";
import { htmlToText } from "./html-text.ts";
import type { Address } from "./mail.ts";
import { breaksLine, refuseRecipient } from "./recipients.ts";
import { capReferences } from "./references.ts";

export { type Quoted, quoteForReply } from "./quote-for-reply.ts";

export interface OutgoingMail {
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc?: readonly Address[];
  readonly replyTo?: readonly Address[];
  readonly subject: string;
  /** Without angle brackets. Absent: made from the content. SES replaces it in any case. */
  readonly messageId?: string;
  /** Without angle brackets. */
  readonly inReplyTo?: string;
  /** Oldest first, without angle brackets; capped so that the header stays legal. */
  readonly references?: readonly string[];
  readonly text?: string;
  readonly html?: string;
  readonly date: Instant;
  readonly attachments?: readonly OutgoingFile[];
  /** Further headers, such as `Auto-Submitted`. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface OutgoingFile {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Readable | Uint8Array;
}

/** MAIL FROM and RCPT TO: given to SES explicitly, never derived from headers. ASCII, domains in punycode. */
export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
}

/**
 * The mail as bytes (RFC 5322, CRLF). Same input, same bytes.
 * @throws Refused `reply.recipient-malformed`, `reply.recipient-not-ascii`, `reply.header-broken`
 */
export async function composeMail(mail: OutgoingMail): Promise<Buffer> {
  refuseBroken(mail);
  const { to, cc } = mail;
  const messageId = mail.messageId ?? madeMessageId(mail);
  const references = capReferences((mail.references ?? []).flatMap(writable), mostReferences);
  const [inReplyTo] = writable(mail.inReplyTo ?? "");
  const composer = new MailComposer({
    from: headerAddress(mail.from),
    to: to.map(headerAddress),
    ...(cc && cc.length > 0 && { cc: cc.map(headerAddress) }),
    ...(mail.replyTo && mail.replyTo.length > 0 && { replyTo: mail.replyTo.map(headerAddress) }),
    subject: mail.subject,
    date: new Date(mail.date),
    messageId: `<${writable(messageId)[0] ?? madeMessageId(mail)}>`,
    ...(inReplyTo && { inReplyTo: `<${inReplyTo}>` }),
    ...(references.length > 0 && { references: references.map((id) => `<${id}>`) }),
    text: mail.text ?? htmlToText(mail.html ?? ""),
    ...(mail.html !== undefined && { html: mail.html }),
    attachments: (mail.attachments ?? []).map(file),
    headers: Object.entries(mail.headers ?? {}).map(([key, value]) => ({ key, value })),
    // Nothing in a mail may make the composer read a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: "windows",
    baseBoundary: createHash("sha256").update(messageId).digest("hex").slice(0, 32),
  });
  return composer.compile().build();
}

/** Whom SES is told to deliver to. A mail has no Bcc of its own: only here do those stand who get it unseen. */
export function envelopeOf({
  from,
  to,
  cc = [],
  bcc = [],
}: Pick<OutgoingMail, "from" | "to" | "cc"> & { readonly bcc?: readonly Address[] }): Envelope {
  for (const address of [from, ...to, ...cc, ...bcc]) refuseRecipient(address);
  return { from: ascii(from), to: to.map(ascii), cc: cc.map(ascii), bcc: bcc.map(ascii) };
}

// 30 ids of 70 characters fold well; other programs cut longer headers in the middle.
const mostReferences = 30;

function refuseBroken(mail: OutgoingMail): void {
  for (const address of [mail.from, ...mail.to, ...(mail.cc ?? []), ...(mail.replyTo ?? [])]) refuseRecipient(address);
  const { subject, messageId, inReplyTo, references = [], attachments = [], headers = {} } = mail;
  const files = attachments.flatMap(({ filename, contentType }) => [filename, contentType]);
  for (const text of [subject, messageId, inReplyTo, ...references, ...files, ...Object.entries(headers).flat()]) {
    if (text !== undefined && breaksLine(text)) {
      throw new Refused("invalid", "reply.header-broken", "A subject, name or header contains a line break. Take it out.");
    }
  }
  if (Object.keys(headers).some((name) => !/^[A-Za-z][A-Za-z0-9-]{0,60}$/.test(name) || reserved.has(name.toLowerCase()))) {
    throw new Refused("invalid", "reply.header-broken", "A header has a name that cannot be set.");
  }
  const total = mail.to.length + (mail.cc ?? []).length;
  if (mail.to.length === 0 || total > limits.replyRecipients) {
    throw new Refused(
      "invalid",
      "reply.recipients-count",
      `A mail needs 1 to ${limits.replyRecipients} recipients, To and Cc together.`,
    );
  }
}

const reserved: ReadonlySet<string> = new Set([
  "from",
  "to",
  "cc",
  "bcc",
  "sender",
  "reply-to",
  "subject",
  "date",
  "message-id",
  "in-reply-to",
  "references",
  "return-path",
  "received",
  "mime-version",
  "content-type",
  "content-transfer-encoding",
  "content-disposition",
  "dkim-signature",
]);

function headerAddress(address: Address): { name: string; address: string } {
  return { name: address.name.replace(/\s+/gu, " ").trim(), address: ascii(address) };
}

/** The local part as it was written, the domain as DNS knows it. */
function ascii({ address }: Address): string {
  const at = address.lastIndexOf("@");
  return `${address.slice(0, at)}@${normaliseAddress(address).slice(normaliseAddress(address).lastIndexOf("@") + 1)}`;
}

/** An id as it may stand in a header: in ASCII, and short enough for a line. Others cannot be quoted, so nobody could match them. */
function writable(id: string): string[] {
  const clean = id.replace(/[\s<>]/g, "");
  return /^[!-~]{1,900}$/.test(clean) ? [clean] : [];
}

function madeMessageId(mail: OutgoingMail): string {
  const { from, to, cc, subject, date, references, text, html } = mail;
  const hash = createHash("sha256").update(JSON.stringify([from, to, cc, subject, date, references, text, html]));
  return `${hash.digest("hex").slice(0, 40)}@${ascii(from).split("@").at(-1)}`;
}

function file({ filename, contentType, content }: OutgoingFile) {
  const type = /^[a-z0-9][\w.+-]*\/[a-z0-9][\w.+-]*$/i.test(contentType) ? contentType : "application/octet-stream";
  // A mail or a multipart as an attachment would be read as part of ours.
  const isPlainFile = !/^(?:multipart|message)\//i.test(type);
  return {
    filename: safeFilename(filename) ?? "file",
    contentType: isPlainFile ? type : "application/octet-stream",
    content: content instanceof Uint8Array ? Buffer.from(content.buffer, content.byteOffset, content.length) : content,
    contentDisposition: "attachment" as const,
    encoding: undefined,
  };
}
