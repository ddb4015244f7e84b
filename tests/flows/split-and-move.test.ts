// Messages that belong elsewhere go there, and whole conversations to another inbox: what is answered later follows.
import { beforeAll, describe, expect, test } from "vitest";
import { ana, arrives, member, platform } from "../helpers/acme.ts";
import { type ApiMember, receivedIn, sentIn } from "../helpers/api.ts";
import { rowsOf } from "../helpers/dump.ts";
import { textMail } from "../helpers/text-mail.ts";

let elena: ApiMember;
let index = 0;

beforeAll(async () => {
  elena = await member("elena");
});

/** A conversation of two questions, our answer to the second, and the address and id under which it may be answered. */
async function conversationOfTwoQuestions() {
  const subject = `Grinder ${++index}`;
  await arrives({ subject, messageId: `grinder-${index}@x` });
  await arrives({
    subject: "And the invoice?",
    messageId: `invoice-${index}@x`,
    inReplyTo: `grinder-${index}@x`,
    text: "I have none.",
  });
  const { conversation } = await ana.find(subject);
  await ana.reply(conversation, "<p>Here it is.</p>");
  await platform.idle();
  const sent = (await platform.outbox()).at(-1);
  const page = await ana.open(conversation.id);
  const ids = [receivedIn(page)[1]?.id ?? "", sentIn(page)[0]?.id ?? ""];
  const replyTo = /<([^>]+)>/.exec(sent?.headers["reply-to"] ?? "")?.[1] ?? "";
  const sesId = sent?.headers["message-id"]?.replace(/[<>]/g, "") ?? "";
  return { conversation: page.conversation, messageIds: ids, replyTo, sesId, sent, index };
}

const split = (conversation: { id: string }, body: unknown) =>
  ana.post<{ id: string; code?: string }>(`/conversations/${conversation.id}/splits`, body);

describe("split", () => {
  test("the messages are in a conversation of their own, which has a number, and no longer in the old one", async () => {
    const { conversation, messageIds } = await conversationOfTwoQuestions();
    const { status, body } = await split(conversation, { messageIds });
    expect(status).toBe(201);
    const [left, fresh] = [await ana.open(conversation.id), await ana.open(body.id)];
    expect(fresh.conversation).toMatchObject({
      subject: "And the invoice?",
      messageCount: 2,
      contact: { address: "lucia@client.example" },
    });
    expect(fresh.conversation.number).toBeGreaterThan(conversation.number ?? 0);
    expect(receivedIn(fresh).map(({ subject }) => subject)).toEqual(["And the invoice?"]);
    expect(sentIn(fresh)).toHaveLength(1);
    expect(left.conversation).toMatchObject({ messageCount: 1, lastMessage: "received", snippet: "It makes a noise." });
    expect(left.entries.at(-1)).toMatchObject({
      what: { name: "conversation.split", messageCount: 2, other: { conversationId: body.id } },
    });
    expect((await rowsOf("ledger")).find(({ messageId }) => messageId === messageIds[0])?.conversationId).toBe(body.id);
  });

  test("an answer to a moved message goes where it is now, though it is sent to the old conversation's reply address", async () => {
    const { conversation, messageIds, replyTo, sesId, index } = await conversationOfTwoQuestions();
    const { body } = await split(conversation, { messageIds });
    await arrives({ subject: "Thanks", messageId: `thanks-${index}@x`, inReplyTo: sesId }, replyTo);
    expect(receivedIn(await ana.open(body.id)).at(-1)).toMatchObject({ subject: "Thanks", match: { by: "in-reply-to" } });
    await arrives({ subject: "Still noisy", messageId: `noisy-${index}@x`, inReplyTo: `grinder-${index}@x` }, replyTo);
    expect(receivedIn(await ana.open(conversation.id)).at(-1)?.subject).toBe("Still noisy");
  });

  test("what SES reports about a moved message reaches it", async () => {
    const { conversation, messageIds, sent } = await conversationOfTwoQuestions();
    const { body } = await split(conversation, { messageIds });
    await platform.report(sent, { type: "bounce", recipients: ["lucia@client.example"] });
    const page = await ana.open(body.id);
    expect(sentIn(page)[0]?.delivery.state).toBe("bounced");
    expect(page.conversation.needsAttention).toBe("bounced");
    expect((await ana.open(conversation.id)).conversation.needsAttention).toBeUndefined();
  });

  test("to another conversation of the inbox", async () => {
    const { conversation, messageIds } = await conversationOfTwoQuestions();
    await arrives({ subject: `Invoices ${index}`, messageId: `invoices-${index}@x` });
    const { conversation: invoices } = await ana.find(`Invoices ${index}`);
    expect((await split(conversation, { messageIds, into: invoices.id })).body.id).toBe(invoices.id);
    expect((await ana.open(invoices.id)).conversation.messageCount).toBe(3);
    expect((await split(invoices, { messageIds, into: conversation.id })).status).toBe(201);
    expect((await ana.open(conversation.id)).conversation.messageCount).toBe(3);
  });

  test("merged into a third, the split one still answers for its messages", async () => {
    const { conversation, messageIds, sesId, index } = await conversationOfTwoQuestions();
    const { body } = await split(conversation, { messageIds });
    await arrives({ subject: `Third ${index}`, messageId: `third-${index}@x` });
    const { conversation: third } = await ana.find(`Third ${index}`);
    await ana.put(`/conversations/${body.id}/merger`, { into: third.id });
    await arrives({ subject: "Got it", messageId: `got-it-${index}@x`, inReplyTo: sesId });
    expect(receivedIn(await ana.open(third.id)).at(-1)?.subject).toBe("Got it");
  });

  test("all of its messages, a message of another conversation, one that came by a merger: refused", async () => {
    const { conversation, messageIds } = await conversationOfTwoQuestions();
    const page = await ana.open(conversation.id);
    const all = [...receivedIn(page), ...sentIn(page)].map(({ id }) => id);
    expect(await split(conversation, { messageIds: all })).toMatchObject({ status: 400, body: { code: "split.everything" } });
    await arrives({ subject: `Part ${index}`, messageId: `part-${index}@x` });
    const part = await ana.find(`Part ${index}`);
    const foreign = receivedIn(part).map(({ id }) => id);
    expect(await split(conversation, { messageIds: [...messageIds, ...foreign] })).toMatchObject({ status: 404 });
    await ana.put(`/conversations/${part.conversation.id}/merger`, { into: conversation.id });
    expect(await split(conversation, { messageIds: foreign })).toMatchObject({ status: 400, body: { code: "split.merged" } });
  });
});

describe("moved to another inbox", () => {
  const move = async (conversation: { id: string }, name: string, by: ApiMember = ana) => {
    const inboxes = (await ana.get<{ items: { id: string; name: string }[] }>("/inboxes")).body.items;
    return by.put(`/conversations/${conversation.id}/inbox`, { inboxId: inboxes.find((inbox) => inbox.name === name)?.id ?? "" });
  };

  test("it is there with its number and history, and the next reply goes out from there", async () => {
    const { conversation } = await conversationOfTwoQuestions();
    expect((await move(conversation, "Sales")).status).toBe(204);
    const page = await elena.open(conversation.id);
    expect(page.conversation).toMatchObject({
      number: conversation.number,
      messageCount: 3,
      formerInboxIds: [conversation.inboxId],
    });
    expect(page.answer.from.address).toBe("sales@acme.test");
    expect(page.entries.at(-1)).toMatchObject({ what: { name: "conversation.moved", from: "Support", to: "Sales" } });
    expect((await ana.list("all", conversation.inboxId)).map(({ id }) => id)).not.toContain(conversation.id);
  });

  test("answers find it by every way they came before: address, id, and the new inbox's own", async () => {
    const { conversation, replyTo, sesId, index } = await conversationOfTwoQuestions();
    await move(conversation, "Sales");
    await arrives({ subject: "a", messageId: `a-${index}@x` }, replyTo);
    await arrives({ subject: "b", messageId: `b-${index}@x`, inReplyTo: sesId }, "support@acme.test");
    await arrives({ subject: "c", messageId: `c-${index}@x`, inReplyTo: `grinder-${index}@x` }, "sales@acme.test");
    await arrives({ subject: "d", messageId: `d-${index}@x`, inReplyTo: `b-${index}@x` }, "sales@acme.test");
    expect(
      receivedIn(await elena.open(conversation.id))
        .map(({ subject }) => subject)
        .slice(-4),
    ).toEqual(["a", "b", "c", "d"]);
  });

  test("a mail to both inboxes is in it once", async () => {
    const { conversation, index } = await conversationOfTwoQuestions();
    await move(conversation, "Sales");
    const mail = textMail({ subject: "both", messageId: `both-${index}@x`, inReplyTo: `grinder-${index}@x` });
    await platform.deliver(mail, { to: ["support@acme.test", "sales@acme.test"] });
    expect(receivedIn(await elena.open(conversation.id)).filter(({ subject }) => subject === "both")).toHaveLength(1);
    const states = (await rowsOf("ledger"))
      .filter(({ conversationId }) => conversationId === conversation.id)
      .map(({ state }) => state);
    expect(states).toContain("duplicate");
  });

  test("who cannot work there gives it back; a part of it moves along", async () => {
    const { conversation } = await conversationOfTwoQuestions();
    await arrives({ subject: `Part ${index}`, messageId: `part-${index}@x` });
    const part = await ana.find(`Part ${index}`);
    await ana.put(`/conversations/${part.conversation.id}/merger`, { into: conversation.id });
    const { items } = (await ana.get<{ items: { id: string; name: string }[] }>("/members")).body;
    await ana.put(`/conversations/${conversation.id}/assignment`, {
      memberId: items.find(({ name }) => name === "Beto Núñez")?.id,
    });
    await move(conversation, "Sales");
    const page = await elena.open(conversation.id);
    expect(page.conversation.assignment).toBeUndefined();
    expect(receivedIn(page)).toHaveLength(3);
    expect((await elena.open(part.conversation.id)).conversation.merger?.into).toBe(conversation.id);
  });

  test("to an inbox that one may not see, or not work in: refused", async () => {
    const { conversation } = await conversationOfTwoQuestions();
    const beto = await member("beto");
    expect(await move(conversation, "Sales", beto)).toMatchObject({ status: 404, body: { code: "inbox.missing" } });
    await arrives({ subject: `Offer ${index}`, messageId: `offer-${index}@x` }, "sales@acme.test");
    expect(await move((await ana.find(`Offer ${index}`)).conversation, "Jobs", elena)).toMatchObject({ status: 403 });
  });
});

describe("numbers, subjects and contacts", () => {
  test("numbers count up, and lead to the conversation", async () => {
    const [first, second] = [await conversationOfTwoQuestions(), await conversationOfTwoQuestions()];
    expect(second.conversation.number).toBe((first.conversation.number ?? 0) + 1);
    const found = await ana.get<{ id: string }>(`/numbers/${first.conversation.number}`);
    expect(found).toMatchObject({ status: 200, body: { id: first.conversation.id } });
    expect((await elena.get(`/numbers/${first.conversation.number}`)).status).toBe(404);
    expect((await ana.get("/numbers/0")).status).toBe(404);
  });

  test("a corrected subject is recorded and used in the reply", async () => {
    const { conversation } = await conversationOfTwoQuestions();
    await ana.put(`/conversations/${conversation.id}/subject`, { subject: "  Noisy   grinder " });
    const page = await ana.open(conversation.id);
    expect(page.conversation.subject).toBe("Noisy grinder");
    expect(page.answer.subject).toBe("Re: Noisy grinder");
    expect(page.entries.at(-1)).toMatchObject({ what: { name: "conversation.subject-changed", from: conversation.subject } });
  });

  test("another contact is a participant, and found under their name", async () => {
    const { conversation } = await conversationOfTwoQuestions();
    const contact = { name: "Nora", address: `nora-${index}@client.example` };
    await ana.put(`/conversations/${conversation.id}/contact`, contact);
    await arrives({ from: `Nora <nora-${index}@client.example>`, subject: `Nora ${index}`, messageId: `nora-${index}@x` });
    const other = (await ana.find(`Nora ${index}`)).conversation;
    const related = await ana.get<{ items: { id: string }[] }>(`/conversations/${other.id}/related`);
    expect(related.body.items[0]?.id).toBe(conversation.id);
    expect(await ana.put(`/conversations/${conversation.id}/contact`, { address: "not an address" })).toMatchObject({
      status: 400,
      body: { code: "contact.address" },
    });
  });
});
