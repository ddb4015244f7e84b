// Members and teams: who may sign in, and whom work is given to.
import type { Role } from "../core/access.ts";
import { keys, table } from "./keys.ts";
import { getRow, queryRows, type Row, transact, type Write, write } from "./table.ts";

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly teamIds: readonly string[];
  readonly isDisabled: boolean;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly memberIds: readonly string[];
}

export async function listMembers(): Promise<Member[]> {
  return (await listAll(keys.member("").pk)).map(memberOf);
}

export async function findMember(memberId: string): Promise<Member | undefined> {
  const row = await getRow(keys.member(memberId));
  return row && memberOf(row);
}

export async function saveMember(member: Member): Promise<void> {
  await write(memberWrite(member));
}

export function memberWrite(member: Member): Write {
  return { put: { ...member, ...keys.member(member.id), type: "member", v: 1 } };
}

export async function listTeams(): Promise<Team[]> {
  return (await listAll(keys.team("").pk)).map((row) => {
    const { pk: _pk, sk: _sk, type: _type, v: _v, ...team } = row;
    return team as unknown as Team;
  });
}

export async function saveTeam(team: Team): Promise<void> {
  await write({ put: { ...team, ...keys.team(team.id), type: "team", v: 1 } });
}

/** The member whom an issuer's subject was bound to. */
export async function memberOfIdentity(issuer: string, subject: string): Promise<Member | undefined> {
  const row = await getRow(keys.identity(issuer, subject));
  return row ? findMember(String(row.memberId)) : undefined;
}

/**
 * Binds an issuer's subject to a member, once: false when either already has a binding.
 * An identity is (issuer, subject) and never an email address, which people change and reuse.
 */
export async function bindIdentity(issuer: string, subject: string, memberId: string): Promise<boolean> {
  return (await transact(identityWrites(issuer, subject, memberId))).isDone;
}

export function identityWrites(issuer: string, subject: string, memberId: string): Write[] {
  const identity = { ...keys.identity(issuer, subject), type: "identity", v: 1, memberId };
  const binding = { ...keys.bindingOf(memberId), type: "binding", v: 1, issuer, subject };
  return [
    { put: identity, unlessThere: true },
    { put: binding, unlessThere: true },
  ];
}

/** True when some identity has been bound to this member. */
export async function isBound(memberId: string): Promise<boolean> {
  return (await getRow(keys.bindingOf(memberId))) !== undefined;
}

async function listAll(partition: string): Promise<Row[]> {
  return queryRows({ partitionKey: table.partitionKey, sortKey: table.sortKey, partition, limit: 1000 });
}

function memberOf(row: Row): Member {
  const { pk: _pk, sk: _sk, type: _type, v: _v, ...member } = row;
  return member as unknown as Member;
}
