// What stands below a reply: nothing, the answered mail, or what was said before, newest first and bounded.
import * as v from "valibot";
import type { Viewer } from "../core/access.ts";
import { answerTo } from "../core/conversation/answer.ts";
import type { Conversation, ReceivedMessage, SentMessage, TimelineEntry } from "../core/conversation/conversation.ts";
import { partsOf } from "../core/conversation/merged.ts";
import { isOpenTo, mayBeQuoted } from "../core/conversation/quotable.ts";
import { type Quoting, quotings } from "../core/inbox/settings.ts";
import { limits } from "../core/limits.ts";
import { textWithoutLinks } from "../core/mail/linked-files.ts";
import type { Address } from "../core/mail/mail.ts";
import type { Quotation } from "../core/mail/quote-for-reply.ts";
import { parseRecipients } from "../core/mail/recipients.ts";
import { withoutQuotes } from "../core/mail/visible-reply.ts";
import { readBody } from "../store/buckets.ts";
import { findConversations } from "../store/conversations.ts";
import { listEntries } from "../store/timeline.ts";
import { bodyName } from "./body-name.ts";
import { findAnswered } from "./find-answered.ts";
import { loadConversation } from "./load-conversation.ts";
import { ownAddresses } from "./own-addresses.ts";

/** `quoting` absent: as the inbox has it. `to`: addresses parted by commas, those of Cc among them; absent: whom the answer goes to. */
export const quoteInput = v.strictObject({
  quoting: v.optional(v.picklist(quotings)),
  to: v.optional(v.pipe(v.string(), v.maxLength(limits.replyRecipients * limits.addressChars))),
});
export type QuoteInput = v.InferOutput<typeof quoteInput>;

/** What a reply to these would quote. */
export async function previewQuote(viewer: Viewer, conversationId: string, input: QuoteInput): Promise<Quotation[]> {
  const conversation = await loadConversation(viewer, conversationId, "conversation.read");
  const [newest, own] = await Promise.all([
    listEntries(partsOf(conversation), limits.timelinePageDefault),
    ownAddresses(conversation.inboxId),
  ]);
  const { answered, original } = await findAnswered(conversation, newest);
  const { to, cc } = answerTo(conversation, answered, own, "");
  const recipients = input.to === undefined ? [...to, ...cc] : parseRecipients(input.to.split(",").filter(Boolean), "to");
  return quotationsBelow({ conversation, newest, original, recipients, quoting: input.quoting ?? own.settings.quoting });
}

type Message = ReceivedMessage | SentMessage;

export interface Below {
  readonly conversation: Conversation;
  /** The newest page of its timeline, newest first. */
  readonly newest: readonly TimelineEntry[];
  /** What is answered, or else what began the conversation. */
  readonly original: ReceivedMessage | undefined;
  readonly recipients: readonly Address[];
  readonly quoting: Quoting;
}

/** Newest first. Where somebody is written to who was on nothing before, the original: they are asked about it. */
export async function quotationsBelow(below: Below): Promise<Quotation[]> {
  const { original, quoting } = below;
  if (quoting === "nothing") return [];
  const found = quoting === "all" ? await said(below, limits.quotedMessages, () => true) : await lastSaid(below);
  return bounded(found.length === 0 && original ? [original] : found);
}

/** The answered mail, or what its recipients had last when it was not for them. */
async function lastSaid(below: Below): Promise<Message[]> {
  const { original, recipients } = below;
  if (!original || isOpenTo(original, recipients)) return original ? [original] : [];
  return said(below, 1, (entry) => entry.kind === "received");
}

async function said(below: Below, most: number, isWanted: (message: Message) => boolean): Promise<Message[]> {
  const { conversation, newest, original, recipients } = below;
  const merged = await findConversations(conversation.mergedIds ?? []);
  const heldIds = [conversation, ...merged].flatMap(({ id, spam }) => (spam ? [id] : []));
  const to = { conversation, recipients, heldIds, ...(original ? { answeredId: original.id } : {}) };
  const found: Message[] = [];
  let page = newest;
  for (let count = 1; ; count++) {
    for (const entry of page) if (mayBeQuoted(entry, to) && isWanted(entry)) found.push(entry);
    const last = page.at(-1);
    if (!last || found.length >= most || count === limits.answeredPages) return found.slice(0, most);
    page = await listEntries(partsOf(conversation), limits.timelinePageDefault, last.id);
  }
}

/** Of several each in its own words, for what it quotes stands below it; the oldest with what it quotes, which nobody else says. */
async function bounded(messages: readonly Message[]): Promise<Quotation[]> {
  const texts = await Promise.all(messages.map(wholeText));
  const quotations: Quotation[] = [];
  let chars = 0;
  for (const [index, message] of messages.entries()) {
    const whole = texts[index] ?? "";
    const own = withoutQuotes({ subject: message.subject, text: whole });
    chars += Math.min(own.length, limits.quotedMessageChars);
    const isLast = index === messages.length - 1;
    if (index > 0 && chars > limits.quotedChars) break;
    quotations.push(quotation(message, isLast ? whole : own));
  }
  return quotations;
}

function quotation(message: Message, text: string): Quotation {
  const { from, at } = message;
  return { from, at: (message.kind === "received" ? message.sentAt : undefined) ?? at, text: text.trim() };
}

/** What its writer typed: below it, our own long messages have links that are for their recipients, and a quote. */
async function wholeText(message: Message): Promise<string> {
  if (!message.isTextCut) return message.text;
  const { text } = await readBody(bodyName(message));
  if (message.kind === "received") return text;
  const isWithLinks = message.attachments.some(({ linkUntil }) => linkUntil !== undefined);
  return withoutQuotes({ subject: "", text: isWithLinks ? textWithoutLinks(text) : text });
}
