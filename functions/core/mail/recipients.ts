// Recipients as a person types them, read strictly: what a mail server might understand otherwise is refused with a sentence.
import { Refused } from "../errors.ts";
import { isWellFormedAddress, needsSmtpUtf8 } from "./address.ts";
import { readAddressList } from "./address-list.ts";
import { decodeWords } from "./encoded-word.ts";
import type { Address } from "./mail.ts";

/** As typed (`Ana <ana@example.com>`, several parted by commas) or already taken apart. */
export type TypedRecipient = string | { readonly name?: string; readonly address: string };

/**
 * @param field named in the refusal: `to`, `cc`
 * @throws Refused `reply.recipient-malformed`, `reply.recipient-not-ascii`
 */
export function parseRecipients(typed: readonly TypedRecipient[], field: string): Address[] {
  return typed.flatMap((one) =>
    typeof one === "string" ? readTyped(one, field) : [checked({ name: one.name ?? "", address: one.address }, field)],
  );
}

/** Refuses what cannot be a recipient, or would break out of its header. */
export function refuseRecipient(address: Address, field?: string): void {
  const details = field === undefined ? undefined : { field };
  if (needsSmtpUtf8(address.address)) {
    throw new Refused(
      "invalid",
      "reply.recipient-not-ascii",
      `${shown(address)} has letters before the @ that Amazon SES cannot deliver to. Ask for another address.`,
      details,
    );
  }
  // `=?` begins an encoded word: some reader of the header would see another address there.
  const isPlain = isWellFormedAddress(address.address) && !address.address.includes("=?");
  if (isPlain && !breaksLine(address.name) && address.name.length <= longestName) return;
  throw new Refused(
    "invalid",
    "reply.recipient-malformed",
    `${shown(address)} is not an address that mail can go to. Correct it.`,
    details,
  );
}

/** Line breaks of ASCII, of ISO 6429 and of Unicode, and NUL: some program ends a line at each of them. */
export function breaksLine(text: string): boolean {
  return /[\n\v\f\r\0\x1c-\x1e\x85\u2028\u2029]/.test(text);
}

// No person's name is longer, and a header of one recipient would be a page.
const longestName = 250;

function readTyped(typed: string, field: string): Address[] {
  // The reader takes one character a byte, as headers come.
  const read = readAddressList(Buffer.from(typed, "utf8").toString("latin1"), decodeTyped);
  if (read.addresses.length === 0 || read.isCut || breaksLine(typed))
    refuseRecipient({ name: "", address: withoutAt(typed) }, field);
  const addresses = read.addresses.map((address) => checked(address, field));
  if (!read.isPlain) refuseRecipient({ name: "", address: withoutAt(typed) }, field);
  return addresses;
}

/** What is typed is UTF-8. An encoded word in it was copied from a header; the platform reads what browsers can. */
function decodeTyped(raw: string): string {
  return decodeWords(raw, (bytes, charset) => decoderOf(charset).decode(bytes));
}

function decoderOf(charset: string | undefined): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch (error) {
    if (error instanceof RangeError) return new TextDecoder();
    throw error;
  }
}

/** Ill-formed on purpose, so that it is refused and yet named in the refusal. */
function withoutAt(typed: string): string {
  return typed.slice(0, 100).replaceAll("@", " ");
}

function checked(address: Address, field: string): Address {
  refuseRecipient(address, field);
  return address;
}

function shown({ address }: Address): string {
  return `"${address.slice(0, 100)}"`;
}
