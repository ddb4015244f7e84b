// T-TH: where a token or an id stands × who writes × which inbox the mail is for × what became of the conversation. A valid one
// attaches the mail, and that is all it does: nobody takes part by it, nobody gets anything, nothing is sent.
import { describe, expect, test } from "vitest";
import { replyLocalPart, type SigningKeys } from "../../functions/core/signature.ts";
import { config } from "../../functions/runtime/config.ts";
import { findConversation } from "../../functions/store/conversations.ts";
import { ana, platform } from "../helpers/acme.ts";
import { receivedIn } from "../helpers/api.ts";
import { type TextMail, textMail } from "../helpers/text-mail.ts";

let count = 0;

const places = ["envelope", "cc", "references", "in-reply-to", "forged in cc", "unknown key in references"] as const;
const senders = ["known, DMARC pass", "known, DMARC fail", "new, DMARC pass", "new, DMARC fail"] as const;
const inboxes = ["its own inbox", "another inbox"] as const;
const states = ["open", "closed"] as const;

const trusts = {
  "known, DMARC pass": "participant-verified",
  "known, DMARC fail": "known-unverified",
  "new, DMARC pass": "new-verified",
  "new, DMARC fail": "new-unverified",
} as const;

interface Begun {
  readonly id: string;
  readonly inboxId: string;
  readonly messageId: string;
}

/** A conversation that Lucía began in support. */
async function begun(state: (typeof states)[number] = "open"): Promise<Begun> {
  const messageId = `begun-${++count}@client.example`;
  const subject = `Begun ${count}`;
  await platform.deliver(textMail({ subject, messageId }), { to: "support@acme.test" });
  const { conversation } = await ana.find(subject);
  if (state === "closed") await ana.put(`/conversations/${conversation.id}/closure`);
  return { id: conversation.id, inboxId: conversation.inboxId, messageId };
}

function tokenOf({ id, inboxId }: Pick<Begun, "id" | "inboxId">, keys: SigningKeys = config.signingKeys): string {
  return `${replyLocalPart(keys, inboxId, id)}@${config.replyDomain}`;
}

function forged(token: string): string {
  return token.replace(/.(?=@)/, (char) => (char === "0" ? "1" : "0"));
}

const strangersKeys: SigningKeys = [{ id: "k9", secret: Buffer.alloc(16, 9) }];

function mailWith(place: (typeof places)[number], conversation: Begun): { mail: TextMail; to: string[] } {
  const token = tokenOf(conversation);
  switch (place) {
    case "envelope":
      return { mail: { to: token }, to: [token] };
    case "cc":
      return { mail: { cc: `friend@evil.example, ${token}` }, to: [] };
    case "references":
      return { mail: { references: `<unknown-${count}@x.example> <${token}>` }, to: [] };
    case "in-reply-to":
      return { mail: { inReplyTo: conversation.messageId }, to: [] };
    case "forged in cc":
      return { mail: { cc: `friend@evil.example, ${forged(token)}` }, to: [] };
    case "unknown key in references":
      return { mail: { references: `<${tokenOf(conversation, strangersKeys)}>` }, to: [] };
  }
}

const cases = places.flatMap((place) =>
  senders.flatMap((sender) => inboxes.flatMap((inbox) => states.map((state) => [place, sender, inbox, state] as const))),
);

test("there are 96 of them", () => expect(cases).toHaveLength(96));

describe("T-TH-04, 06, 08, 09: a mail with it", () => {
  test.each(cases)("%s · %s · for %s · %s", async (place, sender, inbox, state) => {
    const conversation = await begun(state);
    const before = await findConversation(conversation.id);
    const sentBefore = (await platform.outbox()).length;
    const isKnown = sender.startsWith("known");
    const { mail, to } = mailWith(place, conversation);
    const subject = `Case ${count}`;
    await platform.verdicts({ dmarc: sender.endsWith("pass") ? "PASS" : "FAIL" });
    await platform.deliver(
      textMail({
        from: isKnown ? "Lucía <lucia@client.example>" : "Mallory <mallory@evil.example>",
        cc: "friend@evil.example",
        messageId: `case-${count}@x.example`,
        headers: ["Reply-To: elsewhere@evil.example"],
        ...mail,
        subject,
      }),
      { to: [...to, inbox === "its own inbox" ? "support@acme.test" : "sales@acme.test"] },
    );

    const isValid = !place.includes("forged") && !place.includes("unknown key");
    // The envelope's token is for its own inbox, whatever else the mail is for.
    const attaches = isValid && (inbox === "its own inbox" || place === "envelope");
    const page = await ana.open(conversation.id);
    expect(page.conversation.messageCount).toBe(attaches ? 2 : 1);
    expect(page.conversation.contact.address).toBe("lucia@client.example");
    expect(page.participants).toEqual(before?.participants);
    expect(page.conversation.closure !== undefined).toBe(state === "closed" && !attaches);

    // Whom an answer would go to: who is verified brings others along, nobody else does.
    const isTrusted = attaches && sender === "known, DMARC pass";
    const proposed = [...page.answer.to, ...page.answer.cc].map(({ address }) => address);
    if (!isTrusted) expect(proposed).toEqual(["lucia@client.example"]);
    expect(proposed).not.toContain("mallory@evil.example");
    if (attaches) expect(receivedIn(page).at(-1)).toMatchObject({ trust: trusts[sender], subject });

    const elsewhere = (await ana.list()).filter((one) => one.subject === subject);
    expect(elsewhere).toHaveLength(attaches && !(place === "envelope" && inbox === "another inbox") ? 0 : 1);
    for (const other of elsewhere) {
      const begunByIt = await ana.open(other.id);
      expect(other.id).not.toBe(conversation.id);
      expect(receivedIn(begunByIt).at(-1)?.match).toEqual({ by: "new" });
      expect(begunByIt.participants).toEqual([isKnown ? "lucia@client.example" : "mallory@evil.example"]);
    }
    expect(await platform.outbox()).toHaveLength(sentBefore);
  });
});

describe("T-TH-01: a token that", () => {
  test("is of a conversation that is not there opens nothing", async () => {
    const { inboxId } = await begun();
    const token = tokenOf({ id: "con_01JD0000000000000000000009", inboxId });
    await platform.deliver(textMail({ subject: "Absent", messageId: "absent@x", cc: token }), { to: "support@acme.test" });
    expect((await ana.find("Absent")).conversation.messageCount).toBe(1);
  });

  test("was made for the same conversation in another inbox opens nothing", async () => {
    const conversation = await begun();
    const token = tokenOf({ ...conversation, inboxId: "inb_01JD0000000000000000000009" });
    await platform.deliver(textMail({ subject: "Wrong inbox", messageId: "wrong-inbox@x", cc: token }), {
      to: "support@acme.test",
    });
    expect((await ana.find("Wrong inbox")).conversation.id).not.toBe(conversation.id);
  });

  test.each([
    ["is in capitals, as some servers write it", (token: string) => token.toUpperCase(), true],
    ["is in the wrong domain", (token: string) => token.replace("@reply.acme.test", "@reply.acme.test.evil.example"), false],
    ["is in an inbox's domain", (token: string) => token.replace("@reply.acme.test", "@acme.test"), false],
    ["has a label", (token: string) => token.replace("@", "+x@"), false],
    ["is too short", (token: string) => token.replace(/.(?=@)/, ""), false],
    ["has no MAC: T-TH-03, there is no older form", (token: string) => token.replace(/\.[0-9a-z]+@/, "@"), false],
    ["has an empty MAC", (token: string) => token.replace(/\.[0-9a-z]+@/, ".@"), false],
  ] as const)("%s", async (_what, change, opens) => {
    const conversation = await begun();
    const subject = `Changed ${count}`;
    await platform.deliver(textMail({ subject, messageId: `changed-${count}@x`, cc: change(tokenOf(conversation)) }), {
      to: "support@acme.test",
    });
    expect((await ana.open(conversation.id)).conversation.messageCount).toBe(opens ? 2 : 1);
  });
});

describe("an id", () => {
  test("that only another inbox knows joins nothing there", async () => {
    const conversation = await begun();
    await platform.deliver(textMail({ subject: "Foreign id", messageId: "foreign@x", inReplyTo: conversation.messageId }), {
      to: "sales@acme.test",
    });
    expect((await ana.find("Foreign id")).conversation.messageCount).toBe(1);
    expect((await ana.open(conversation.id)).conversation.messageCount).toBe(1);
  });

  test("T-TH-05: in the subject is a word like any other", async () => {
    const conversation = await begun();
    const subject = `Re: Begun ${count} [${conversation.id}] <${tokenOf(conversation)}>`;
    await platform.deliver(textMail({ subject, messageId: `subject-${count}@x` }), { to: "support@acme.test" });
    expect((await ana.open(conversation.id)).conversation.messageCount).toBe(1);
  });
});

describe("who sent it", () => {
  test("T-TH-02: a colleague's own address is a stranger like any other, and answers nobody by mail", async () => {
    const conversation = await begun();
    await platform.deliver(
      textMail({
        from: "Ana <ana@acme.test>",
        subject: "Re: x",
        messageId: "colleague@x",
        inReplyTo: conversation.messageId,
        cc: tokenOf(conversation),
      }),
      { to: "support@acme.test" },
    );
    const page = await ana.open(conversation.id);
    expect(page.entries.map(({ kind }) => kind)).toEqual(["received", "received"]);
    expect(await platform.outbox()).toEqual([]);
  });

  test("T-TH-07: is From alone; Sender, Reply-To and X-headers make nobody known", async () => {
    const conversation = await begun();
    const lucia = "lucia@client.example";
    await platform.deliver(
      textMail({
        from: "Mallory <mallory@evil.example>",
        messageId: "claims@x",
        inReplyTo: conversation.messageId,
        headers: [
          `Sender: ${lucia}`,
          `Reply-To: ${lucia}`,
          `X-Original-From: ${lucia}`,
          `X-Original-Sender: ${lucia}`,
          `Return-Path: <${lucia}>`,
        ],
      }),
      { to: "support@acme.test", from: lucia },
    );
    const claim = receivedIn(await ana.open(conversation.id)).at(-1);
    expect(claim).toMatchObject({ trust: "new-verified", from: { address: "mallory@evil.example" } });
    expect(claim?.warnings).toContainEqual({ code: "reply-to-elsewhere", about: lucia });
  });

  test.each([
    ["two From headers", ["From: lucia@client.example"]],
    ["an Authentication-Results of their own", ["Authentication-Results: amazonses.com; dmarc=pass header.from=client.example"]],
  ])("is not made known by %s", async (_what, headers) => {
    const conversation = await begun();
    await platform.verdicts({ dmarc: "FAIL" });
    await platform.deliver(
      textMail({ from: "mallory@evil.example", messageId: `made-known-${count}@x`, inReplyTo: conversation.messageId, headers }),
      { to: "support@acme.test" },
    );
    const page = await ana.open(conversation.id);
    expect(["malformed", "new-unverified"]).toContain(receivedIn(page).at(-1)?.trust);
    expect(page.answer.to).toEqual([{ name: "Lucía", address: "lucia@client.example" }]);
  });

  test("T-UN-01: looks like somebody who takes part, and the message says so", async () => {
    const conversation = await begun();
    await platform.deliver(
      textMail({
        from: "=?utf-8?q?Luc=C3=ADa?= <lucia@xn--lient-0ye.example>",
        messageId: `alike-${count}@x`,
        inReplyTo: conversation.messageId,
      }),
      { to: "support@acme.test" },
    );
    const warnings = receivedIn(await ana.open(conversation.id)).at(-1)?.warnings;
    expect(warnings).toEqual([
      { code: "look-alike", about: "client.example" },
      { code: "mixed-script", about: "xn--lient-0ye.example" },
    ]);
  });
});

describe("a new sender", () => {
  test("gets nothing until an agent adds them, and the answer to all from then on", async () => {
    const conversation = await begun();
    await platform.deliver(
      textMail({
        from: "Eva <Eva@client.example>",
        cc: "marco@client.example",
        messageId: `eva-${count}@x`,
        inReplyTo: conversation.messageId,
      }),
      { to: "support@acme.test" },
    );
    const path = `/conversations/${conversation.id}/participants/Eva%40client.example`;
    expect((await ana.open(conversation.id)).answer.to.map(({ address }) => address)).toEqual(["lucia@client.example"]);
    expect((await ana.put(path)).status).toBe(204);
    const page = await ana.open(conversation.id);
    expect(page.participants).toEqual(["lucia@client.example", "eva@client.example"]);
    expect(page.answer).toMatchObject({
      to: [{ name: "Eva", address: "Eva@client.example" }],
      cc: [{ address: "marco@client.example" }],
      answers: receivedIn(page).at(-1)?.id,
    });
    expect(page.entries.at(-1)).toMatchObject({
      kind: "change",
      what: { name: "participant.added", address: "eva@client.example" },
    });
    expect(page.conversation.version).toBe(3);
    // Once more changes nothing, and leaving out undoes it.
    await ana.put(path);
    expect((await ana.open(conversation.id)).conversation.version).toBe(3);
    expect((await ana.remove(path)).status).toBe(204);
    expect((await ana.open(conversation.id)).answer.to.map(({ address }) => address)).toEqual(["lucia@client.example"]);
  });

  test("cannot be added under what is no address, nor the contact left out", async () => {
    const { id } = await begun();
    const refused = await ana.put(`/conversations/${id}/participants/${encodeURIComponent("a@b, c@d.example")}`);
    expect(refused).toMatchObject({ status: 400, body: { code: "participant.malformed" } });
    expect(await ana.remove(`/conversations/${id}/participants/lucia%40client.example`)).toMatchObject({
      status: 400,
      body: { code: "participant.contact" },
    });
  });
});
