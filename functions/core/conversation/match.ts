// Which conversation a mail belongs to, and why. Ids decide; the subject never does.
import { limits } from "../limits.ts";
import type { ParsedMail } from "../mail/mail.ts";
import type { MatchCandidate, MatchReason } from "./conversation.ts";

/** A Message-ID that an inbox knows. `mentioned`: some mail referred to it, and it has not come (yet). */
export interface KnownMailId {
  readonly mailId: string;
  readonly kind: "received" | "sent" | "mentioned";
  readonly conversationId: string;
  /** The message that has this id; absent while only mentioned. */
  readonly messageId?: string;
  /** Of a received mail: tells a second copy from another mail under the same id. */
  readonly digest?: string;
  /** Conversations that its message was taken out of: a reply address made there gives way to where the message is now. */
  readonly splitFrom?: readonly string[];
}

export interface Match {
  /** Absent: a new conversation. */
  readonly conversationId?: string;
  readonly reason: MatchReason;
  /** Set when this very mail is already in the conversation. */
  readonly copyOf?: string;
  /** Other conversations that the mail's ids name, best first. */
  readonly ties: readonly Tie[];
}

/**
 * Another conversation that may be the same one. `awaited`: somebody there had answered this very mail before it came.
 * `unseen`: both answer a mail that never came. `named`: the mail names one of either.
 */
export interface Tie extends MatchCandidate {
  readonly strength: "awaited" | "unseen" | "named";
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
    const reason = { by: "mentioned", id: own.mailId } as const;
    return { conversationId: own.conversationId, reason, copyOf: own.messageId, ties: [] };
  }
  // Our own mail, back from a list or a forwarder.
  if (own?.kind === "sent") return { conversationId: own.conversationId, reason: { by: "mentioned", id: own.mailId }, ties: [] };
  const referred = referredIds(mail).flatMap((id) => byId.get(id) ?? []);
  const awaited = own?.kind === "mentioned" ? own : undefined;
  const chosen = chosenId(referred, awaited, repliedTo);
  if (!chosen) return repliedTo ? { ...byReplyAddress(repliedTo), ties: tiesTo(repliedTo, referred, awaited) } : nothing;
  const { conversationId, mailId: id, kind } = chosen;
  const reason = kind === "mentioned" ? ({ by: "mentioned", id } as const) : { by: howReferred(mail, id), id };
  return { conversationId, reason, ties: tiesTo(conversationId, referred, awaited) };
}

const nothing: Match = { reason: { by: "new" }, ties: [] };

function byReplyAddress(conversationId: string) {
  return { conversationId, reason: { by: "reply-address" } } as const;
}

/** The id that decides; none when a reply address does. */
function chosenId(
  referred: readonly KnownMailId[],
  awaited: KnownMailId | undefined,
  repliedTo: string | undefined,
): KnownMailId | undefined {
  if (repliedTo) return referred.find(({ splitFrom }) => splitFrom?.includes(repliedTo));
  return referred.find(({ kind }) => kind !== "mentioned") ?? referred[0] ?? awaited;
}

/** The other conversations, each once. The mail that was waited for ties the one that waited to the one that it names first. */
function tiesTo(conversationId: string, referred: readonly KnownMailId[], awaited: KnownMailId | undefined): Tie[] {
  const others = [...(awaited ? [awaited] : []), ...referred].filter((one) => one.conversationId !== conversationId);
  const once = others.filter((one, index) => others.findIndex((other) => other.conversationId === one.conversationId) === index);
  return once.slice(0, limits.matchCandidates).map((one) => ({
    conversationId: one.conversationId,
    id: one.mailId,
    strength: one === awaited ? "awaited" : one.kind === "mentioned" ? "unseen" : "named",
  }));
}

/** Addresses of the people outside whose mail is in a conversation, or who were written to there. */
export type Correspondents = ReadonlySet<string>;

/**
 * May a tie make one conversation of two? A wrong merger is worse than a split, and ids are easily written down: to tie two that
 * both have their mail, the sender must be known on both sides. Where one side waits for a mail, its ids can bring in only what
 * they could have been sent to directly. A mail whose domain disowns it ties nothing.
 */
export function isOneThread(tie: Tie, isForged: boolean, sender: string | undefined, sides: readonly Correspondents[]): boolean {
  if (isForged) return false;
  return tie.strength !== "named" || (sender !== undefined && sides.every((side) => side.has(sender)));
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
