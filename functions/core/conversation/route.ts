// Which inbox an address means. Routing goes by the envelope; the header is asked where that names nobody of ours.
import { idPrefixes, ulidOf } from "../ids.ts";

/** What to look an address up by, best first: itself, without its `+label`, the catch-all of its domain. */
export function addressKeys(address: string): string[] {
  const written = address.trim().toLowerCase();
  const at = written.lastIndexOf("@");
  if (at < 1) return [];
  const localPart = written.slice(0, at);
  const domain = written.slice(at + 1);
  const plain = localPart.split("+")[0] || localPart;
  return [...new Set([`${localPart}@${domain}`, `${plain}@${domain}`, `*@${domain}`])];
}

/** Under this local part of the reply domain an inbox takes what other servers pass on, whatever DNS says of its addresses. */
export function forwardLocalPart(inboxId: string): string {
  return `in.${ulidOf(inboxId).toLowerCase()}`;
}

/** The inbox that such a local part names; undefined for any other. */
export function inboxOfForwardLocalPart(localPart: string): string | undefined {
  const found = /^in\.([0-9a-hjkmnp-tv-z]{26})$/.exec(localPart.toLowerCase());
  return found?.[1] ? `${idPrefixes.inbox}_${found[1].toUpperCase()}` : undefined;
}
