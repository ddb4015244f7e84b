// Acme: the small company that a fresh data folder starts with. Its mail comes later, through SMTP.
import type { AccessLevel, Role } from "../functions/core/access.ts";
import { newId } from "../functions/runtime/ids.ts";
import { listInboxes, saveInbox } from "../functions/store/inboxes.ts";
import { keys } from "../functions/store/keys.ts";
import { listMembers, memberOfIdentity, saveMember, saveTeam } from "../functions/store/members.ts";
import { transact } from "../functions/store/table.ts";

type Person = keyof typeof people;

const people = {
  ana: { name: "Ana Ferrer", role: "admin", team: undefined },
  beto: { name: "Beto Núñez", role: "agent", team: "Support" },
  carla: { name: "Carla Ricci", role: "agent", team: "Support" },
  dario: { name: "Dario Conti", role: "agent", team: "Sales" },
  elena: { name: "Elena Park", role: "agent", team: "Sales" },
} as const satisfies Record<string, { name: string; role: Role; team: string | undefined }>;

const inboxes: readonly { name: string; address: string; access: Partial<Record<Person, AccessLevel>> }[] = [
  { name: "Support", address: "support@acme.test", access: { ana: "manage", beto: "reply", carla: "reply", dario: "read" } },
  { name: "Sales", address: "sales@acme.test", access: { ana: "manage", dario: "reply", elena: "reply" } },
  { name: "Jobs", address: "jobs@acme.test", access: { ana: "manage", elena: "comment" } },
];

/** Seeds a table that has no inboxes. True when it did. */
export async function seedWorkspace(): Promise<boolean> {
  if ((await listInboxes()).length > 0) return false;
  const names = Object.keys(people) as Person[];
  const memberIds = Object.fromEntries(names.map((name) => [name, newId("member")])) as Record<Person, string>;
  const teamIds: Record<string, string> = { Support: newId("team"), Sales: newId("team") };
  for (const name of names) {
    const { team, role, name: fullName } = people[name];
    const teamId = team && teamIds[team];
    const email = `${name}@acme.test`;
    await saveMember({ id: memberIds[name], name: fullName, email, role, teamIds: teamId ? [teamId] : [], isDisabled: false });
  }
  for (const [name, id] of Object.entries(teamIds)) {
    const inIt = names.filter((person) => people[person].team === name);
    await saveTeam({ id, name, memberIds: inIt.map((person) => memberIds[person]) });
  }
  for (const { name, address, access } of inboxes) {
    const byId = Object.fromEntries(Object.entries(access).map(([person, level]) => [memberIds[person as Person], level]));
    await saveInbox({ id: newId("inbox"), name, addresses: [address], displayName: `Acme ${name}`, access: byId });
  }
  return true;
}

/**
 * Binds every member to the local issuer, whose subjects are the members' ids. Its address has the port in it, so with
 * another PORT the bindings of the last start are replaced.
 */
export async function bindMembers(issuer: string): Promise<void> {
  for (const { id: memberId } of await listMembers()) {
    if (await memberOfIdentity(issuer, memberId)) continue;
    await transact([
      { put: { ...keys.identity(issuer, memberId), type: "identity", v: 1, memberId } },
      { put: { ...keys.bindingOf(memberId), type: "binding", v: 1, issuer, subject: memberId } },
    ]);
  }
}
