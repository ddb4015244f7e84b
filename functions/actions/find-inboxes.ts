// Which inboxes a mail is for, by its envelope recipients: their addresses, what is forwarded to them, and the signed reply addresses
// of conversations. When none of them is ours, as behind a forwarder that writes an envelope of its own, the mail's header is asked.
import type { Conversation } from "../core/conversation/conversation.ts";
import { inboxesOf } from "../core/conversation/inboxes-of.ts";
import { inboxOfForwardLocalPart } from "../core/conversation/route.ts";
import { limits } from "../core/limits.ts";
import type { NamedRecipient } from "../core/mail/named-recipients.ts";
import { recipientFields, type Route } from "../core/mail/receipt.ts";
import { conversationOfLocalPart, isReplyLocalPart } from "../core/signature.ts";
import { config } from "../runtime/config.ts";
import { log } from "../runtime/log.ts";
import { findConversation } from "../store/conversations.ts";
import { findInbox, findInboxByAddress, findInboxIds, type Inbox, listInboxes } from "../store/inboxes.ts";

/** Each inbox once, in the order of the recipients. Empty: the mail is unrouted. */
export async function findInboxes(recipients: readonly string[]): Promise<Inbox[]> {
  const found = await Promise.all(recipients.map((recipient) => inboxOfReplyAddress(recipient) ?? findInboxByAddress(recipient)));
  return eachOnce(found);
}

/** The inboxes of the first field that names any: a server's word on the way before the sender's. A catch-all counts as elsewhere. */
export async function findNamedInboxes(
  named: readonly NamedRecipient[],
): Promise<{ inboxes: Inbox[]; route: Route } | undefined> {
  const asked = named.slice(0, limits.namedRecipients);
  const addresses = [...new Set(asked.map(({ address }) => address))];
  const signed = addresses.filter(isInReplyDomain).slice(0, limits.replyToAddresses);
  const [ids, bySignature] = await Promise.all([
    findInboxIds(addresses.filter((address) => !isInReplyDomain(address))),
    Promise.all(signed.map(async (address) => [address, (await inboxOfReplyAddress(address))?.id] as const)),
  ]);
  const inboxOf = new Map([...ids, ...bySignature]);
  for (const by of recipientFields) {
    const ours = asked.filter(({ field, address }) => field === by && inboxOf.get(address)).map(({ address }) => address);
    const inboxIds = [...new Set(ours.flatMap((address) => inboxOf.get(address) ?? []))];
    const inboxes = eachOnce(await Promise.all(inboxIds.map(findInbox)));
    if (inboxes.length > 0) return { inboxes, route: { by, addresses: ours } };
  }
  return undefined;
}

/** The conversation whose signed reply address this is; undefined when it is not one of ours. */
export async function conversationOfReplyAddress(address: string): Promise<Conversation | undefined> {
  return isInReplyDomain(address) ? conversationSignedAs(address.slice(0, address.lastIndexOf("@"))) : undefined;
}

/** The same for the local part alone, wherever it stood. */
export async function conversationSignedAs(localPart: string): Promise<Conversation | undefined> {
  const conversationId = conversationOfLocalPart(localPart);
  const conversation = conversationId ? await findConversation(conversationId) : undefined;
  const isOurs = (inboxId: string) =>
    conversation !== undefined && isReplyLocalPart(config.signingKeys, localPart, inboxId, conversation.id);
  if (!conversation || inboxesOf(conversation).some(isOurs)) return conversation;
  // It names a conversation that is there, and nobody of ours has signed that.
  log.warn("reply-address.forged", { conversationId: conversation.id });
  return undefined;
}

export function isInReplyDomain(address: string): boolean {
  return address.toLowerCase().endsWith(`@${config.replyDomain}`);
}

function inboxOfReplyAddress(address: string): Promise<Inbox | undefined> | undefined {
  if (!isInReplyDomain(address)) return undefined;
  const forwardedTo = inboxOfForwardLocalPart(address.slice(0, address.lastIndexOf("@")));
  if (forwardedTo) return findInbox(forwardedTo);
  return conversationOfReplyAddress(address).then((conversation) =>
    conversation ? findInbox(conversation.inboxId) : inboxThatSigned(address.slice(0, address.lastIndexOf("@"))),
  );
}

function eachOnce(found: readonly (Inbox | undefined)[]): Inbox[] {
  const inboxes = found.filter((inbox) => inbox !== undefined);
  return inboxes.filter((inbox, index) => inboxes.findIndex(({ id }) => id === inbox.id) === index);
}

/** While all is filed again from the raw mail, an answer may come before its conversation: the signature still says whose it is. */
async function inboxThatSigned(localPart: string): Promise<Inbox | undefined> {
  const conversationId = conversationOfLocalPart(localPart);
  if (!conversationId) return undefined;
  return (await listInboxes()).find(({ id }) => isReplyLocalPart(config.signingKeys, localPart, id, conversationId));
}
