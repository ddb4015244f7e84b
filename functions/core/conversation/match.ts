// Which conversation a mail belongs to, and why. Ids decide; the subject never does.
import { limits } from "../limits.ts";
import type { ParsedMail } from "../mail/mail.ts";
import type { MatchReason } from "./conversation.ts";

/** A Message-ID that an inbox knows. `mentioned`: some mail referred to it, and it has not come (yet). */
export interface KnownMailId {
  readonly mailId: string;
  readonly kind: "received" | "sent" | "mentioned";
  readonly conversationId: string;
  /** The message that has this id; absent while only mentioned. */
  readonly messageId?: string;
  /** Of a received mail: tells a second copy from another mail under the same id. */
  readonly digest?: string;
}

export interface Match {
  /** Absent: a new conversation. */
  readonly conversationId?: string;
  readonly reason: MatchReason;
  /** Set when this very mail is already in the conversation. */
  readonly copyOf?: string;
}

/** What threading needs of a mail. */
export type Threaded = Pick<ParsedMail, "messageId" | "inReplyTo" | "references" | "digest" | "automatic">;

/**
 * The form in which an id is compared. SES replaces our Message-ID by its own and only promises the local part,
 * so of those the local part is the id; of others the domain is compared without case.
 */
export function mailIdOf(id: string): string {
  const at = id.lastIndexOf("@");
  if (at < 0) return id;
  const domain = id.slice(at + 1).toLowerCase();
  return domain === "email.amazonses.com" || domain.endsWith(".amazonses.com")
    ? sesMailId(id.slice(0, at))
    : `${id.slice(0, at)}@${domain}`;
}

export function sesMailId(localPart: string): string {
  return `ses:${localPart}`;
}

/** The ids a mail refers to, best first: In-Reply-To, then References from the newest, each once, bounded. */
export function referredIds(mail: Threaded): string[] {
  const bounced = mail.automatic.bounce?.originalMessageId;
  const about = mail.automatic.about ?? [];
  const written = [...(bounced ? [bounced] : []), ...about, ...mail.inReplyTo, ...mail.references.toReversed()];
  const own = mail.messageId && mailIdOf(mail.messageId);
  return [...new Set(written.map(mailIdOf))].filter((id) => id !== own).slice(0, limits.threadingIds);
}

/**
 * Order: the signed reply address (already verified), ids of mail that is there, ids that other mail only mentioned,
 * and last whether others mentioned this mail before it came. RFC 5322 section 3.6.4; never the subject.
 * @param known what the inbox knows of `referredIds(mail)` and of the mail's own id
 */
export function matchConversation(mail: Threaded, known: readonly KnownMailId[], repliedTo?: string): Match {
  const byId = new Map(known.map((one) => [one.mailId, one]));
  const own = mail.messageId ? byId.get(mailIdOf(mail.messageId)) : undefined;
  if (own?.kind === "received" && own.digest === mail.digest && own.messageId) {
    return { conversationId: own.conversationId, reason: { by: "mentioned", id: own.mailId }, copyOf: own.messageId };
  }
  // Our own mail, back from a list or a forwarder.
  if (own?.kind === "sent") return { conversationId: own.conversationId, reason: { by: "mentioned", id: own.mailId } };
  if (repliedTo) return { conversationId: repliedTo, reason: { by: "reply-address" } };
  const referred = referredIds(mail).flatMap((id) => byId.get(id) ?? []);
  const there = referred.find((one) => one.kind !== "mentioned");
  if (there) return { conversationId: there.conversationId, reason: { by: howReferred(mail, there.mailId), id: there.mailId } };
  const mentioned = referred[0] ?? (own?.kind === "mentioned" ? own : undefined);
  if (mentioned) return { conversationId: mentioned.conversationId, reason: { by: "mentioned", id: mentioned.mailId } };
  return { reason: { by: "new" } };
}

/**
 * What the inbox learns from a filed mail: its own id, and those it refers to that nobody knew, so that a late parent or a
 * sibling finds this conversation. An id that was only mentioned is replaced by the mail that has it.
 */
export function learnedIds(
  mail: Threaded,
  known: readonly KnownMailId[],
  filed: { conversationId: string; messageId: string },
): { id: KnownMailId; isReplacing: boolean }[] {
  const byId = new Map(known.map((one) => [one.mailId, one]));
  const { conversationId, messageId } = filed;
  const mentions = referredIds(mail)
    .filter((mailId) => !byId.has(mailId))
    .map((mailId) => ({ id: { mailId, kind: "mentioned" as const, conversationId }, isReplacing: false }));
  const ownId = mail.messageId && mailIdOf(mail.messageId);
  const own = ownId ? byId.get(ownId) : undefined;
  // A known id keeps what it stands for: a second mail under it, with other content, is the forger's or a mistake.
  if (!ownId || (own && own.kind !== "mentioned")) return mentions;
  return [
    ...mentions,
    { id: { mailId: ownId, kind: "received", conversationId, messageId, digest: mail.digest }, isReplacing: own !== undefined },
  ];
}

function howReferred(mail: Threaded, mailId: string): "bounce" | "in-reply-to" | "references" {
  const { bounce, about = [] } = mail.automatic;
  if ([...(bounce?.originalMessageId ? [bounce.originalMessageId] : []), ...about].some((id) => mailIdOf(id) === mailId))
    return "bounce";
  return mail.inReplyTo.map(mailIdOf).includes(mailId) ? "in-reply-to" : "references";
}
