// Whether a mail that came in wakes anybody: reopens, counts as unread, moves its conversation up. Machines' mail does not, nor does
// our own that comes back; and beyond a budget nothing does, because machines that answer each other need not say that they are machines.
import { limits } from "../limits.ts";
import { normaliseAddress } from "../mail/address.ts";
import type { ParsedMail } from "../mail/mail.ts";
import type { Instant } from "../time.ts";
import type { Conversation, Pace, Quietness } from "./conversation.ts";

/** What is known of an arriving mail beyond itself. */
export interface Circumstances {
  readonly at: Instant;
  /** It is a mail of ours that came back: by its id, by our mark, or by its sender. */
  readonly isOwn: boolean;
  /** How many conversations its sender opened in this inbox lately, when it would open one more. */
  readonly senderPace?: Pace;
}

/** Why it wakes nobody; undefined when it does. */
export function quietness(
  before: Conversation | undefined,
  { automatic }: Pick<ParsedMail, "automatic">,
  { at, isOwn, senderPace }: Circumstances,
): Quietness | undefined {
  const itself = silence(before, { automatic }, isOwn);
  if (itself) return itself;
  if (isWithin(senderPace, at) && senderPace.wakings >= limits.openingsPerSender) return "sender-budget";
  if (!before || !isWithin(before.pace, at)) return undefined;
  const isOver = before.pace.wakings >= limits.wakings || (before.closure && before.pace.reopenings >= limits.reopenings);
  return isOver ? "conversation-budget" : undefined;
}

/** What of the mail itself says that it wakes nobody, however little came before. */
export function silence(
  before: Conversation | undefined,
  { automatic: { kind } }: Pick<ParsedMail, "automatic">,
  isOwn: boolean,
): Quietness | undefined {
  if (kind === "bounce" || kind === "receipt" || kind === "complaint") return "report";
  if (!before) return undefined;
  if (kind === "auto-reply") return "auto-reply";
  return isOwn ? "own" : undefined;
}

/** The count with one more; an hour after it began it begins anew. */
export function paceAfter(pace: Pace | undefined, at: Instant, isReopening: boolean): Pace {
  const { since, wakings, reopenings } = isWithin(pace, at) ? pace : { since: at, wakings: 0, reopenings: 0 };
  return { since, wakings: wakings + 1, reopenings: reopenings + (isReopening ? 1 : 0) };
}

/** The first mail beyond the budget is recorded for people to see; the others of that hour carry the fact themselves. */
export function isFirstBeyond(before: Conversation | undefined, quiet: Quietness | undefined): boolean {
  if (quiet === "sender-budget") return !before;
  return quiet === "conversation-budget" && !before?.pace?.isExceeded;
}

/** Written by one of the inbox's own addresses, or marked by us on its way out. */
export function isOwnMail(mail: Pick<ParsedMail, "from" | "mark">, addresses: readonly string[], ourMark: string): boolean {
  if (mail.mark !== undefined && mail.mark.toLowerCase() === ourMark.toLowerCase()) return true;
  const from = mail.from && normaliseAddress(mail.from.address);
  return from !== undefined && addresses.some((address) => normaliseAddress(address) === from);
}

function isWithin(pace: Pace | undefined, at: Instant): pace is Pace {
  return pace !== undefined && Date.parse(at) - Date.parse(pace.since) < limits.paceWindowMs;
}
