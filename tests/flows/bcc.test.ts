// Bcc: who gets a reply unseen by the others, and what is known of them afterwards.
import { describe, expect, test } from "vitest";
import { ana, platform } from "../helpers/acme.ts";
import { receivedIn, sentIn } from "../helpers/api.ts";
import { type TextMail, textMail } from "../helpers/text-mail.ts";

let count = 0;

async function asked(mail: TextMail = {}) {
  const subject = `Hidden ${++count}`;
  await platform.deliver(textMail({ messageId: `hidden-${count}@client.example`, ...mail, subject }), {
    to: "support@acme.test",
  });
  return ana.find(subject);
}

async function sentFor(subject: string) {
  await platform.idle();
  return (await platform.outbox()).filter((mail) => mail.subject === `Re: ${subject}`);
}

const boss = "boss@client.example";

describe("whoever is in Bcc", () => {
  test("gets the mail, and stands nowhere in it", async () => {
    const { conversation } = await asked();
    const queued = await ana.reply(conversation, "<p>Done.</p>", {
      cc: ["eva@client.example"],
      bcc: ["The Boss <boss@client.example>"],
    });
    expect(queued.status).toBe(201);
    const [mail, ...more] = await sentFor(conversation.subject);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ to: ["lucia@client.example"], cc: ["eva@client.example"], bcc: [boss] });
    expect(mail?.headers).not.toHaveProperty("bcc");
    expect((await platform.original(mail)).toLowerCase()).not.toContain("boss");
    // Nor in what went to SES, before SES could take anything out.
    const handed = await ana.get<string>(`/conversations/${conversation.id}/messages/${queued.body.id}/original`);
    const composed = await (await fetch(handed.headers.get("location") ?? "")).text();
    expect(composed).toContain("Subject: Re: Hidden");
    expect(composed.toLowerCase()).not.toMatch(/bcc|boss/);
  });

  test("is shown to the team, with what became of the mail there", async () => {
    const { conversation } = await asked();
    await ana.reply(conversation, "<p>x</p>", { bcc: [boss] });
    await sentFor(conversation.subject);
    const [message] = sentIn(await ana.open(conversation.id));
    expect(message?.bcc).toEqual([{ name: "", address: boss }]);
    expect(message?.delivery).toMatchObject({
      state: "delivered",
      recipients: [{ address: "lucia@client.example" }, { address: boss, state: "delivered" }],
    });
  });

  test("and is not reached is a bounce like any other", async () => {
    const { conversation } = await asked();
    await ana.reply(conversation, "<p>x</p>", { bcc: ["bounce@simulator.amazonses.com"] });
    await sentFor(conversation.subject);
    const page = await ana.open(conversation.id);
    expect(sentIn(page)[0]?.delivery).toMatchObject({
      state: "bounced",
      recipients: [
        { address: "lucia@client.example", state: "delivered" },
        { address: "bounce@simulator.amazonses.com", state: "bounced" },
      ],
    });
    expect(page.conversation.needsAttention).toBe("bounced");
  });

  test("is no stranger when they answer, and is in nobody's Cc", async () => {
    const { conversation } = await asked({ cc: "marco@client.example" });
    await ana.reply(conversation, "<p>x</p>", { cc: ["marco@client.example"], bcc: [boss] });
    const [mail] = await sentFor(conversation.subject);
    const before = await ana.open(conversation.id);
    expect(before.participants).toContain(boss);
    expect(before.answer).toMatchObject({ to: [{ address: "lucia@client.example" }], cc: [{ address: "marco@client.example" }] });

    // The customer answers all: nobody has told them of the boss.
    const id = /<(.*)>/.exec(mail?.headers["message-id"] ?? "")?.[1] ?? "";
    const answer = { subject: `Re: ${conversation.subject}`, to: "support@acme.test", inReplyTo: id };
    await platform.deliver(textMail({ ...answer, cc: "marco@client.example", messageId: `all-${count}@client.example` }), {
      to: "support@acme.test",
    });
    const after = await ana.open(conversation.id);
    expect([...after.answer.to, ...after.answer.cc].map(({ address }) => address)).toEqual([
      "lucia@client.example",
      "marco@client.example",
    ]);

    await platform.deliver(textMail({ ...answer, from: boss, messageId: `boss-${count}@client.example` }), {
      to: "support@acme.test",
    });
    const last = await ana.open(conversation.id);
    expect(receivedIn(last).at(-1)).toMatchObject({ from: { address: boss }, trust: expect.not.stringMatching(/^new-/) });
    expect(last.answer).toMatchObject({ to: [{ address: boss }], cc: [] });
  });

  test("gets it once, openly, when they are in To or Cc as well", async () => {
    const { conversation } = await asked();
    await ana.reply(conversation, "<p>x</p>", {
      cc: ["Eva@client.example"],
      bcc: ["eva@client.example", "LUCIA@client.example"],
    });
    const [mail] = await sentFor(conversation.subject);
    expect(mail).toMatchObject({ to: ["lucia@client.example"], cc: ["Eva@client.example"], bcc: [] });
    expect(sentIn(await ana.open(conversation.id))[0]).not.toHaveProperty("bcc");
  });
});

test.each([
  ["an address that is none", ["not an address"], "reply.recipient-malformed"],
  ["a line break", ["a@b.example\r\nSubject: x"], "reply.recipient-malformed"],
  ["a local part that needs SMTPUTF8", ["jörg@b.example"], "reply.recipient-not-ascii"],
  ["one of our own addresses", ["sales@acme.test"], "reply.recipient-own"],
  ["one recipient too many", Array.from({ length: 50 }, (_, index) => `p${index}@b.example`), "reply.recipients-too-many"],
  ["far too many", Array.from({ length: 51 }, (_, index) => `p${index}@b.example`), "input.wrong-value"],
])("Bcc with %s is refused", async (_, bcc, code) => {
  const { conversation } = await asked();
  expect(await ana.reply(conversation, "<p>x</p>", { bcc })).toMatchObject({ status: 400, body: { code } });
  expect(await sentFor(conversation.subject)).toEqual([]);
});

test("49 in Bcc beside one in To are 50, and go out", async () => {
  const { conversation } = await asked();
  const bcc = Array.from({ length: 49 }, (_, index) => `p${index}@b.example`);
  expect((await ana.reply(conversation, "<p>x</p>", { bcc })).status).toBe(201);
  const [mail] = await sentFor(conversation.subject);
  expect(mail?.bcc).toEqual(bcc);
});
