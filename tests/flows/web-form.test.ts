// I6: an inbox for a web form takes whoever stands in Reply-To for the writer. Nobody vouches for that, and no guard is got round.
import { safeParse } from "valibot";
import { beforeAll, describe, expect, test } from "vitest";
import { conversationPage } from "../../functions/api/conversation-shapes.ts";
import { limits } from "../../functions/core/limits.ts";
import { handler as reprocess } from "../../functions/inbound/reprocess.ts";
import { now } from "../../functions/runtime/clock.ts";
import { saveSenderPace } from "../../functions/store/sender-paces.ts";
import { ana, platform, support } from "../helpers/acme.ts";
import { receivedIn, sentIn } from "../helpers/api.ts";
import { rowsOf } from "../helpers/dump.ts";
import { type TextMail, textMail } from "../helpers/text-mail.ts";

let count = 0;

beforeAll(async () => {
  await setting(true);
});

async function setting(isReplyToSender: boolean): Promise<void> {
  expect((await ana.call("PATCH", `/inboxes/${support}/settings`, { isReplyToSender })).status).toBe(200);
}

const form = "Web form <no-reply@shop.example>";

/** Hands over what somebody filled in; gives its subject. */
async function submit(replyTo: string, mail: TextMail = {}): Promise<string> {
  const subject = `Form ${++count}`;
  const headers = [`Reply-To: ${replyTo}`, ...(mail.headers ?? [])];
  const raw = textMail({ from: form, subject, messageId: `form-${count}@x`, ...mail, headers });
  await platform.deliver(raw, { to: "support@acme.test" });
  return subject;
}

const filledIn = async (replyTo: string, mail?: TextMail) => ana.find(await submit(replyTo, mail));

test("a customer is the contact, the form stays visible, and a reply goes to the customer", async () => {
  const page = await filledIn("Lucía <lucia@client.example>");
  expect(safeParse(conversationPage, page).issues).toBeUndefined();
  expect(page.conversation.contact).toEqual({ name: "Lucía", address: "lucia@client.example" });
  expect(receivedIn(page)[0]).toMatchObject({
    from: { address: "lucia@client.example" },
    via: { name: "Web form", address: "no-reply@shop.example" },
    isWriterClaimed: true,
    trust: "known-unverified",
  });
  expect(page.answer.to).toEqual([{ name: "Lucía", address: "lucia@client.example" }]);
  await ana.reply(page.conversation, "<p>Hello Lucía</p>");
  await platform.idle();
  expect(sentIn(await ana.open(page.conversation.id))[0]?.to).toEqual([{ name: "Lucía", address: "lucia@client.example" }]);
});

test("two customers by one form are two conversations with two contacts", async () => {
  const pages = [await filledIn("lucia@client.example"), await filledIn("marco@client.example")];
  expect(pages.map(({ conversation }) => conversation.contact.address)).toEqual(["lucia@client.example", "marco@client.example"]);
});

test("the customer's own mail, with no Reply-To but their own address, is verified as ever", async () => {
  const page = await filledIn("lucia@client.example", { from: "Lucía <lucia@client.example>" });
  const [message] = receivedIn(page);
  expect([message?.trust, message?.via, message?.isWriterClaimed]).toEqual(["participant-verified", undefined, undefined]);
});

describe("whoever names somebody else in Reply-To", () => {
  test("is never verified in their conversation, and brings nobody along", async () => {
    await platform.deliver(textMail({ subject: "Hers", messageId: "hers@x" }), { to: "support@acme.test" });
    const { conversation } = await ana.find("Hers");
    await submit("lucia@client.example", {
      ...{ from: "mallory@evil.example", cc: "spy@evil.example", inReplyTo: "hers@x", subject: "Re: Hers" },
    });
    const page = await ana.open(conversation.id);
    expect(receivedIn(page).at(-1)).toMatchObject({ trust: "known-unverified", via: { address: "mallory@evil.example" } });
    expect(page.answer.cc).toEqual([]);
    expect(page.answer.leftOut.map(({ address }) => address)).toContain("spy@evil.example");
  });

  test("ties no two conversations of theirs", async () => {
    for (const key of ["one", "two"])
      await platform.deliver(textMail({ subject: `Tied ${key}`, messageId: `tied-${key}@x` }), { to: "support@acme.test" });
    await submit("lucia@client.example", { from: "mallory@evil.example", references: "<tied-one@x> <tied-two@x>" });
    const found = (await ana.list()).filter(({ subject }) => subject.startsWith("Tied"));
    expect(found.map(({ messageCount }) => messageCount).toSorted()).toEqual([1, 2]);
  });

  test("does not get round a block", async () => {
    const blocked = await ana.call("PUT", `/inboxes/${support}/senders`, { pattern: "@blocked.example", treatment: "spam" });
    expect(blocked.status).toBeLessThan(300);
    const subject = await submit("lucia@client.example", { from: "x@blocked.example" });
    expect((await ana.list("spam")).map((one) => one.subject)).toContain(subject);
  });

  test("is not believed because they are: spam stays spam", async () => {
    await ana.call("PUT", `/inboxes/${support}/senders`, { pattern: "boss@client.example", treatment: "allowed" });
    await platform.verdicts({ spam: "FAIL" });
    const subject = await submit("boss@client.example", { from: "x@spam.example" });
    expect((await ana.list("spam")).map((one) => one.subject)).toContain(subject);
    await ana.call("PUT", `/inboxes/${support}/senders`, { pattern: "no-reply@shop.example", treatment: "allowed" });
    await platform.verdicts({ spam: "FAIL" });
    expect((await filledIn("boss@client.example")).conversation.spam).toBeUndefined();
  });

  test("uses up the budget of who sent it, whomever it names", async () => {
    await saveSenderPace(support, "no-reply@shop.example", { since: now(), wakings: limits.openingsPerSender, reopenings: 0 });
    expect(receivedIn(await filledIn("somebody-new@client.example"))[0]?.quiet).toBe("sender-budget");
    expect(receivedIn(await filledIn("lucia@client.example", { from: "other-form@shop.example" }))[0]?.quiet).toBeUndefined();
  });
});

describe("our own mail", () => {
  test("that comes back is ours by its mark, whatever its Reply-To says by then", async () => {
    await platform.deliver(textMail({ subject: "Back", messageId: "back@x" }), { to: "support@acme.test" });
    const { conversation } = await ana.find("Back");
    await ana.reply(conversation, "<p>Yes</p>");
    await platform.idle();
    const original = await platform.original((await platform.outbox()).find(({ subject }) => subject === "Re: Back"));
    const resent = original
      .replace(/^Message-ID:.*$/im, "Message-ID: <list-1@x>")
      .replace(/^Reply-To:.*$/im, "Reply-To: list@lists.example");
    await platform.deliver(resent, { to: "support@acme.test" });
    expect(receivedIn(await ana.open(conversation.id)).at(-1)).toMatchObject({ quiet: "own" });
  });

  test("without the mark, whose Reply-To is a signed address, is from us", async () => {
    await filledIn(`r.${"0".repeat(26)}.${"0".repeat(26)}@reply.acme.test`, { from: "Acme <support@acme.test>" });
    const page = await ana.find(`Form ${count}`);
    expect(receivedIn(page)[0]).toMatchObject({ from: { address: "support@acme.test" } });
    expect(receivedIn(page)[0]?.via).toBeUndefined();
  });
});

describe("the setting", () => {
  test("is the inbox's own: elsewhere, and without it, From says who wrote", async () => {
    const mail = { from: form, headers: ["Reply-To: lucia@client.example"] };
    await platform.deliver(textMail({ ...mail, subject: "In sales", messageId: "in-sales@x" }), { to: "sales@acme.test" });
    expect((await ana.find("In sales")).conversation.contact.address).toBe("no-reply@shop.example");
  });

  test("changed later, changes nobody's mail when it is read again", async () => {
    await filledIn("lucia@client.example");
    await setting(false);
    const plain = await filledIn("lucia@client.example", { from: "second@shop.example" });
    expect(plain.conversation.contact.address).toBe("second@shop.example");
    const before = await rowsOf("entry");
    for (const isOn of [false, true]) {
      await setting(isOn);
      const { mails } = await reprocess({ inboxId: support, since: "2026-01-01T00:00:00.000Z", apply: true });
      expect(mails.flatMap(({ differences }) => differences)).toEqual([]);
    }
    expect(await rowsOf("entry")).toEqual(before);
  });
});
