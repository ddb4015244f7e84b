// What people correct about a conversation: its subject here, and whom it is with.
import * as v from "valibot";
import type { Viewer } from "../core/access.ts";
import { changeContact, changeSubject } from "../core/conversation/state.ts";
import { subjectOf } from "../core/conversation/summary.ts";
import { Refused } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { isWellFormedAddress } from "../core/mail/address.ts";
import { changeConversation } from "./change-conversation.ts";

export const subjectInput = v.strictObject({
  subject: v.pipe(v.string(), v.trim(), v.nonEmpty("A subject needs some text."), v.maxLength(limits.subjectChars)),
});
export type SubjectInput = v.InferOutput<typeof subjectInput>;

export const contactInput = v.strictObject({
  address: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(limits.addressChars)),
  name: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200)), ""),
});
export type ContactInput = v.InferOutput<typeof contactInput>;

export function editSubject(viewer: Viewer, conversationId: string, { subject }: SubjectInput): Promise<void> {
  return changeConversation(viewer, conversationId, "conversation.edit", (conversation) =>
    changeSubject(conversation, subjectOf(subject)),
  );
}

export function editContact(viewer: Viewer, conversationId: string, { address, name }: ContactInput): Promise<void> {
  if (!isWellFormedAddress(address)) {
    throw new Refused("invalid", "contact.address", "That is no address that mail can be sent to. Check it.", {
      field: "address",
    });
  }
  return changeConversation(viewer, conversationId, "conversation.edit", (conversation) =>
    changeContact(conversation, { name, address }),
  );
}
