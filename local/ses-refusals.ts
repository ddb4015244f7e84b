// Why SES would not take a mail. Sources: "Service quotas", "Amazon SES header fields", "Email sending errors".
import { limits } from "../functions/core/limits.ts";
import { addressesIn, domainOf, foldedFields, readFields, splitMail, valuesOf } from "./mail-header.ts";

/** A mail as it was handed over, its envelope worked out. */
export interface Sending {
  readonly raw: Buffer;
  readonly from: string;
  readonly destinations: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet?: string;
}

export interface SesRefusal {
  readonly type: "BadRequestException" | "MessageRejected" | "NotFoundException";
  readonly message: string;
}

export interface SesAccount {
  readonly configurationSet: string;
  /** Is this domain an identity that may send? */
  readonly mayDomainSend: (domain: string) => Promise<boolean>;
}

/** The first thing wrong with it, or undefined when SES takes it. */
export async function whyRefused(sending: Sending, account: SesAccount): Promise<SesRefusal | undefined> {
  const wrong =
    wrongSize(sending) ?? wrongEnvelope(sending) ?? wrongTags(sending) ?? wrongHeader(sending.raw) ?? wrongLines(sending.raw);
  if (wrong) return bad(wrong);
  if (sending.configurationSet !== undefined && sending.configurationSet !== account.configurationSet) {
    return { type: "NotFoundException", message: `Configuration set <${sending.configurationSet}> does not exist.` };
  }
  return unverified(sending, account);
}

function wrongSize({ raw }: Sending): string | undefined {
  if (raw.length > limits.rawMailBytes) return `Message length is more than ${limits.rawMailBytes} bytes long: '${raw.length}'.`;
  return undefined;
}

function wrongEnvelope({ destinations, from }: Sending): string | undefined {
  if (destinations.length === 0) return "Destination is required.";
  if (destinations.length > limits.replyRecipients) return `Recipient count exceeds ${limits.replyRecipients}.`;
  const illegal = [...destinations, from].find((address) => /[\r\n]/.test(address) || addressesIn([address]).every(isIncomplete));
  return illegal === undefined
    ? undefined
    : `Missing final '@domain' or illegal address: ${JSON.stringify(illegal.slice(0, 80))}`;
}

function isIncomplete(address: string): boolean {
  return !/^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/.test(address);
}

function wrongTags({ tags }: Sending): string | undefined {
  const illegal = Object.entries(tags).find((pair) => pair.some((text) => !/^[A-Za-z0-9_.@-]{1,256}$/.test(text)));
  return illegal && `Invalid tag ${JSON.stringify(illegal.join("="))}: only A-Z, a-z, 0-9, "_", "-", "." and "@".`;
}

/** RFC 5322 section 3.6: these stand once at most, and SES refuses the mail otherwise. */
const onlyOnce = ["from", "sender", "reply-to", "to", "cc", "bcc", "message-id", "in-reply-to", "references", "subject", "date"];

function wrongHeader(raw: Buffer): string | undefined {
  const header = splitMail(raw).header.toString("latin1");
  if (/\r(?!\n)|(?<!\r)\n/.test(header)) return "The header has a line end that is not CRLF.";
  const nameless = foldedFields(header).find((field) => !/^[!-9;-~]+[ \t]*:/.test(field));
  if (nameless !== undefined) return `Expected a header field, got ${JSON.stringify(nameless.slice(0, 60))}.`;
  const fields = readFields(header);
  const twice = onlyOnce.find((name) => valuesOf(fields, name).length > 1);
  if (twice) return `Duplicate header '${twice}'.`;
  return valuesOf(fields, "from").length === 0 ? "Missing required header 'From'." : undefined;
}

/** RFC 5322 section 2.1.1: 998 characters and the line end. */
const lineBytes = 998;

function wrongLines(raw: Buffer): string | undefined {
  for (let start = 0; start < raw.length; ) {
    const found = raw.indexOf(10, start);
    const end = found < 0 ? raw.length : found;
    if (end - start - (raw[end - 1] === 13 ? 1 : 0) > lineBytes)
      return `A line of the message is longer than ${lineBytes} characters.`;
    start = end + 1;
  }
  return undefined;
}

async function unverified({ raw, from }: Sending, { mayDomainSend }: SesAccount): Promise<SesRefusal | undefined> {
  const header = readFields(splitMail(raw).header.toString("utf8"));
  const senders = addressesIn([from, ...valuesOf(header, "from")]);
  const checks = await Promise.all(senders.map(async (address) => ((await mayDomainSend(domainOf(address))) ? [] : [address])));
  const failed = [...new Set(checks.flat())];
  if (failed.length === 0) return undefined;
  const message = `Email address is not verified. The following identities failed the check in region US-EAST-1: ${failed.join(", ")}`;
  return { type: "MessageRejected", message };
}

function bad(message: string): SesRefusal {
  return { type: "BadRequestException", message };
}
