// Typed and pasted recipients: splitting them, and telling which of them can be written to.
import type { Address } from "../../../functions/core/mail/mail.ts";

/** A chip of the recipient field. */
export interface Recipient extends Address {
  readonly isValid: boolean;
}

/** Splits `Ana <ana@acme.test>, "Beto, B." <b@x.test>; c@y.test` and lines of a spreadsheet into recipients. */
export function parseRecipients(text: string): Recipient[] {
  return split(text)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .flatMap(spacedOut)
    .map(toRecipient);
}

export function recipientOf(address: Address): Recipient {
  return { ...address, isValid: isMailAddress(address.address) };
}

/** What the person sees on the chip. */
export function recipientLabel(recipient: Address): string {
  return recipient.name || recipient.address;
}

/** Adds without repeating somebody who is there already. */
export function addRecipients(present: readonly Recipient[], added: readonly Recipient[]): Recipient[] {
  const all = [...present];
  for (const one of added) {
    if (!all.some((other) => other.address.toLowerCase() === one.address.toLowerCase())) all.push(one);
  }
  return all;
}

/** The addresses that mail programs accept without quoting; the server decides in the end, more strictly. */
export function isMailAddress(value: string): boolean {
  if (value.length > 254) return false;
  return /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i.test(
    value,
  );
}

/** At commas, semicolons, tabs and line ends that stand neither in quotes nor in angle brackets. */
function split(text: string): string[] {
  const parts = [""];
  let inQuotes = false;
  let inBrackets = false;
  for (const sign of text) {
    if (sign === '"') inQuotes = !inQuotes;
    if (sign === "<") inBrackets = true;
    if (sign === ">") inBrackets = false;
    const isBreak = sign === "\n" || sign === "\t" || (!inQuotes && !inBrackets && (sign === "," || sign === ";"));
    if (isBreak) {
      inQuotes = false;
      inBrackets = false;
      parts.push("");
    } else parts[parts.length - 1] += sign;
  }
  return parts;
}

/** `a@x.test b@y.test`: several bare addresses with only spaces between them. */
function spacedOut(part: string): string[] {
  const words = part.split(/\s+/);
  return words.length > 1 && words.every((word) => isMailAddress(word)) ? words : [part];
}

function toRecipient(part: string): Recipient {
  const bracketed = /^(.*)<([^<>]*)>$/s.exec(part);
  const address = (bracketed?.[2] ?? part).trim();
  const name = (bracketed?.[1] ?? "").trim().replace(/^"(.*)"$/s, "$1");
  return { name, address, isValid: isMailAddress(address) };
}
