// Gives a conversation to a member who can work in its inbox.
import * as v from "valibot";
import { mayBeAssigned, type Viewer } from "../core/access.ts";
import { assign } from "../core/conversation/state.ts";
import { Refused } from "../core/errors.ts";
import { findInbox } from "../store/inboxes.ts";
import { findMember } from "../store/members.ts";
import { changeConversation } from "./change-conversation.ts";
import { loadConversation } from "./load-conversation.ts";

/** `expectedOwner`: whom the person saw as owner (null: nobody). Given, a conversation taken in the meantime is refused. */
export const assignmentInput = v.strictObject({
  memberId: v.pipe(v.string(), v.nonEmpty(), v.maxLength(40)),
  expectedOwner: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(40)))),
});
export type AssignmentInput = v.InferOutput<typeof assignmentInput>;

export async function assignConversation(viewer: Viewer, conversationId: string, input: AssignmentInput): Promise<void> {
  const { inboxId } = await loadConversation(viewer, conversationId, "conversation.assign");
  const [member, inbox] = await Promise.all([findMember(input.memberId), findInbox(inboxId)]);
  if (!member || member.isDisabled || !mayBeAssigned(inbox?.access[input.memberId])) {
    throw new Refused("invalid", "assignment.member", "This member cannot work in the conversation's inbox.", {
      field: "memberId",
    });
  }
  await changeConversation(viewer, conversationId, "conversation.assign", (conversation, by, at) =>
    assign(conversation, member, by, at, input.expectedOwner),
  );
}
