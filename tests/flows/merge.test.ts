// Two conversations become one and two again: by a person, or because a mail shows that they were one thread all along.
import { describe, expect, test } from "vitest";
import { readCounts } from "../../functions/store/counters.ts";
import { ana, arrives, platform } from "../helpers/acme.ts";
import { receivedIn, sentIn } from "../helpers/api.ts";

let index = 0;

/** Two conversations: Lucía's grinder, and what Marco says about the same thing. */
async function two() {
  const grinder = `Grinder ${++index}`;
  const marco = `About Lucía's grinder ${index}`;
  await arrives({ subject: grinder, messageId: `grinder-${index}@x` });
  await arrives({ from: "Marco <marco@client.example>", subject: marco, messageId: `marco-${index}@x`, text: "It is mine." });
  return { target: (await ana.find(grinder)).conversation, source: (await ana.find(marco)).conversation, index };
}

const merge = (source: { id: string }, target: { id: string }) =>
  ana.put(`/conversations/${source.id}/merger`, { into: target.id });
const takeOut = (source: { id: string }) => ana.remove(`/conversations/${source.id}/merger`);

describe("merged by a person", () => {
  test("one conversation shows both, by time, and both timelines say so", async () => {
    const { target, source } = await two();
    expect((await merge(source, target)).status).toBe(204);
    const page = await ana.open(target.id);
    expect(receivedIn(page).map(({ from }) => from.address)).toEqual(["lucia@client.example", "marco@client.example"]);
    expect(page.conversation).toMatchObject({ messageCount: 2, mergedIds: [source.id], snippet: "It is mine.", isUnread: true });
    expect(page.entries.at(-1)).toMatchObject({ what: { name: "conversation.merged", other: { subject: source.subject } } });
    expect((await ana.list()).map(({ id }) => id)).not.toContain(source.id);
    const pointer = await ana.open(source.id);
    expect(pointer.conversation.merger).toMatchObject({ into: target.id, by: { name: "Ana Ferrer" } });
    expect(pointer.entries.at(-1)).toMatchObject({
      what: { name: "conversation.merged-into", other: { number: target.number } },
    });
  });

  test("a message of either is opened from the one that is left", async () => {
    const { target, source } = await two();
    const [fromMarco] = receivedIn(await ana.open(source.id));
    await merge(source, target);
    const address = `/conversations/${target.id}/messages/${fromMarco?.id}`;
    expect((await ana.get<{ text: string }>(`${address}/text`)).body.text).toContain("It is mine.");
    expect((await ana.get(`${address}/original`)).status).toBe(302);
  });

  test("the customer's answer to either lands in the one that is left", async () => {
    const { target, source, index } = await two();
    await ana.reply(source, "<p>Whose is it?</p>");
    await platform.idle();
    const sent = (await platform.outbox()).at(-1);
    await merge(source, target);
    await arrives({
      from: "Marco <marco@client.example>",
      subject: "1",
      messageId: `m1-${index}@x`,
      inReplyTo: `marco-${index}@x`,
    });
    await arrives({ subject: "2", messageId: `m2-${index}@x`, inReplyTo: `grinder-${index}@x` });
    const replyTo = /<([^>]+)>/.exec(sent?.headers["reply-to"] ?? "")?.[1] ?? "";
    await arrives({ from: "Marco <marco@client.example>", subject: "3", messageId: `m3-${index}@x` }, replyTo);
    expect(
      receivedIn(await ana.open(target.id))
        .map(({ subject }) => subject)
        .slice(-3),
    ).toEqual(["1", "2", "3"]);
  });

  test("a delivery report about a reply of the merged one is seen in the one that is left", async () => {
    const { target, source } = await two();
    await ana.reply(source, "<p>Hello</p>");
    await platform.idle();
    const sent = (await platform.outbox()).at(-1);
    await merge(source, target);
    await platform.report(sent, { type: "bounce", recipients: ["marco@client.example"] });
    const page = await ana.open(target.id);
    expect(sentIn(page)[0]?.delivery.state).toBe("bounced");
    expect(page.conversation.needsAttention).toBe("bounced");
  });

  test("nothing is written to one that is part of another", async () => {
    const { target, source } = await two();
    await merge(source, target);
    const refused = await ana.post(`/conversations/${source.id}/notes`, { text: "Hello?" });
    expect(refused).toMatchObject({ status: 409, body: { code: "conversation.merged", details: { into: target.id } } });
    expect((await ana.put(`/conversations/${source.id}/closure`)).status).toBe(409);
  });

  test("an open one opens a closed one; an owner stays an owner", async () => {
    const { target, source } = await two();
    const [beto] = (await ana.get<{ items: { id: string; name: string }[] }>("/members")).body.items.filter(
      ({ name }) => name === "Beto Núñez",
    );
    await ana.put(`/conversations/${target.id}/closure`);
    await ana.put(`/conversations/${source.id}/assignment`, { memberId: beto?.id });
    await merge(source, target);
    const { conversation } = await ana.open(target.id);
    expect(conversation.closure).toBeUndefined();
    expect(conversation.assignment?.memberId).toBe(beto?.id);
  });

  test.each([
    ["itself", "merge.same", async () => two().then(({ target }) => [target, target] as const)],
    [
      "one of another inbox",
      "merge.other-inbox",
      async () => {
        await arrives({ subject: `Sales ${++index}`, messageId: `sales-${index}@x` }, "sales@acme.test");
        return [(await two()).source, (await ana.find(`Sales ${index - 1}`)).conversation] as const;
      },
    ],
  ])("into %s: refused", async (_, code, pair) => {
    const [source, target] = await pair();
    expect(await merge(source, target)).toMatchObject({ status: 400, body: { code } });
  });

  test("merging twice is merging once", async () => {
    const { target, source } = await two();
    await merge(source, target);
    expect((await merge(source, target)).status).toBe(204);
    expect((await ana.open(target.id)).conversation.messageCount).toBe(2);
  });
});

describe("taken out again", () => {
  test("both are as they were, with what was said since in the one that held both", async () => {
    const { target, source, index } = await two();
    await merge(source, target);
    await arrives({ subject: "since", messageId: `since-${index}@x`, inReplyTo: `grinder-${index}@x` });
    expect((await takeOut(source)).status).toBe(204);
    const [left, out] = [await ana.open(target.id), await ana.open(source.id)];
    expect(receivedIn(left).map(({ from }) => from.address)).toEqual(["lucia@client.example", "lucia@client.example"]);
    expect(left.conversation).toMatchObject({ messageCount: 2, snippet: "It makes a noise." });
    expect(left.conversation.mergedIds).toBeUndefined();
    expect(receivedIn(out).map(({ from }) => from.address)).toEqual(["marco@client.example"]);
    expect(out.conversation.merger).toBeUndefined();
    expect((await ana.list()).map(({ id }) => id)).toContain(source.id);
  });

  test("who took part only in the other one does so no longer", async () => {
    const { target, source, index } = await two();
    await merge(source, target);
    await takeOut(source);
    await arrives({
      from: "Marco <marco@client.example>",
      subject: "x",
      messageId: `stranger-${index}@x`,
      inReplyTo: `grinder-${index}@x`,
    });
    expect(receivedIn(await ana.open(target.id)).at(-1)?.trust).toMatch(/^new-/);
  });

  test("merged in a row: the outer one comes out first, with all that it holds", async () => {
    const [first, second] = [await two(), await two()];
    await merge(first.source, first.target);
    await merge(first.target, second.target);
    expect((await ana.open(second.target.id)).conversation.messageCount).toBe(3);
    expect(await takeOut(first.source)).toMatchObject({ status: 409, body: { code: "merge.inner" } });
    await takeOut(first.target);
    expect((await ana.open(first.target.id)).conversation).toMatchObject({ messageCount: 2, mergedIds: [first.source.id] });
    expect((await ana.open(second.target.id)).conversation.messageCount).toBe(1);
  });

  test("the counts are right all the way", async () => {
    const { target, source } = await two();
    const { inboxId } = target;
    const open = async () => (await readCounts([inboxId])).get(inboxId)?.open ?? 0;
    const before = await open();
    await merge(source, target);
    expect(await open()).toBe(before - 1);
    await takeOut(source);
    expect(await open()).toBe(before);
    expect(await open()).toBe((await ana.list("open", inboxId)).length);
  });
});

describe("a mail shows that two are one thread", () => {
  test("the missing link comes last: its answer and its original meet, and the message says what tied them", async () => {
    await arrives({ from: "C <c@late.example>", subject: "Re: Re: Link", messageId: "link-3@x", inReplyTo: "link-2@x" });
    await arrives({ from: "A <a@late.example>", subject: "Link", messageId: "link-1@x" });
    await arrives({ from: "B <b@late.example>", subject: "Re: Link", messageId: "link-2@x", inReplyTo: "link-1@x" });
    const { conversation, entries } = await ana.find("Re: Re: Link");
    expect(conversation.messageCount).toBe(3);
    expect(entries.find(({ kind }) => kind === "change")).toMatchObject({
      by: { kind: "system" },
      what: { name: "conversation.merged" },
    });
    expect((await ana.list()).filter(({ subject }) => subject.endsWith("Link"))).toHaveLength(1);
  });

  test("a stranger who names two conversations ties nothing; what else was possible is said", async () => {
    const { target, source, index } = await two();
    await arrives({
      from: "Mallory <mallory@evil.example>",
      subject: "tie",
      messageId: `tie-${index}@x`,
      inReplyTo: `grinder-${index}@x`,
      references: `<marco-${index}@x> <grinder-${index}@x>`,
    });
    const tie = receivedIn(await ana.open(target.id)).at(-1);
    expect(tie).toMatchObject({
      subject: "tie",
      match: { by: "in-reply-to" },
      candidates: [{ conversationId: source.id, id: `marco-${index}@x` }],
    });
    expect((await ana.open(source.id)).conversation.merger).toBeUndefined();
  });

  test("a mail that its own domain disowns ties nothing, even one that was waited for", async () => {
    await arrives({ subject: "Re: Forged", messageId: "forged-2@x", inReplyTo: "forged-1@x" });
    await arrives({ subject: "Other", messageId: "forged-0@x" });
    await platform.verdicts({ dmarc: "FAIL" });
    await arrives({ subject: "Forged", messageId: "forged-1@x", inReplyTo: "forged-0@x" });
    expect((await ana.find("Re: Forged")).conversation.messageCount).toBe(1);
  });
});
