// Which inboxes a mail is for, by its envelope recipients: their addresses, what is forwarded to them, and the signed reply addresses of conversations.
import type { Conversation } from "../core/conversation/conversation.ts";
import { inboxOfForwardLocalPart } from "../core/conversation/route.ts";
import { conversationOfLocalPart, isReplyLocalPart } from "../core/signature.ts";
import { config } from "../runtime/config.ts";
import { findConversation } from "../store/conversations.ts";
import { findInbox, findInboxByAddress, type Inbox, listInboxes } from "../store/inboxes.ts";

/** Each inbox once, in the order of the recipients. Empty: the mail is unrouted. */
export async function findInboxes(recipients: readonly string[]): Promise<Inbox[]> {
  const found = await Promise.all(recipients.map((recipient) => inboxOfReplyAddress(recipient) ?? findInboxByAddress(recipient)));
  const inboxes = found.filter((inbox) => inbox !== undefined);
  return inboxes.filter((inbox, index) => inboxes.findIndex(({ id }) => id === inbox.id) === index);
}

/** The conversation whose signed reply address this is; undefined when it is not one of ours. */
export async function conversationOfReplyAddress(address: string): Promise<Conversation | undefined> {
  const at = address.lastIndexOf("@");
  if (address.slice(at + 1).toLowerCase() !== config.replyDomain) return undefined;
  const localPart = address.slice(0, at);
  const conversationId = conversationOfLocalPart(localPart);
  const conversation = conversationId ? await findConversation(conversationId) : undefined;
  const isOurs = (inboxId: string) =>
    conversation !== undefined && isReplyLocalPart(config.signingKeys, localPart, inboxId, conversation.id);
  return conversation && inboxesOf(conversation).some(isOurs) ? conversation : undefined;
}

/** Where a conversation is, and where it was: addresses that were made there still hold. */
export function inboxesOf({ inboxId, formerInboxIds = [] }: Conversation): string[] {
  return [inboxId, ...formerInboxIds];
}

function inboxOfReplyAddress(address: string): Promise<Inbox | undefined> | undefined {
  if (!address.toLowerCase().endsWith(`@${config.replyDomain}`)) return undefined;
  const forwardedTo = inboxOfForwardLocalPart(address.slice(0, address.lastIndexOf("@")));
  if (forwardedTo) return findInbox(forwardedTo);
  return conversationOfReplyAddress(address).then((conversation) =>
    conversation ? findInbox(conversation.inboxId) : inboxThatSigned(address.slice(0, address.lastIndexOf("@"))),
  );
}

/** While all is filed again from the raw mail, an answer may come before its conversation: the signature still says whose it is. */
async function inboxThatSigned(localPart: string): Promise<Inbox | undefined> {
  const conversationId = conversationOfLocalPart(localPart);
  if (!conversationId) return undefined;
  return (await listInboxes()).find(({ id }) => isReplyLocalPart(config.signingKeys, localPart, id, conversationId));
}
