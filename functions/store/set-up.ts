// A workspace's first rows: an admin with their identity, and inboxes with their addresses. All of them, or none.
import { addressWrites, type Inbox, inboxWrites } from "./inboxes.ts";
import { keys } from "./keys.ts";
import { identityWrites, type Member, memberWrite } from "./members.ts";
import { type Outcome, transact, type Write } from "./table.ts";

export interface SetUpRows {
  readonly member?: Member;
  /** Absent when this identity is the member's already. */
  readonly identity?: { readonly issuer: string; readonly subject: string };
  readonly newInboxes: readonly Inbox[];
  /** Inboxes that are there and change: they get this member as their manager, and perhaps further addresses. */
  readonly changedInboxes: readonly { readonly inbox: Inbox; readonly newAddresses: readonly string[] }[];
}

/** Not done when an identity, a binding or an address is somebody else's by now. */
export function saveSetUp(memberId: string, { member, identity, newInboxes, changedInboxes }: SetUpRows): Promise<Outcome> {
  return transact([
    ...(member ? [memberWrite(member)] : []),
    ...(identity ? identityWrites(identity.issuer, identity.subject, memberId) : []),
    ...newInboxes.flatMap((inbox) => inboxWrites(inbox, { unlessThere: true })),
    ...changedInboxes.flatMap(({ inbox, newAddresses }) => changeWrites(inbox, newAddresses, memberId)),
  ]);
}

/** By attribute, so that what others change in the inbox at the same instant stays. */
function changeWrites({ id, addresses }: Inbox, newAddresses: readonly string[], memberId: string): Write[] {
  const isLonger = newAddresses.length > 0;
  const values = { [`access.${memberId}`]: "manage", ...(isLonger ? { addresses: [...addresses, ...newAddresses] } : {}) };
  const change: Write = { set: keys.inbox(id), values };
  // The list is written whole, so it must be the one that was read.
  const unlessChanged = isLonger ? { ...change, when: { path: "addresses", equals: addresses } } : change;
  return [unlessChanged, ...addressWrites(newAddresses, id, { unlessThere: true })];
}
