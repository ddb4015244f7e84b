// Spam and blocked senders: set aside, never lost, and taken back by whoever knows better.
import { beforeAll, describe, expect, test } from "vitest";
import type { LedgerView } from "../../functions/api/views.ts";
import { readCounts } from "../../functions/store/counters.ts";
import { ana, arrives, member, platform, support } from "../helpers/acme.ts";
import { type ApiMember, receivedIn } from "../helpers/api.ts";
import type { TextMail } from "../helpers/text-mail.ts";

let beto: ApiMember;
let index = 0;

beforeAll(async () => {
  beto = await member("beto");
});

const inFolder = async (subject: string, folder: string) => (await ana.list(folder)).find((one) => one.subject === subject);
const ledger = async (state: string) => (await ana.get<{ items: LedgerView[] }>(`/ledger?state=${state}`)).body.items;

async function spam(more: TextMail = {}) {
  const subject = `Pills ${++index}`;
  await platform.verdicts({ spam: "FAIL" });
  await arrives({ from: `Pills <pills-${index}@pills.example>`, subject, messageId: `pills-${index}@x`, ...more });
  return { subject, from: `pills-${index}@pills.example`, index };
}

describe("what SES takes for spam", () => {
  test("is in the spam folder with the reason, in no count, and in the ledger", async () => {
    const before = (await readCounts([support])).get(support)?.open ?? 0;
    const { subject } = await spam();
    const found = await inFolder(subject, "spam");
    expect(found?.spam).toMatchObject({ by: { kind: "system" }, reason: "SES takes it for spam." });
    expect(await inFolder(subject, "all")).toBeUndefined();
    expect((await readCounts([support])).get(support)?.open ?? 0).toBe(before);
    expect((await ledger("spam"))[0]).toMatchObject({ conversationId: found?.id, reason: "SES takes it for spam." });
  });

  test("not spam: it is back among the others, and its sender is believed from then on", async () => {
    const { subject, from, index } = await spam();
    const found = await inFolder(subject, "spam");
    expect((await beto.remove(`/conversations/${found?.id}/spam`)).status).toBe(204);
    expect(await inFolder(subject, "open")).toMatchObject({ id: found?.id });
    await platform.verdicts({ spam: "FAIL" });
    await arrives({ from, subject: `Pills again ${index}`, messageId: `again-${index}@x` });
    expect(await inFolder(`Pills again ${index}`, "open")).toBeDefined();
    // Somebody else under the same address is not the one who was believed.
    await platform.verdicts({ spam: "FAIL", dmarc: "FAIL" });
    await arrives({ from, subject: `Forged ${index}`, messageId: `forged-${index}@x` });
    expect(await inFolder(`Forged ${index}`, "spam")).toBeDefined();
  });

  test("an answer inside spam stays spam, whatever SES says of it", async () => {
    const { subject, from, index } = await spam();
    const found = await inFolder(subject, "spam");
    await arrives({ from, subject: "Did you see?", messageId: `see-${index}@x`, inReplyTo: `pills-${index}@x` });
    expect(receivedIn(await ana.open(found?.id ?? "")).map((one) => one.subject)).toEqual([subject, "Did you see?"]);
    expect(await inFolder("Did you see?", "open")).toBeUndefined();
  });

  test("a customer's answer is never taken for spam; a stranger's with a stolen id is, and joins nothing", async () => {
    const subject = `Grinder ${++index}`;
    await arrives({ subject, messageId: `grinder-${index}@x` });
    await platform.verdicts({ spam: "FAIL", count: 2 });
    await arrives({ subject: "Re: Grinder", messageId: `re-${index}@x`, inReplyTo: `grinder-${index}@x` });
    await arrives({ from: "x@evil.example", subject: "Buy", messageId: `buy-${index}@x`, inReplyTo: `grinder-${index}@x` });
    const { id, messageCount } = (await inFolder(subject, "open")) ?? neverThere();
    expect(messageCount).toBe(2);
    expect(receivedIn(await ana.open(id)).at(-1)?.verdicts.spam).toBe("FAIL");
    expect(await inFolder("Buy", "spam")).toBeDefined();
  });

  test("a virus is shown to nobody; the ledger says so", async () => {
    await platform.verdicts({ virus: "FAIL" });
    await arrives({ subject: "Invoice.exe", messageId: "virus@x" });
    expect(await inFolder("Invoice.exe", "spam")).toBeUndefined();
    expect((await ledger("blocked"))[0]?.reason).toMatch(/virus/);
  });
});

describe("what people say of a sender", () => {
  const block = (pattern: string, treatment: string, by = beto) => by.put(`/inboxes/${support}/senders`, { pattern, treatment });

  test("marked as spam and blocked: what they send next is spam too, in the ledger as blocked", async () => {
    const from = `ads-${++index}@ads.example`;
    await arrives({ from, subject: `Ads ${index}`, messageId: `ads-${index}@x` });
    const found = await inFolder(`Ads ${index}`, "open");
    expect((await beto.put(`/conversations/${found?.id}/spam`, { block: "address" })).status).toBe(204);
    await arrives({ from: from.toUpperCase(), subject: `More ads ${index}`, messageId: `more-${index}@x` });
    expect((await inFolder(`More ads ${index}`, "spam"))?.spam?.reason).toBe(`${from} is blocked.`);
    expect((await ledger("blocked"))[0]).toMatchObject({ reason: `${from} is blocked.` });
  });

  test("a domain with all below it; the closest rule counts, and is taken back", async () => {
    expect((await block("@Shop.example", "spam")).status).toBe(204);
    await block("ana@news.shop.example", "allowed");
    await arrives({ from: "x@news.shop.example", subject: "From below", messageId: "below@x" });
    await arrives({ from: "ana@news.shop.example", subject: "From Ana", messageId: "from-ana@x" });
    await arrives({ from: "x@workshop.example", subject: "From a workshop", messageId: "workshop@x" });
    expect(await inFolder("From below", "spam")).toBeDefined();
    expect(await inFolder("From Ana", "open")).toBeDefined();
    expect(await inFolder("From a workshop", "open")).toBeDefined();
    expect((await beto.remove(`/inboxes/${support}/senders?pattern=${encodeURIComponent("@shop.example")}`)).status).toBe(204);
    await arrives({ from: "x@news.shop.example", subject: "From below again", messageId: "below-2@x" });
    expect(await inFolder("From below again", "open")).toBeDefined();
  });

  test("closed: filed, and nobody is to work on it; silent: in the ledger only", async () => {
    await block("robot@ci.example", "closed");
    await block("noise@ci.example", "silent");
    await arrives({ from: "robot@ci.example", subject: "Build 1", messageId: "build@x" });
    await arrives({ from: "noise@ci.example", subject: "Beep", messageId: "beep@x" });
    expect((await inFolder("Build 1", "closed"))?.closure?.by).toEqual({ kind: "system", reason: "blocked" });
    expect((await ana.list("all")).concat(await ana.list("spam")).some(({ subject }) => subject === "Beep")).toBe(false);
    const [row] = await ledger("blocked");
    expect(row).toMatchObject({ reason: "noise@ci.example is blocked." });
    expect((await ana.get(`/ledger/${row?.sesMessageId}/original`)).status).toBe(302);
  });

  test("in one inbox only, unless an administrator says everywhere", async () => {
    await block("pest@pest.example", "spam");
    await arrives({ from: "pest@pest.example", subject: "To sales", messageId: "to-sales@x" }, "sales@acme.test");
    expect(await inFolder("To sales", "open")).toBeDefined();
    expect((await beto.put("/senders", { pattern: "pest@pest.example", treatment: "spam" })).status).toBe(403);
    expect((await ana.put("/senders", { pattern: "pest@pest.example", treatment: "spam" })).status).toBe(204);
    await arrives({ from: "pest@pest.example", subject: "To sales again", messageId: "to-sales-2@x" }, "sales@acme.test");
    expect(await inFolder("To sales again", "spam")).toBeDefined();
    expect((await ana.get<{ items: { pattern: string }[] }>("/senders")).body.items).toMatchObject([
      { pattern: "pest@pest.example" },
    ]);
    await ana.remove("/senders?pattern=pest%40pest.example");
    expect((await ana.get<{ items: unknown[] }>("/senders")).body.items).toEqual([]);
  });

  test.each([
    ["nonsense", "sender.pattern"],
    ["@", "sender.pattern"],
    [".*@x.example", "sender.pattern"],
    ["support@acme.test", "sender.own"],
    ["@acme.test", "sender.own"],
  ])("%s: refused", async (pattern, code) => {
    expect(await block(pattern, "spam")).toMatchObject({ status: 400, body: { code } });
  });
});

function neverThere(): never {
  throw new Error("there is no such conversation");
}
