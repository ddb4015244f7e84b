// Who wrote when to whom about what, from the header fields, with every doubt noted as a defect.
import { isWellFormedAddress } from "./address.ts";
import { dmarcDomain } from "./authentication.ts";
import { type AddressReading, type DecodeText, readAddressList } from "./address-list.ts";
import { readDate } from "./date.ts";
import { type Field, firstValue, valuesOf } from "./header.ts";
import type { Address, Defect, ParsedMail } from "./mail.ts";
import { readId, readIds } from "./references.ts";
import { readSubject } from "./read-subject.ts";
import { readThreadIndex } from "./thread-index.ts";

type Envelope = Pick<
  ParsedMail,
  | "from"
  | "isSenderWellFormed"
  | "replyTo"
  | "originalFrom"
  | "to"
  | "cc"
  | "subject"
  | "date"
  | "transportDate"
  | "messageId"
  | "inReplyTo"
  | "references"
  | "threadIndex"
  | "dmarcDomain"
>;

/**
 * @param decode a parameter, so that who reads UTF-8 alone need not carry the tables of every charset there is
 * @param charset of the body, for raw 8-bit header bytes that are not UTF-8
 */
export function readEnvelope(fields: readonly Field[], defects: Defect[], decode: DecodeText, charset?: string): Envelope {
  const readAddresses = (raw: string) => readAddressList(raw, decode, charset);
  const noted = (code: string, detail: string) => void defects.push({ code, detail });
  const addressesOf = (name: string): readonly Address[] => {
    const read = readAddresses(valuesOf(fields, name).join(", "));
    if (read.isCut) noted(`${name}.too-many`, `Only the first addresses of ${name} are kept. The original mail has all.`);
    return read.addresses.filter(({ address }) => address !== "");
  };
  const date = dateOf(fields, noted);
  const transportDate = date === undefined ? transportDateOf(fields) : undefined;
  const messageId = readId(firstValue(fields, "message-id"));
  if (messageId === undefined) noted("message-id.missing", "The mail has no Message-ID.");
  noteCopies(fields, noted);
  const [originalFrom] = [...addressesOf("x-original-from"), ...addressesOf("x-original-sender")];
  const threadIndex = readThreadIndex(firstValue(fields, "thread-index"));
  const passedFor = dmarcDomain(firstValue(fields, "authentication-results"));
  return {
    ...senderOf(fields, readAddresses, noted),
    replyTo: addressesOf("reply-to"),
    ...(originalFrom && { originalFrom }),
    to: addressesOf("to"),
    cc: addressesOf("cc"),
    subject: readSubject(firstValue(fields, "subject") ?? "", decode, charset),
    ...(date && { date }),
    ...(transportDate && { transportDate }),
    ...(messageId && { messageId }),
    inReplyTo: readIds(valuesOf(fields, "in-reply-to")),
    references: readIds(valuesOf(fields, "references")),
    ...(threadIndex && { threadIndex }),
    ...(passedFor && { dmarcDomain: passedFor }),
  };
}

type Note = (code: string, detail: string) => void;

/** The first From counts for showing; only a single, plain and well-formed one may be an identity. */
function senderOf(
  fields: readonly Field[],
  readAddresses: (raw: string) => AddressReading,
  noted: Note,
): Pick<Envelope, "from" | "isSenderWellFormed"> {
  const headers = valuesOf(fields, "from");
  const read = readAddresses(headers[0] ?? "");
  const from = read.addresses.find(({ address }) => address !== "") ?? read.addresses[0];
  if (!from) noted("from.missing", "The mail does not say who wrote it.");
  const isSingle = headers.length === 1 && read.addresses.length === 1;
  if (headers.length > 1 || read.addresses.length > 1)
    noted("from.several", "Several senders are named; the first is shown, none is trusted.");
  const isWellFormed = from !== undefined && isSingle && read.isPlain && isWellFormedAddress(from.address);
  if (from && isSingle && !isWellFormed) noted("from.malformed", "The sender's address is not written as an address should be.");
  return { ...(from && { from }), isSenderWellFormed: isWellFormed };
}

function dateOf(fields: readonly Field[], noted: Note) {
  const written = firstValue(fields, "date");
  const date = written === undefined ? undefined : readDate(written);
  if (written === undefined) noted("date.missing", "The mail has no date; the time it arrived is shown.");
  else if (!date) noted("date.unreadable", "The mail's date cannot be read; the time it arrived is shown.");
  return date;
}

/** The last server wrote the topmost: `from … by … for …; date`. */
function transportDateOf(fields: readonly Field[]) {
  const received = firstValue(fields, "received");
  return received === undefined ? undefined : readDate(received.slice(received.lastIndexOf(";") + 1));
}

// RFC 5322 section 3.6: at most one of each.
const single = ["subject", "date", "message-id", "to", "cc", "reply-to", "content-type"];

function noteCopies(fields: readonly Field[], noted: Note): void {
  for (const name of single) {
    if (valuesOf(fields, name).length > 1) noted(`${name}.several`, `The mail has several ${name} headers.`);
  }
}
