// A workspace's first admin and first inboxes, or a further admin when that is asked for. Safe to repeat: what is there stays.
import { Refused } from "../core/errors.ts";
import { newId } from "../runtime/ids.ts";
import { findInboxOfAddress, type Inbox } from "../store/inboxes.ts";
import { isBound, listMembers, type Member, memberOfIdentity } from "../store/members.ts";
import { saveSetUp, type SetUpRows } from "../store/set-up.ts";
import type { SetUpInput, SetUpPlan } from "./set-up-input.ts";
import { untilSaved } from "./until-saved.ts";

/** What there is now, and what of it this very call made. */
export interface SetUp {
  readonly memberId: string;
  readonly isNewAdmin: boolean;
  readonly inboxes: readonly { readonly name: string; readonly address: string; readonly isNew: boolean }[];
}

/** @throws Refused when an address is another inbox's, or a second admin was not asked for: then nothing is changed */
export async function setUpWorkspace(input: SetUpInput): Promise<SetUp> {
  return untilSaved(
    async () => {
      const { done, rows } = await decide(input);
      if (isEmpty(rows)) return done;
      return (await saveSetUp(done.memberId, rows)).isDone ? done : undefined;
    },
    () => new Error("others set up this workspace at the same time"),
  );
}

/** Refuses what `setUpWorkspace` would refuse, before an account is made for the person. Changes nothing. */
export async function checkSetUp(plan: SetUpPlan): Promise<void> {
  await decide(plan);
}

/** Is there somebody who may do everything here? */
export async function hasAdmin(): Promise<boolean> {
  return (await listMembers()).some(isAdmin);
}

async function decide(plan: SetUpPlan): Promise<{ done: SetUp; rows: SetUpRows }> {
  const { member, isBoundToIt } = await personOf(plan);
  const memberId = member?.id ?? newId("member");
  const isNewAdmin = !member || !isAdmin(member);
  if (isNewAdmin && !plan.another) await refuseSecondAdmin(plan.email);
  const wanted = await Promise.all(plan.inboxes.map((one) => inboxOf(one, memberId)));
  const { email, name, issuer, subject } = plan;
  const admin = {
    teamIds: [],
    ...member,
    id: memberId,
    email,
    name: member?.name ?? name,
    role: "admin",
    isDisabled: false,
  } as const;
  return {
    done: {
      memberId,
      isNewAdmin,
      inboxes: wanted.map(({ inbox, isNew }) => ({ name: inbox.name, address: inbox.addresses[0] ?? "", isNew })),
    },
    rows: {
      ...(isNewAdmin ? { member: admin } : {}),
      ...(isBoundToIt || subject === undefined ? {} : { identity: { issuer, subject } }),
      newInboxes: wanted.flatMap(({ inbox, isNew }) => (isNew ? [inbox] : [])),
      changedInboxes: wanted.filter(
        ({ inbox, isNew, newAddresses }) => !isNew && (newAddresses.length > 0 || inbox.access[memberId] !== "manage"),
      ),
    },
  };
}

/** The member of this identity; or the one who was invited under this address, if nobody has signed in as them yet. */
async function personOf({ issuer, subject, email }: SetUpPlan): Promise<{ member?: Member; isBoundToIt: boolean }> {
  const known = subject === undefined ? undefined : await memberOfIdentity(issuer, subject);
  if (known) return { member: known, isBoundToIt: true };
  const invited = (await listMembers()).find((member) => member.email.toLowerCase() === email);
  if (!invited) return { isBoundToIt: false };
  if (await isBound(invited.id)) {
    throw new Refused(
      "conflict",
      "set-up.other-identity",
      `${email} is a member already, who signs in with another account. Use that account, or another address.`,
    );
  }
  return { member: invited, isBoundToIt: false };
}

async function refuseSecondAdmin(email: string): Promise<void> {
  const admin = (await listMembers()).find(isAdmin);
  if (!admin) return;
  throw new Refused(
    "conflict",
    "set-up.has-admin",
    `This workspace has an admin already: ${admin.email}. To make ${email} another one, say so with --another.`,
  );
}

interface Wanted {
  readonly inbox: Inbox;
  readonly isNew: boolean;
  /** Addresses that this inbox, which is there, gets besides those it has. */
  readonly newAddresses: readonly string[];
}

/** The inbox of this name that has the first of these addresses, or a new one. */
async function inboxOf(wanted: SetUpPlan["inboxes"][number], memberId: string): Promise<Wanted> {
  const owners = await Promise.all(wanted.addresses.map(findInboxOfAddress));
  const ours = owners[0]?.name === wanted.name ? owners[0] : undefined;
  for (const [index, owner] of owners.entries())
    if (owner && owner.id !== ours?.id) throw taken(wanted.addresses[index] ?? "", owner);
  if (ours)
    return { inbox: ours, isNew: false, newAddresses: wanted.addresses.filter((_, index) => owners[index] === undefined) };
  return { inbox: { id: newId("inbox"), ...wanted, access: { [memberId]: "manage" } }, isNew: true, newAddresses: [] };
}

function taken(address: string, { name }: Inbox): Refused {
  return new Refused(
    "conflict",
    "set-up.address-taken",
    `${address} belongs to the inbox "${name}". Give the inbox that name, or another address.`,
  );
}

function isAdmin({ role, isDisabled }: Member): boolean {
  return role === "admin" && !isDisabled;
}

function isEmpty({ member, identity, newInboxes, changedInboxes }: SetUpRows): boolean {
  return !member && !identity && newInboxes.length === 0 && changedInboxes.length === 0;
}
