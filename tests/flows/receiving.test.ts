// Setting up how mail reaches an inbox: the address to forward to, a probe that waits, and Google's question in between.
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Receiving } from "../../functions/core/inbox/receiving.ts";
import { findInbox, saveInbox } from "../../functions/store/inboxes.ts";
import { ana, member, platform, sales, support } from "../helpers/acme.ts";
import type { ApiMember } from "../helpers/api.ts";
import { type TextMail, textMail } from "../helpers/text-mail.ts";

let beto: ApiMember;
let index = 0;

beforeAll(async () => {
  beto = await member("beto");
});

const receiving = async (inbox = support) => (await ana.get<Receiving>(`/inboxes/${inbox}/receiving`)).body;
const add = (address: string, inbox = support, by = ana) => by.put(`/inboxes/${inbox}/addresses/${encodeURIComponent(address)}`);
const drop = (address: string, inbox = support, by = ana) =>
  by.remove(`/inboxes/${inbox}/addresses/${encodeURIComponent(address)}`);
const wait = (address: string, inbox = support) => ana.put(`/inboxes/${inbox}/probe`, { address });
const arrives = (to: string, mail: TextMail = {}) =>
  platform.deliver(textMail({ subject: `Mail ${++index}`, messageId: `mail-${index}@client.example`, ...mail }), { to });

describe("the address to forward to", () => {
  test("leads into its inbox, whoever the mail is written to, and into no other", async () => {
    const { forwardTo } = await receiving(sales);
    expect(forwardTo).toMatch(/^in\.[0-9a-z]{26}@reply\.acme\.test$/);
    await arrives(forwardTo.toUpperCase(), { to: "shop@somewhere.example", subject: "Passed on" });
    const found = (await ana.list("all")).find(({ subject }) => subject === "Passed on");
    expect(found?.inboxId).toBe(sales);
    expect(forwardTo).not.toBe((await receiving()).forwardTo);
  });

  test("of no inbox is unrouted, and the ledger says so", async () => {
    const nobody = `in.${"0".repeat(26)}@reply.acme.test`;
    await arrives(nobody, { subject: "For nobody", to: nobody });
    const { items } = (await ana.get<{ items: { recipients: string[] }[] }>("/ledger?state=unrouted")).body;
    expect(items[0]?.recipients).toEqual([nobody]);
  });

  test("is one of our own: an answer to a mail that names it goes to the customer alone", async () => {
    const { forwardTo } = await receiving();
    await arrives(forwardTo, { to: "support@acme.test", cc: `Us <${forwardTo}>`, subject: "With us in Cc" });
    const page = await ana.find("With us in Cc");
    expect(page.answer).toMatchObject({ to: [{ address: "lucia@client.example" }], cc: [], leftOut: [] });
    expect((await ana.reply(page.conversation, "<p>Hello</p>", { cc: [forwardTo] })).status).toBe(400);
  });

  test("there is no MX record to make where no AWS is", async () => {
    expect((await receiving()).mailExchanger).toBeUndefined();
  });
});

describe("a probe", () => {
  beforeEach(async () => {
    await ana.remove(`/inboxes/${support}/probe`);
    await add("probe@acme.test");
  });

  test("turns green by a mail that came directly, which is a conversation like any other", async () => {
    expect((await wait("Probe@acme.test")).status).toBe(204);
    expect((await receiving()).probe).toMatchObject({ address: "probe@acme.test" });
    expect((await receiving()).probe?.proof).toBeUndefined();
    await arrives("probe+test@acme.test", { subject: "Directly" });
    const { probe, addresses: seen } = await receiving();
    expect(probe?.proof).toMatchObject({ way: "directly" });
    expect(seen.find(({ address }) => address === "probe@acme.test")?.proof).toEqual(probe?.proof);
    expect((await ana.find("Directly")).conversation.inboxId).toBe(support);
  });

  test("turns green by a mail that another server passed on", async () => {
    await wait("probe@acme.test");
    const { forwardTo } = await receiving();
    await arrives(forwardTo, { to: "probe@acme.test" });
    expect((await receiving()).probe?.proof).toMatchObject({ way: "forwarded" });
  });

  test("knows a blind copy by the trace that the server left", async () => {
    await wait("probe@acme.test");
    const { forwardTo } = await receiving();
    const headers = [`X-Forwarded-For: probe@acme.test ${forwardTo}`];
    await arrives(forwardTo, { to: "undisclosed-recipients:;", headers });
    expect((await receiving()).probe?.proof).toMatchObject({ way: "forwarded" });
  });

  test("knows it of spam as well: it arrived", async () => {
    await wait("probe@acme.test");
    await platform.verdicts({ spam: "FAIL" });
    await arrives("probe@acme.test", { subject: "Pills" });
    expect((await receiving()).probe?.proof).toMatchObject({ way: "directly" });
  });

  test("goes on waiting when mail comes for another address, also one that names this one in To", async () => {
    await wait("probe@acme.test");
    await arrives("support@acme.test");
    await arrives("support@acme.test", { to: "probe@acme.test, support@acme.test" });
    await arrives((await receiving()).forwardTo, { to: "support@acme.test" });
    expect((await receiving()).probe).toBeDefined();
    expect((await receiving()).probe?.proof).toBeUndefined();
  });

  test("is answered once, however many mails come at once", async () => {
    await wait("probe@acme.test");
    await Promise.all([1, 2, 3, 4].map(() => arrives("probe@acme.test")));
    const { probe } = await receiving();
    await arrives("probe@acme.test");
    expect((await receiving()).probe).toEqual(probe);
    expect(probe?.proof).toBeDefined();
  });

  test("begun anew, waits anew, and the address keeps what was proved", async () => {
    await wait("probe@acme.test");
    await arrives("probe@acme.test");
    const proved = (await receiving()).probe?.proof;
    await wait("probe@acme.test");
    const now = await receiving();
    expect(now.probe?.proof).toBeUndefined();
    expect(now.addresses.find(({ address }) => address === "probe@acme.test")?.proof).toEqual(proved);
  });

  test("ends when somebody says so; without one, mail writes nothing", async () => {
    await wait("probe@acme.test");
    expect((await ana.remove(`/inboxes/${support}/probe`)).status).toBe(204);
    expect((await receiving()).probe).toBeUndefined();
    const before = await findInbox(support);
    await arrives("probe@acme.test");
    expect(await findInbox(support)).toEqual(before);
  });

  test("of an address that was taken away is not shown, and comes to nothing", async () => {
    await wait("probe@acme.test");
    await drop("probe@acme.test");
    expect((await receiving()).probe).toBeUndefined();
    await arrives((await receiving()).forwardTo, { to: "probe@acme.test" });
    expect((await receiving()).probe).toBeUndefined();
    await add("probe@acme.test");
    expect((await receiving()).addresses.find(({ address }) => address === "probe@acme.test")?.proof).toBeUndefined();
  });

  test("waits for an address of the inbox only", async () => {
    const answer = await wait("sales@acme.test");
    expect([answer.status, answer.body.code]).toEqual([400, "probe.address"]);
  });
});

describe("Google's question", () => {
  const link = "https://mail-settings.google.com/mail/vf-%5BANGjdJ9_brCN%5D-e3P7aWGI7DzF8ZKCxNnqxqn0blw";
  const asks = async (code: string) =>
    arrives((await receiving()).forwardTo, {
      from: "Gmail Team <forwarding-noreply@google.com>",
      to: (await receiving()).forwardTo,
      subject: `(#${code}) Gmail Forwarding Confirmation - Receive Mail from acme@gmail.com`,
      text: `acme@gmail.com has requested to automatically forward mail.\nConfirmation code: ${code}\n\n${link}\n`,
    });

  beforeEach(() => ana.remove(`/inboxes/${support}/probe`));

  test("is shown to who waits, and is a mail in the inbox too", async () => {
    await add("probe@acme.test");
    await wait("probe@acme.test");
    await asks("123456789");
    const { confirmation, probe } = await receiving();
    expect(confirmation).toMatchObject({ code: "123456789", link, account: "acme@gmail.com" });
    expect(probe?.proof).toBeUndefined();
    expect((await ana.list("all"))[0]?.subject).toContain("123456789");
  });

  test("is done with once a forwarded mail came; a direct one says nothing of it", async () => {
    await asks("200000001");
    await wait("probe@acme.test");
    await arrives("probe@acme.test");
    expect((await receiving()).confirmation).toMatchObject({ code: "200000001" });
    await wait("probe@acme.test");
    await arrives((await receiving()).forwardTo, { to: "probe@acme.test" });
    expect((await receiving()).confirmation).toBeUndefined();
  });

  test("the last one counts, and it goes with the probe", async () => {
    await asks("300000001");
    await asks("300000002");
    expect((await receiving()).confirmation?.code).toBe("300000002");
    await ana.remove(`/inboxes/${support}/probe`);
    expect((await receiving()).confirmation).toBeUndefined();
  });

  test("is dismissed without an end to the waiting", async () => {
    await add("probe@acme.test");
    await wait("probe@acme.test");
    await asks("400000001");
    expect((await ana.remove(`/inboxes/${support}/confirmation`)).status).toBe(204);
    const { confirmation, probe } = await receiving();
    expect(confirmation).toBeUndefined();
    expect(probe).toMatchObject({ address: "probe@acme.test" });
    expect((await beto.remove(`/inboxes/${support}/confirmation`)).status).toBe(403);
  });

  test("of somebody who only pretends to be Google is not shown", async () => {
    await platform.verdicts({ dmarc: "FAIL" });
    await asks("666666666");
    await platform.verdicts({ dmarc: "GRAY" });
    await asks("666666667");
    expect((await receiving()).confirmation).toBeUndefined();
  });
});

describe("who may", () => {
  test("everybody of the inbox sees how mail reaches it; its managers change it", async () => {
    expect((await beto.get<Receiving>(`/inboxes/${support}/receiving`)).status).toBe(200);
    expect((await add("beto@acme.test", support, beto)).status).toBe(403);
    expect((await drop("support@acme.test", support, beto)).status).toBe(403);
    expect((await beto.put(`/inboxes/${support}/probe`, { address: "support@acme.test" })).status).toBe(403);
    expect((await beto.remove(`/inboxes/${support}/probe`)).status).toBe(403);
  });

  test("of others' inboxes nobody learns anything", async () => {
    const hidden = await hiddenInbox("nobody-knows@acme.test");
    expect((await ana.get(`/inboxes/${hidden}/receiving`)).status).toBe(404);
    expect((await add("mine@acme.test", hidden)).status).toBe(404);
    expect((await wait("nobody-knows@acme.test", hidden)).status).toBe(404);
  });
});

/** An inbox that none of Acme's people may see. */
async function hiddenInbox(...its: string[]): Promise<string> {
  const id = `inb_01JDH00000000000000000${String(1000 + ++index)}`;
  await saveInbox({ id, name: "Hidden", addresses: its, displayName: "Hidden", access: {} });
  return id;
}
