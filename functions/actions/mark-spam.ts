// Spam and not spam. Who is said not to be spam is believed from then on.
import * as v from "valibot";
import type { Viewer } from "../core/access.ts";
import { markSpam, unmarkSpam } from "../core/conversation/state.ts";
import { domainOf, isWellFormedAddress } from "../core/mail/address.ts";
import { changeConversation } from "./change-conversation.ts";
import { loadConversation } from "./load-conversation.ts";
import { setSender } from "./senders.ts";

/** `block`: also what the contact sends from now on, or their whole domain. */
export const spamInput = v.strictObject({ block: v.optional(v.picklist(["address", "domain"])) });
export type SpamInput = v.InferOutput<typeof spamInput>;

export async function markConversationSpam(viewer: Viewer, conversationId: string, { block }: SpamInput): Promise<void> {
  const { contact, inboxId } = await loadConversation(viewer, conversationId, "conversation.spam");
  const pattern = block === "domain" ? `@${domainOf(contact.address)}` : contact.address;
  // First, so that a pattern which cannot be blocked leaves the conversation as it is.
  if (block) await setSender(viewer, inboxId, { pattern, treatment: "spam" });
  await changeConversation(viewer, conversationId, "conversation.spam", markSpam);
}

export async function markConversationNotSpam(viewer: Viewer, conversationId: string): Promise<void> {
  const { contact, inboxId, spam } = await loadConversation(viewer, conversationId, "conversation.spam");
  if (spam && isWellFormedAddress(contact.address))
    await setSender(viewer, inboxId, { pattern: contact.address, treatment: "allowed" });
  await changeConversation(viewer, conversationId, "conversation.spam", unmarkSpam);
}
