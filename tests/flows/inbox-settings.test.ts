// What an inbox's managers decide about it: who may change it, who may read it, what is refused, and what two do at once.
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { defaultSettings } from "../../functions/core/inbox/settings.ts";
import { findInbox, saveInbox } from "../../functions/store/inboxes.ts";
import { type ApiMember, signIn } from "../helpers/api.ts";
import { startTestPlatform, type TestPlatform } from "../helpers/platform.ts";
import { textMail } from "../helpers/text-mail.ts";

let platform: TestPlatform;
let manager: ApiMember;
let agent: ApiMember;
let reader: ApiMember;
let stranger: ApiMember;
let support: string;
let sales: string;

beforeAll(async () => {
  platform = await startTestPlatform();
  [manager, agent, reader, stranger] = await Promise.all([
    signIn(platform.url, "ana@acme.test"),
    signIn(platform.url, "beto@acme.test"),
    signIn(platform.url, "dario@acme.test"),
    signIn(platform.url, "elena@acme.test"),
  ]);
  const { items } = (await manager.get<{ items: { id: string; name: string }[] }>("/inboxes")).body;
  const idOf = (name: string) => items.find((inbox) => inbox.name === name)?.id ?? "";
  support = idOf("Support");
  sales = idOf("Sales");
  // They manage another inbox, so it is Support itself that refuses them.
  const inbox = (await findInbox(sales)) ?? neverThere();
  const [beto, elena] = await Promise.all([agent, stranger].map(async (who) => (await who.get<{ id: string }>("/me")).body.id));
  await saveInbox({ ...inbox, access: { ...inbox.access, [beto ?? ""]: "manage", [elena ?? ""]: "manage" } });
  return () => platform.stop();
});

/** As on the first day: nobody has decided anything. */
beforeEach(async () => {
  const { id, name, addresses, displayName, access } = (await findInbox(support)) ?? neverThere();
  await saveInbox({ id, name, addresses, displayName, access });
});

const read = (who: ApiMember, inbox = support) => who.get(`/inboxes/${inbox}/settings`);
const change = (who: ApiMember, settings: unknown, inbox = support) =>
  who.call<Record<string, unknown>>("PATCH", `/inboxes/${inbox}/settings`, settings);

describe("deciding", () => {
  test("a manager changes some; the answer is all of them, and so is what everybody reads from then on", async () => {
    const wanted = { ...defaultSettings, reopening: "within", reopeningDays: 14, numberPlace: "before", spamDays: 0 };
    const answer = await change(manager, { reopening: "within", reopeningDays: 14, numberPlace: "before", spamDays: 0 });
    expect(answer).toMatchObject({ status: 200, body: wanted });
    for (const who of [manager, agent, reader]) expect((await read(who)).body).toEqual(wanted);
  });

  test("what is left out stays as it is, and another inbox is not touched", async () => {
    await change(manager, { quoting: "all", takesForwards: false });
    await change(manager, { quoting: "nothing" });
    await change(manager, {});
    expect((await read(manager)).body).toEqual({ ...defaultSettings, quoting: "nothing", takesForwards: false });
    expect((await read(manager, sales)).body).toEqual(defaultSettings);
  });

  test("every setting takes every value it names", async () => {
    const values = {
      isReplyToSender: [true, false],
      takesForwards: [false, true],
      reopening: ["within", "never", "always"],
      reopeningDays: [1, 3650],
      ownerOnReopening: ["dropped", "kept"],
      numberPlace: ["before", "after", "nowhere"],
      quoting: ["nothing", "all", "last"],
      spamDays: [0, 3650],
    };
    expect(Object.keys(values).sort()).toEqual(Object.keys(defaultSettings).sort());
    for (const [name, all] of Object.entries(values)) {
      for (const value of all) expect((await change(manager, { [name]: value })).body).toMatchObject({ [name]: value });
    }
  });

  test("two managers who change different settings at once both win", async () => {
    await Promise.all([
      change(manager, { reopening: "never" }),
      change(manager, { numberPlace: "after" }),
      change(manager, { quoting: "nothing" }),
      change(manager, { spamDays: 7 }),
    ]);
    expect((await read(manager)).body).toEqual({
      ...defaultSettings,
      reopening: "never",
      numberPlace: "after",
      quoting: "nothing",
      spamDays: 7,
    });
  });

  test("the inbox goes on as the inbox it was: name, addresses, members, mail", async () => {
    const before = await findInbox(support);
    await change(manager, { isReplyToSender: false });
    expect(await findInbox(support)).toEqual({ ...before, isReplyToSender: false });
    await platform.deliver(textMail({ subject: "Still here" }), { to: "support@acme.test" });
    expect((await agent.find("Still here")).conversation.inboxId).toBe(support);
  });
});

describe("a setting that a row does not know", () => {
  test("has its default, all of them on a row from before there were any", async () => {
    expect(Object.keys((await findInbox(support)) ?? {})).not.toContain("reopening");
    expect((await read(manager)).body).toEqual(defaultSettings);
  });

  test("has its default beside those that were decided", async () => {
    await saveInbox({ ...((await findInbox(support)) ?? neverThere()), reopening: "never" });
    expect((await read(manager)).body).toEqual({ ...defaultSettings, reopening: "never" });
  });
});

describe("who may", () => {
  test.each([
    ["who answers mail here and manages another inbox", () => agent, "access.denied"],
    ["who manages none", () => reader, "permission.missing"],
  ])("%s is refused, and nothing is changed", async (_name, who, code) => {
    const refused = await change(who(), { reopening: "never" });
    expect(refused).toMatchObject({ status: 403, body: { code, message: expect.stringMatching(/\.$/) } });
    expect((await read(who())).body).toEqual(defaultSettings);
  });

  test("to whom the inbox is not there, its settings are not there either", async () => {
    const missing = { status: 404, body: { code: "inbox.missing" } };
    expect(await read(stranger)).toMatchObject(missing);
    expect(await change(stranger, { reopening: "never" })).toMatchObject(missing);
    expect(await read(stranger, "inb_nowhere")).toMatchObject(missing);
  });

  test("the list of members says whom to ask, for the inboxes that one may read", async () => {
    const managers = async (who: ApiMember, inbox: string) => {
      const { items } = (await who.get<{ items: { name: string; manages: string[] }[] }>("/members")).body;
      return items.filter(({ manages }) => manages.includes(inbox)).map(({ name }) => name.split(" ")[0]);
    };
    expect(await managers(reader, support)).toEqual(["Ana"]);
    expect((await managers(reader, sales)).sort()).toEqual(["Ana", "Beto", "Elena"]);
    expect(await managers(stranger, support)).toEqual([]);
  });
});

describe("refused, with a sentence", () => {
  const days = "Say whole days, from 1 to 3650.";
  test.each([
    ["an unknown field", { colour: "red" }, "input.unknown-field", 'There is no field "colour" here.'],
    ["a field of the inbox that is no setting", { access: {} }, "input.unknown-field", 'There is no field "access" here.'],
    ["a word that is none of the choices", { reopening: "sometimes" }, "input.wrong-value", /The field "reopening" must be/],
    ["a word for a number", { reopeningDays: "14" }, "input.wrong-value", /The field "reopeningDays" must be a number/],
    ["no day at all", { reopeningDays: 0 }, "input.wrong-value", days],
    ["half a day", { reopeningDays: 1.5 }, "input.wrong-value", days],
    ["more days than anybody counts", { reopeningDays: 3651 }, "input.wrong-value", days],
    ["days below none", { spamDays: -1 }, "input.wrong-value", "Say whole days, from 0 to 3650."],
    ["yes for true", { takesForwards: "yes" }, "input.wrong-value", /The field "takesForwards" must be/],
    ["nothing for something", { quoting: null }, "input.wrong-value", /The field "quoting" must be/],
  ])("%s", async (_name, input, code, message) => {
    const refused = await change(manager, input);
    expect(refused).toMatchObject({
      status: 400,
      body: { code, message: expect.stringMatching(message), details: { field: Object.keys(input)[0] } },
    });
    expect((await read(manager)).body).toEqual(defaultSettings);
  });

  test("one wrong value among good ones: none is kept", async () => {
    expect((await change(manager, { reopening: "never", spamDays: -1 })).status).toBe(400);
    expect((await read(manager)).body).toEqual(defaultSettings);
  });
});

function neverThere(): never {
  throw new Error("there is no such inbox");
}
