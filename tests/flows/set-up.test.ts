// The first admin and the first inboxes of a deployed workspace, through the function that makes them.
import { beforeEach, afterEach, describe, expect, test } from "vitest";
import { memberOfClaims } from "../../functions/auth/identity.ts";
import { handler, type SetUpAnswer } from "../../functions/set-up/set-up.ts";
import { newId } from "../../functions/runtime/ids.ts";
import { findInboxByAddress, listInboxes, saveInbox } from "../../functions/store/inboxes.ts";
import { listMembers, memberOfIdentity, saveMember } from "../../functions/store/members.ts";
import { measureCapacity } from "../../functions/store/capacity.ts";
import { startWorkspace, type Workspace } from "../store/workspace.ts";

const issuer = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool";
const support = { name: "Support", addresses: ["support@acme.test"], displayName: "Acme Support" };
const sales = { name: "Sales", addresses: ["sales@acme.test", "sales@in.acme.test"], displayName: "Acme Sales" };
const ana = { issuer, subject: "sub-ana", email: "ana@acme.test", name: "Ana Ferrer", inboxes: [support, sales] };
const beto = { issuer, subject: "sub-beto", email: "beto@acme.test", name: "Beto Núñez", inboxes: [] };

const setUp = (input: Record<string, unknown>) => handler({ ask: "set-up", ...input });
const codeOf = (answer: SetUpAnswer) => ("refused" in answer ? answer.refused.code : "not refused");
const sentenceOf = (answer: SetUpAnswer) => ("refused" in answer ? answer.refused.sentence : "not refused");
const everything = async () => ({ members: await listMembers(), inboxes: await listInboxes() });

let workspace: Workspace;
beforeEach(async () => {
  workspace = await startWorkspace({ isEmpty: true });
});
afterEach(() => workspace.stop());

describe("an empty workspace", () => {
  test("gets its admin, bound at once, and inboxes that they manage", async () => {
    expect(await handler({ ask: "has-admin" })).toEqual({ hasAdmin: false });
    const answer = await setUp(ana);
    const [member] = await listMembers();
    expect(member).toMatchObject({ email: "ana@acme.test", name: "Ana Ferrer", role: "admin", isDisabled: false, teamIds: [] });
    expect(answer).toEqual({
      done: {
        memberId: member?.id,
        isNewAdmin: true,
        inboxes: [
          { name: "Support", address: "support@acme.test", isNew: true },
          { name: "Sales", address: "sales@acme.test", isNew: true },
        ],
      },
    });
    expect(await memberOfIdentity(issuer, "sub-ana")).toEqual(member);
    const inboxes = await listInboxes();
    expect(inboxes.map(({ access }) => access)).toEqual([{ [member?.id ?? ""]: "manage" }, { [member?.id ?? ""]: "manage" }]);
    expect((await findInboxByAddress("sales@in.acme.test"))?.addresses[0], "answers go out from the first").toBe(
      "sales@acme.test",
    );
    expect(await handler({ ask: "has-admin" })).toEqual({ hasAdmin: true });
  });

  test("binds the identity and not the address: who signs in with the same address elsewhere is a stranger", async () => {
    await setUp(ana);
    const claims = { iss: issuer, aud: "page", exp: 0, iat: 0, email: "ana@acme.test", email_verified: true };
    expect((await memberOfClaims({ ...claims, sub: "sub-ana" })).email).toBe("ana@acme.test");
    await expect(memberOfClaims({ ...claims, sub: "sub-somebody" })).rejects.toMatchObject({ code: "sign-in.not-a-member" });
  });

  test("is looked at without a change, before the person has an account", async () => {
    const { subject: _none, ...plan } = ana;
    expect(await handler({ ask: "check", ...plan })).toEqual({ isAllowed: true });
    expect(await everything()).toEqual({ members: [], inboxes: [] });
  });

  test("writes addresses in one spelling", async () => {
    await setUp({ ...ana, email: "Ana@ACME.test", inboxes: [{ ...support, addresses: ["Support@Acme.TEST"] }] });
    expect((await listInboxes())[0]?.addresses).toEqual(["support@acme.test"]);
    expect((await listMembers())[0]?.email).toBe("ana@acme.test");
  });
});

describe("done again", () => {
  test("with the same input nothing is written", async () => {
    await setUp(ana);
    const before = await everything();
    const { result, used } = await measureCapacity(() => setUp(ana));
    expect(result).toMatchObject({ done: { isNewAdmin: false, inboxes: [{ isNew: false }, { isNew: false }] } });
    expect(used.writes).toBe(0);
    expect(await everything()).toEqual(before);
  });

  test("at the same instant makes one admin and each inbox once", async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => setUp(ana)));
    expect(answers.filter((answer) => "done" in answer && answer.done.isNewAdmin)).toHaveLength(1);
    const { members, inboxes } = await everything();
    expect([members.length, inboxes.length]).toEqual([1, 2]);
  });

  test("with a further inbox and a further address adds them, and leaves the rest", async () => {
    await setUp({ ...ana, inboxes: [support] });
    await setUp({ ...ana, inboxes: [{ ...support, addresses: ["support@acme.test", "support@in.acme.test"] }, sales] });
    const inboxes = await listInboxes();
    expect(inboxes.map(({ name, addresses }) => [name, addresses])).toEqual([
      ["Support", ["support@acme.test", "support@in.acme.test"]],
      ["Sales", ["sales@acme.test", "sales@in.acme.test"]],
    ]);
    expect((await findInboxByAddress("support@in.acme.test"))?.name).toBe("Support");
  });

  test("keeps who else may use an inbox", async () => {
    await setUp({ ...ana, inboxes: [] });
    await saveInbox({ id: newId("inbox"), ...support, access: { mem_other: "reply" } });
    await setUp(ana);
    expect((await findInboxByAddress("support@acme.test"))?.access).toEqual({
      mem_other: "reply",
      [(await listMembers())[0]?.id ?? ""]: "manage",
    });
  });
});

describe("another admin", () => {
  test("is refused with the name of the one there is, unless asked for", async () => {
    await setUp(ana);
    const before = await everything();
    const answer = await setUp(beto);
    expect(codeOf(answer)).toBe("set-up.has-admin");
    expect(sentenceOf(answer)).toMatch(/ana@acme\.test.*beto@acme\.test another one.*--another/);
    expect(codeOf(await handler({ ask: "check", ...beto }))).toBe("set-up.has-admin");
    expect(await everything()).toEqual(before);
  });

  test("asked for, is added, and manages what they were given", async () => {
    await setUp(ana);
    expect(await setUp({ ...beto, another: true, inboxes: [support] })).toMatchObject({ done: { isNewAdmin: true } });
    const member = await memberOfIdentity(issuer, "sub-beto");
    expect(member?.role).toBe("admin");
    expect((await findInboxByAddress("support@acme.test"))?.access[member?.id ?? ""]).toBe("manage");
    expect((await findInboxByAddress("sales@acme.test"))?.access).not.toHaveProperty(member?.id ?? "");
  });

  test("may be an agent who was invited: they keep their id, and their identity is bound", async () => {
    await setUp(ana);
    const invited = { ...beto, id: newId("member"), role: "agent", teamIds: ["tea_1"], isDisabled: false } as const;
    const { issuer: _i, subject: _s, inboxes: _b, ...member } = invited;
    await saveMember(member);
    await setUp({ ...beto, another: true });
    expect(await memberOfIdentity(issuer, "sub-beto")).toEqual({ ...member, role: "admin" });
  });

  test("is not a member who signs in with another account", async () => {
    await setUp(ana);
    const answer = await setUp({ ...ana, subject: "sub-other", another: true });
    expect(codeOf(answer)).toBe("set-up.other-identity");
    expect(await memberOfIdentity(issuer, "sub-other")).toBeUndefined();
  });

  test("needs no asking when the only one was disabled", async () => {
    await setUp(ana);
    const [member] = await listMembers();
    if (member) await saveMember({ ...member, isDisabled: true });
    expect(await handler({ ask: "has-admin" })).toEqual({ hasAdmin: false });
    expect(await setUp(beto)).toMatchObject({ done: { isNewAdmin: true } });
  });
});

describe("an address", () => {
  test.each([["support@acme.test"], ["sales@in.acme.test"]])(
    "%s that another inbox has is refused, and nothing is made",
    async (address) => {
      await setUp(ana);
      const before = await everything();
      const help = { name: "Help", addresses: ["help@acme.test", address], displayName: "Help" };
      const answer = await setUp({ ...ana, inboxes: [{ ...support, name: "New", addresses: ["new@acme.test"] }, help] });
      expect(codeOf(answer)).toBe("set-up.address-taken");
      expect(sentenceOf(answer)).toMatch(/belongs to the inbox "(Support|Sales)"/);
      expect(await everything()).toEqual(before);
    },
  );
});

describe("input", () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    ["no subject", { subject: undefined }, /subject/],
    ["an issuer that is no address", { issuer: "cognito" }, /issuer/],
    ["an email that is none", { email: "ana" }, /email address/],
    ["a name of two lines", { name: "Ana\nBcc: all" }, /name: One line/],
    ["no name", { name: "  " }, /name/],
    ["an inbox without an address", { inboxes: [{ ...support, addresses: [] }] }, /inboxes\.0\.addresses: An inbox needs/],
    [
      "an inbox with a catch-all only",
      { inboxes: [{ ...support, addresses: ["*@acme.test"] }] },
      /cannot answer from a catch-all/,
    ],
    ["an address in two inboxes", { inboxes: [support, { ...sales, addresses: ["SUPPORT@acme.test"] }] }, /one inbox/],
    ["two inboxes of one name", { inboxes: [support, { ...sales, name: "Support" }] }, /name of its own/],
    ["more than is said", { role: "owner" }, /role|key/i],
    [
      "too many inboxes",
      { inboxes: Array.from({ length: 16 }, (_, n) => ({ ...support, addresses: [`a${n}@acme.test`] })) },
      /inboxes/,
    ],
  ])("%s is refused in a sentence", async (_what, wrong, sentence) => {
    const answer = await setUp({ ...ana, ...wrong });
    expect(codeOf(answer)).toBe("set-up.invalid");
    expect(sentenceOf(answer)).toMatch(sentence);
    expect(await everything()).toEqual({ members: [], inboxes: [] });
  });

  test("the most that is allowed is one transaction", async () => {
    const inboxes = Array.from({ length: 15 }, (_, n) => ({
      ...support,
      name: `Inbox ${n}`,
      addresses: Array.from({ length: 5 }, (_each, m) => `a${n}-${m}@acme.test`),
    }));
    expect(await setUp({ ...ana, inboxes })).toMatchObject({ done: { isNewAdmin: true } });
    expect(await listInboxes()).toHaveLength(15);
  });

  test.each([undefined, {}, { ask: "drop" }, "set-up"])("%j is no question", async (event) => {
    expect(codeOf(await handler(event))).toBe("set-up.invalid");
  });
});
