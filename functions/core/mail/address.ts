// Addresses by a strict grammar of our own: whom we trust, and whom we answer. What we show is read by `address-list.ts`.
import { domainToASCII } from "node:url";

/**
 * True for `local@domain` as it may be an identity and as SES will take it: dot-atom local part in ASCII, a domain of two
 * labels or more (international ones by IDNA). No quoted local parts, no address literals, no white space, nothing else.
 */
export function isWellFormedAddress(address: string): boolean {
  if (address.length > 254) return false;
  const at = address.lastIndexOf("@");
  const local = address.slice(0, Math.max(at, 0));
  return local.length <= 64 && isDotAtom(local) && isDomain(address.slice(at + 1));
}

/** True when only its non-ASCII local part is in the way: such an address needs SMTPUTF8, which SES does not speak. */
export function needsSmtpUtf8(address: string): boolean {
  const local = address.slice(0, Math.max(address.lastIndexOf("@"), 0));
  return /[^\0-\x7f]/.test(local);
}

/** One spelling for one mailbox: lower case, domain in its ASCII form. Ill-formed addresses are only lowered. */
export function normaliseAddress(address: string): string {
  const trimmed = address.trim().toLowerCase();
  const at = trimmed.lastIndexOf("@");
  if (at === -1) return trimmed;
  const domain = trimmed.slice(at + 1);
  const ascii = /^[\0-\x7f]*$/.test(domain) ? domain : domainToASCII(domain);
  return `${trimmed.slice(0, at)}@${ascii || domain}`;
}

export function domainOf(address: string): string {
  const normal = normaliseAddress(address);
  return normal.slice(normal.lastIndexOf("@") + 1);
}

function isDotAtom(local: string): boolean {
  return local.split(".").every((atom) => /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+$/.test(atom));
}

function isDomain(domain: string): boolean {
  const ascii = /^[\0-\x7f]*$/.test(domain) ? domain : international(domain);
  if (ascii.length === 0 || ascii.length > 253) return false;
  const labels = ascii.split(".");
  const isLabel = (label: string) => /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label);
  return labels.length >= 2 && labels.every(isLabel) && !/^[0-9]+$/.test(labels.at(-1) ?? "");
}

function international(domain: string): string {
  return /^[\p{L}\p{M}\p{N}.-]+$/u.test(domain) ? domainToASCII(domain) : "";
}
