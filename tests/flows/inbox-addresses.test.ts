// Addresses of an inbox: added and removed by its managers, none of them twice, and the list and the rows agree whatever happens at once.
import { describe, expect, test } from "vitest";
import type { Receiving } from "../../functions/core/inbox/receiving.ts";
import { setUpWorkspace } from "../../functions/actions/set-up-workspace.ts";
import { limits } from "../../functions/core/limits.ts";
import { findInbox, findInboxByAddress, saveInbox } from "../../functions/store/inboxes.ts";
import { saveSetUp } from "../../functions/store/set-up.ts";
import { ana, platform, sales, support } from "../helpers/acme.ts";
import { type TextMail, textMail } from "../helpers/text-mail.ts";

let index = 0;

const add = (address: string, inbox = support) => ana.put(`/inboxes/${inbox}/addresses/${encodeURIComponent(address)}`);
const drop = (address: string, inbox = support) => ana.remove(`/inboxes/${inbox}/addresses/${encodeURIComponent(address)}`);
const addresses = async (inbox = support) =>
  (await ana.get<Receiving>(`/inboxes/${inbox}/receiving`)).body.addresses.map(({ address }) => address);
const arrives = (to: string, mail: TextMail = {}) =>
  platform.deliver(textMail({ subject: `Mail ${++index}`, messageId: `mail-${index}@client.example`, ...mail }), { to });

describe("addresses of an inbox", () => {
  test("are added and removed by its managers, and mail follows", async () => {
    expect((await add("Help@Acme.test")).status).toBe(204);
    expect(await addresses()).toEqual(["support@acme.test", "help@acme.test"]);
    await arrives("help@acme.test", { subject: "To help" });
    expect((await ana.find("To help")).conversation.inboxId).toBe(support);
    expect((await drop("HELP@acme.test")).status).toBe(204);
    expect(await addresses()).toEqual(["support@acme.test"]);
    expect(await findInboxByAddress("help@acme.test")).toBeUndefined();
    expect((await ana.find("To help")).conversation.inboxId).toBe(support);
  });

  test("done again, nothing changes", async () => {
    expect([(await add("again@acme.test")).status, (await add("again@acme.test")).status]).toEqual([204, 204]);
    expect(await addresses()).toEqual(["support@acme.test", "again@acme.test"]);
    expect([(await drop("again@acme.test")).status, (await drop("again@acme.test")).status]).toEqual([204, 204]);
    expect(await addresses()).toEqual(["support@acme.test"]);
  });

  test("keep the one that answers are sent from", async () => {
    const answer = await drop("support@acme.test");
    expect([answer.status, answer.body.code]).toEqual([409, "address.sends"]);
    expect((await findInboxByAddress("support@acme.test"))?.id).toBe(support);
  });

  test.each([
    ["nobody", "address.malformed"],
    ["a@b@c.example", "address.malformed"],
    ["a b@acme.test", "address.malformed"],
    ["x@reply.acme.test", "address.reply-domain"],
    ["*@gmail.com", "address.public-domain"],
  ])("%s is refused", async (address, code) => {
    const answer = await add(address);
    expect([answer.status, answer.body.code]).toEqual([400, code]);
  });

  test("of another inbox stay there; who may not see that inbox does not hear its name", async () => {
    const named = await add("sales@acme.test");
    expect([named.status, named.body.code]).toEqual([409, "address.taken"]);
    expect(named.body.message).toContain('the inbox "Sales"');
    const hidden = await hiddenInbox("secret@acme.test");
    const unnamed = await add("secret@acme.test");
    expect([unnamed.status, unnamed.body.code]).toEqual([409, "address.taken"]);
    expect(unnamed.body.message).not.toContain("Hidden");
    expect((await findInboxByAddress("secret@acme.test"))?.id).toBe(hidden);
  });

  test("a catch-all takes what no other address of its domain does", async () => {
    expect((await add("*@acme-shop.test")).status).toBe(204);
    await arrives("anything@acme-shop.test", { subject: "Caught" });
    expect((await ana.find("Caught")).conversation.inboxId).toBe(support);
    // Ana manages both inboxes, and so may take an address out of what one of them catches.
    expect((await add("orders@acme-shop.test", sales)).status).toBe(204);
    expect((await findInboxByAddress("orders@acme-shop.test"))?.id).toBe(sales);
  });

  test("nobody takes an address out of what an inbox catches that they do not manage", async () => {
    await hiddenInbox("all@hidden.test", "*@hidden.test");
    const answer = await add("some@hidden.test");
    expect([answer.status, answer.body.code]).toEqual([409, "address.caught"]);
    expect(answer.body.message).not.toContain("Hidden");
  });

  test("are not without end", async () => {
    const before = (await findInbox(sales)) ?? neverThere();
    const many = Array.from({ length: limits.inboxAddresses }, (_, at) => `sales-${at}@acme.test`);
    await saveInbox({ ...before, addresses: many });
    const answer = await add("one-more@acme.test", sales);
    expect([answer.status, answer.body.code]).toEqual([409, "address.too-many"]);
    await saveInbox(before);
  });
});

describe("at the same instant", () => {
  test("two inboxes want one address: one gets it, and row and list agree", async () => {
    const answers = await Promise.all([add("race@acme.test", support), add("race@acme.test", sales)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    const owner = (await findInboxByAddress("race@acme.test"))?.id ?? "";
    expect(await addresses(owner)).toContain("race@acme.test");
    expect(await addresses(owner === support ? sales : support)).not.toContain("race@acme.test");
    await drop("race@acme.test", owner);
  });

  test("several are added, removed and set up: none is lost, and each has its row", async () => {
    await add("old@acme.test");
    const fresh = Array.from({ length: 4 }, (_, at) => `fresh-${at}@acme.test`);
    const me = (await ana.get<{ id: string }>("/me")).body.id;
    const operator = {
      issuer: `${platform.url}/issuer`,
      subject: me,
      email: "ana@acme.test",
      name: "Ana Ferrer",
      another: false,
    };
    const inbox = { name: "Support", addresses: ["support@acme.test", "set-up@acme.test"], displayName: "Acme Support" };
    await Promise.all([
      ...fresh.map((address) => add(address)),
      drop("old@acme.test"),
      setUpWorkspace({ ...operator, inboxes: [inbox] }),
    ]);
    const now = await addresses();
    expect(now).toEqual(expect.arrayContaining([...fresh, "set-up@acme.test"]));
    expect(now).not.toContain("old@acme.test");
    expect(new Set(now).size).toBe(now.length);
    for (const address of now.filter((one) => !one.startsWith("*"))) {
      expect((await findInboxByAddress(address))?.id, address).toBe(support);
    }
    expect(await findInboxByAddress("old@acme.test")).toBeUndefined();
    for (const address of [...fresh, "set-up@acme.test"]) await drop(address);
  });

  test("a set-up that read an older list is told so, and changes nothing", async () => {
    const stale = (await findInbox(support)) ?? neverThere();
    await add("meanwhile@acme.test");
    const further = { inbox: stale, newAddresses: ["late@acme.test"] };
    const outcome = await saveSetUp("mem_1", { newInboxes: [], changedInboxes: [further] });
    expect(outcome.isDone).toBe(false);
    expect(await addresses()).toContain("meanwhile@acme.test");
    expect(await findInboxByAddress("late@acme.test")).toBeUndefined();
    await drop("meanwhile@acme.test");
  });
});

/** An inbox that none of Acme's people may see. */
async function hiddenInbox(...its: string[]): Promise<string> {
  const id = `inb_01JDH00000000000000000${String(1000 + ++index)}`;
  await saveInbox({ id, name: "Hidden", addresses: its, displayName: "Hidden", access: {} });
  return id;
}

function neverThere(): never {
  throw new Error("it is not there");
}
