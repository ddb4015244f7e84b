// Who really wrote a mail that came through somebody else's address: a group of ours that passes mail on, or a web form.
import { isWellFormedAddress, normaliseAddress } from "./address.ts";
import type { Address, ParsedMail } from "./mail.ts";

export interface Own {
  /** Of the inbox. */
  readonly addresses: readonly string[];
  /** Of the signed reply addresses. */
  readonly replyDomain: string;
  /** The inbox takes whoever stands in Reply-To for the writer. */
  readonly isReplyToSender?: boolean;
}

/**
 * The mail with its writer as From, and what stood there as `via`. Only where From is ours, or the inbox has decided to believe
 * Reply-To: anybody else's word about who wrote is theirs to make up.
 */
export function withTrueSender(mail: ParsedMail, own: Own): ParsedMail {
  const { from } = mail;
  if (!from) return mail;
  const isOurs = (one: Address) => isOwn(one, own);
  const claimed = own.isReplyToSender ? firstWriter(mail.replyTo, isOurs) : undefined;
  if (claimed) return isSame(claimed, from) ? mail : writtenBy(claimed, from, mail, true);
  if (!mail.isSenderWellFormed || !isOurs(from)) return mail;
  const writer = firstWriter(candidatesOf(mail), isOurs);
  return writer ? writtenBy(writer, from, mail, false) : mail;
}

/** The mail read again, from whom it was from: another setting since then makes nobody else of who wrote it. */
export function withKnownSender(mail: ParsedMail, known: Pick<ParsedMail, "from" | "via" | "isWriterClaimed">): ParsedMail {
  const { from } = mail;
  const { via, isWriterClaimed = false } = known;
  if (!from || !via || !isSame(from, via) || !(isWriterClaimed || mail.isSenderWellFormed)) return mail;
  const candidates = candidatesOf(mail).filter((one) => isWellFormedAddress(one.address) && !isSame(one, via));
  const writer = candidates.find((one) => known.from && isSame(one, known.from)) ?? candidates[0];
  return writer ? writtenBy(writer, from, mail, isWriterClaimed) : mail;
}

function candidatesOf({ originalFrom, replyTo }: ParsedMail): Address[] {
  return [...(originalFrom ? [originalFrom] : []), ...replyTo];
}

function firstWriter(candidates: readonly Address[], isOurs: (one: Address) => boolean): Address | undefined {
  return candidates.find((one) => isWellFormedAddress(one.address) && !isOurs(one));
}

function writtenBy({ name, address }: Address, via: Address, mail: ParsedMail, isClaimed: boolean): ParsedMail {
  const from = { name: name || nameBefore(via), address };
  return isClaimed ? { ...mail, from, via, isWriterClaimed: true, isSenderWellFormed: true } : { ...mail, from, via };
}

function isOwn(one: Address, { addresses, replyDomain }: Own): boolean {
  // Where answers to us come back is nobody who writes to us.
  if (normaliseAddress(one.address).endsWith(`@${replyDomain.toLowerCase()}`)) return true;
  return addresses.some((address) => isSame(one, { address }));
}

function isSame(one: Pick<Address, "address">, other: Pick<Address, "address">): boolean {
  return normaliseAddress(one.address) === normaliseAddress(other.address);
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
