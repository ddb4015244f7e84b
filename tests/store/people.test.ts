// Members, teams, inboxes and their addresses, and whose sign-in is whose.
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../functions/runtime/ids.ts";
import { findInbox, findInboxByAddress, type Inbox, listInboxes, saveInbox } from "../../functions/store/inboxes.ts";
import {
  bindIdentity,
  findMember,
  listMembers,
  listTeams,
  type Member,
  memberOfIdentity,
  saveMember,
  saveTeam,
} from "../../functions/store/members.ts";
import { startWorkspace } from "./workspace.ts";

beforeAll(async () => (await startWorkspace()).stop);

const issuer = "https://issuer.example";

async function newMember(with_: Partial<Member> = {}): Promise<Member> {
  const id = newId("member");
  const member = { id, name: "Noor", email: "noor@acme.test", role: "agent", teamIds: [], isDisabled: false, ...with_ } as const;
  await saveMember(member);
  return member;
}

async function newInbox(...addresses: string[]): Promise<Inbox> {
  const inbox = { id: newId("inbox"), name: "New", addresses, displayName: "Acme", access: { mem_1: "reply" } } as const;
  await saveInbox(inbox);
  return inbox;
}

describe("members and teams", () => {
  test("come back as they were, alone and in the list", async () => {
    const member = await newMember({ teamIds: ["tea_1", "tea_2"], isDisabled: true, role: "admin" });
    expect(await findMember(member.id)).toEqual(member);
    expect(await listMembers()).toContainEqual(member);
    const team = { id: newId("team"), name: "Night", memberIds: [member.id] };
    await saveTeam(team);
    expect(await listTeams()).toContainEqual(team);
  });

  test("saved again are changed, not doubled", async () => {
    const member = await newMember();
    await saveMember({ ...member, isDisabled: true });
    expect((await listMembers()).filter(({ id }) => id === member.id)).toEqual([{ ...member, isDisabled: true }]);
  });
});

describe("an identity", () => {
  test("is bound to one member, once", async () => {
    const [one, other] = [await newMember(), await newMember()];
    expect(await memberOfIdentity(issuer, "sub-1")).toBeUndefined();
    expect(await bindIdentity(issuer, "sub-1", one.id)).toBe(true);
    expect(await bindIdentity(issuer, "sub-1", other.id), "the subject has a member").toBe(false);
    expect(await bindIdentity(issuer, "sub-2", one.id), "the member has a subject").toBe(false);
    expect(await memberOfIdentity(issuer, "sub-1")).toEqual(one);
    expect(await memberOfIdentity(issuer, "sub-2")).toBeUndefined();
  });

  test("claimed by ten first sign-ins at once is one member's", async () => {
    const member = await newMember();
    const subjects = Array.from({ length: 10 }, (_, index) => `racer-${index}`);
    const bound = await Promise.all(subjects.map((subject) => bindIdentity(issuer, subject, member.id)));
    expect(bound.filter(Boolean)).toHaveLength(1);
  });

  test("is the issuer and the subject together", async () => {
    const member = await newMember();
    await bindIdentity(issuer, "shared", member.id);
    expect(await memberOfIdentity("https://other.example", "shared")).toBeUndefined();
    expect(await memberOfIdentity(`${issuer} `, "shared")).toBeUndefined();
  });
});

describe("an inbox", () => {
  test("comes back as it was, alone and in the list", async () => {
    const inbox = await newInbox("whole@acme.test", "whole.too@acme.test");
    expect(await findInbox(inbox.id)).toEqual(inbox);
    expect(await listInboxes()).toContainEqual(inbox);
  });

  test("is found by each of its addresses, in any case and with any label", async () => {
    const inbox = await newInbox("Help@acme.test", "hilfe@acme.test");
    for (const address of ["help@acme.test", "HELP@ACME.TEST", "hilfe@acme.test", "help+order-7@acme.test"])
      expect(await findInboxByAddress(address), address).toEqual(inbox);
    expect(await findInboxByAddress("helper@acme.test")).toBeUndefined();
  });

  test("with a catch-all gets what no other address of that domain does", async () => {
    const [all, one] = [await newInbox("*@catch.test"), await newInbox("billing@catch.test")];
    expect((await findInboxByAddress("anything@catch.test"))?.id).toBe(all.id);
    expect((await findInboxByAddress("billing@catch.test"))?.id).toBe(one.id);
    expect(await findInboxByAddress("anything@sub.catch.test")).toBeUndefined();
  });
});
