// The person who asks, with what they may do in each inbox.
import type { Viewer } from "../core/access.ts";
import { listInboxes } from "../store/inboxes.ts";
import { findMember } from "../store/members.ts";

/** Undefined when there is no such member, or they were disabled: access ends with the next request. */
export async function loadViewer(memberId: string): Promise<Viewer | undefined> {
  const [member, inboxes] = await Promise.all([findMember(memberId), listInboxes()]);
  if (!member || member.isDisabled) return undefined;
  const access = Object.fromEntries(
    inboxes.flatMap((inbox) => (inbox.access[memberId] ? [[inbox.id, inbox.access[memberId]]] : [])),
  );
  return { memberId, name: member.name, email: member.email, role: member.role, access };
}
