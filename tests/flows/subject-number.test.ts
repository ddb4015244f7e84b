// The conversation's number in the subjects of what we send: where the inbox wants it, once, and for people's eyes alone.
import { describe, expect, test } from "vitest";
import type { ConversationView } from "../../functions/api/views.ts";
import type { NumberPlace } from "../../functions/core/inbox/settings.ts";
import { ana, arrives, platform } from "../helpers/acme.ts";
import { receivedIn, sentIn } from "../helpers/api.ts";

let count = 0;

async function asked(subject = `Numbered ${++count}`) {
  await arrives({ subject, messageId: `numbered-${++count}@x` });
  return ana.find(subject);
}

async function putNumber({ inboxId }: ConversationView, numberPlace: NumberPlace) {
  expect((await ana.call("PATCH", `/inboxes/${inboxId}/settings`, { numberPlace })).status).toBe(200);
}

/** The subject that the reply went out under, as SES got it. */
async function replySubject(conversationId: string): Promise<string> {
  const { conversation } = await ana.open(conversationId);
  expect((await ana.reply(conversation, "<p>x</p>")).status).toBe(201);
  await platform.idle();
  const message = sentIn(await ana.open(conversationId)).at(-1);
  expect(message?.delivery.state).toBe("delivered");
  const out = (await platform.outbox()).find(({ id }) => id === message?.delivery.sesMessageId);
  expect(out?.subject).toBe(message?.subject);
  return out?.subject ?? "";
}

test("nobody asked for it: it is not there", async () => {
  const { conversation } = await asked();
  expect(await replySubject(conversation.id)).toBe(`Re: ${conversation.subject}`);
});

describe.each(["before", "after"] as const)("%s the words", (place) => {
  const numbered = ({ number, subject }: ConversationView) =>
    place === "before" ? `Re: [#${number}] ${subject}` : `Re: ${subject} [#${number}]`;

  test("it is proposed, goes out, and comes back without being doubled or shown as another subject", async () => {
    const { conversation } = await asked();
    await putNumber(conversation, place);
    expect((await ana.open(conversation.id)).answer.subject).toBe(numbered(conversation));
    expect(await replySubject(conversation.id)).toBe(numbered(conversation));
    const out = (await platform.outbox()).at(-1);
    expect(out?.headers["thread-topic"]).toBe(conversation.subject);
    const id = /<(.*)>/.exec(out?.headers["message-id"] ?? "")?.[1] ?? "";
    // One program leaves the number where it was, another one moves it.
    for (const subject of [`RE: ${numbered(conversation)}`, `[#${conversation.number}] AW: ${conversation.subject}`])
      await arrives({ subject, inReplyTo: id, messageId: `back-${++count}@x` });
    const page = await ana.open(conversation.id);
    expect(page.conversation.subject).toBe(conversation.subject);
    const answers = receivedIn(page).slice(1);
    expect(answers.map(({ subject }) => subject.startsWith("RE:"))).toEqual([true, false]);
    expect(answers.filter(({ isNewSubject }) => isNewSubject)).toEqual([]);
    expect(await replySubject(conversation.id)).toBe(numbered(conversation));
  });

  test("it is that of the conversation which holds the other", async () => {
    const [target, source] = [(await asked()).conversation, (await asked()).conversation];
    await putNumber(target, place);
    expect(await replySubject(source.id)).toBe(numbered(source));
    await ana.put(`/conversations/${source.id}/merger`, { into: target.id });
    expect(await replySubject(target.id)).toBe(numbered(target));
  });

  test("what is split off has its own, under the bare words", async () => {
    const { conversation } = await asked();
    await putNumber(conversation, place);
    await replySubject(conversation.id);
    const out = (await platform.outbox()).at(-1);
    const id = /<(.*)>/.exec(out?.headers["message-id"] ?? "")?.[1] ?? "";
    await arrives({ subject: `Re: ${numbered(conversation)}`, inReplyTo: id, messageId: `split-${++count}@x` });
    const answer = receivedIn(await ana.open(conversation.id)).at(-1);
    const split = await ana.post<{ id: string }>(`/conversations/${conversation.id}/splits`, { messageIds: [answer?.id] });
    const fresh = (await ana.open(split.body.id)).conversation;
    expect(fresh.subject).not.toContain("[#");
    expect(await replySubject(fresh.id)).toBe(numbered({ ...fresh, subject: conversation.subject }));
  });
});

test("a number alone brings nobody into a conversation", async () => {
  const { conversation } = await asked();
  await arrives({ subject: `Re: [#${conversation.number}] ${conversation.subject}`, messageId: "by-number@x" });
  expect((await ana.open(conversation.id)).conversation.messageCount).toBe(1);
});
