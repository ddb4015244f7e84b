// Who really wrote a mail that came through an address of ours: a group that passes mail on puts itself into From.
import { isWellFormedAddress, normaliseAddress } from "./address.ts";
import type { Address, ParsedMail } from "./mail.ts";

/**
 * The mail with its writer as From, and our own address as `via`. Only where From is ours: anybody else's word about who wrote
 * is theirs to make up.
 * @param own addresses of the inbox
 */
export function withTrueSender(mail: ParsedMail, own: readonly string[]): ParsedMail {
  const { from } = mail;
  const isOurs = (address: string) => own.some((one) => normaliseAddress(one) === normaliseAddress(address));
  if (!from || !mail.isSenderWellFormed || !isOurs(from.address)) return mail;
  const writer = [mail.originalFrom, ...mail.replyTo].find(
    (one) => one !== undefined && isWellFormedAddress(one.address) && !isOurs(one.address),
  );
  return writer ? { ...mail, from: { name: writer.name || nameBefore(from), address: writer.address }, via: from } : mail;
}

/** `'Lucía Fernández' via Support`, as Google Groups writes it. */
function nameBefore({ name }: Address): string {
  const at = name.toLowerCase().lastIndexOf(" via ");
  return at === -1
    ? ""
    : name
        .slice(0, at)
        .replace(/^['"]|['"]$/g, "")
        .trim();
}
