// Which conversation a mail belongs to: by the signed addresses on it, by its ids, and last by what it quotes.
import type { Conversation } from "../core/conversation/conversation.ts";
import { inboxesOf } from "../core/conversation/inboxes-of.ts";
import { type KnownMailId, type Match, mailIdOf, matchConversation, referredIds } from "../core/conversation/match.ts";
import { timeMsOf } from "../core/ids.ts";
import { limits } from "../core/limits.ts";
import type { ParsedMail } from "../core/mail/mail.ts";
import { markersIn } from "../core/mail/markers.ts";
import type { Receipt } from "../core/mail/receipt.ts";
import { answeredGuid } from "../core/mail/thread-index.ts";
import { conversationsOfThreadGuid } from "../core/signature.ts";
import type { Instant } from "../core/time.ts";
import { config } from "../runtime/config.ts";
import { findConversation, findHolder } from "../store/conversations.ts";
import type { Inbox } from "../store/inboxes.ts";
import { findMailIds } from "../store/mail-ids.ts";
import { conversationOfReplyAddress, conversationSignedAs, isInReplyDomain } from "./find-inboxes.ts";

export interface Thread {
  /** The ids that were asked about, and what the inbox knows of them. */
  readonly ids: readonly string[];
  readonly known: readonly KnownMailId[];
  readonly match: Match;
  /** The conversation that holds what matched. */
  readonly holder: () => Promise<Conversation | undefined>;
}

interface Asked {
  readonly inbox: Inbox;
  readonly receipt: Receipt;
  readonly mail: ParsedMail;
}

export async function findThread(asked: Asked): Promise<Thread> {
  const { inbox, mail } = asked;
  const ids = [...referredIds(mail), ...(mail.messageId ? [mailIdOf(mail.messageId)] : [])];
  const [known, repliedTo] = await Promise.all([findMailIds(inbox.id, ids), repliedConversation(asked)]);
  const found = matchConversation(mail, known, repliedTo?.id);
  const sign = found.conversationId === undefined ? await lastSign(asked) : undefined;
  const match: Match = sign ? { ...found, conversationId: sign.conversation.id, reason: { by: sign.by } } : found;
  const { conversationId } = match;
  const read = [repliedTo, sign?.conversation].find((one) => one && one.id === conversationId);
  const holder = async () => (conversationId === undefined ? undefined : findHolder(conversationId, read));
  return { ids, known, match, holder };
}

/** A signed reply address may stand in the envelope, in To or Cc, or be our own id in References. */
async function repliedConversation({ inbox, receipt, mail }: Asked): Promise<Conversation | undefined> {
  const written = [
    ...receipt.recipients,
    ...(receipt.route?.addresses ?? []),
    ...[...mail.to, ...mail.cc].map(({ address }) => address),
    ...mail.inReplyTo,
    ...mail.references.toReversed(),
    ...(mail.automatic.about ?? []),
  ];
  return firstOf(
    [...new Set(written.filter(isInReplyDomain))].slice(0, limits.replyToAddresses),
    conversationOfReplyAddress,
    inbox,
  );
}

interface LastSign {
  readonly conversation: Conversation;
  readonly by: "marker" | "thread-index";
}

/**
 * What is left of a thread when addresses and ids are gone: what the mail quotes, and Outlook's index, where it answers one of ours.
 * Both are copied more easily than an id: a mail that its domain disowns joins nothing by them.
 */
async function lastSign({ inbox, receipt, mail }: Asked): Promise<LastSign | undefined> {
  if (receipt.verdicts.dmarc === "FAIL") return undefined;
  const marked = await firstOf(markersIn(mail), conversationSignedAs, inbox);
  if (marked) return { conversation: marked, by: "marker" };
  const guid = mail.threadIndex && answeredGuid(mail.threadIndex);
  const ids = guid ? conversationsOfThreadGuid(config.signingKeys, guid).filter((id) => isBegunBy(id, receipt.receivedAt)) : [];
  const indexed = await firstOf(ids, findConversation, inbox);
  return indexed && { conversation: indexed, by: "thread-index" };
}

/** Nearly no other program's GUID says a time at which we had conversations: asking for those costs nothing. */
function isBegunBy(conversationId: string, at: Instant): boolean {
  const begunAtMs = timeMsOf(conversationId);
  return begunAtMs >= firstConversationMs && begunAtMs <= Date.parse(at);
}

const firstConversationMs = Date.UTC(2026, 0);

/** In another inbox than those it was made for, a reply address opens nothing. */
async function firstOf(
  signed: readonly string[],
  conversationOf: (one: string) => Promise<Conversation | undefined>,
  inbox: Inbox,
): Promise<Conversation | undefined> {
  for (const one of signed) {
    const conversation = await conversationOf(one);
    if (conversation && inboxesOf(conversation).includes(inbox.id)) return conversation;
  }
  return undefined;
}
