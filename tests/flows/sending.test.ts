// The sender, stopped between any two steps: never twice, and never "sent" for what was not.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import type { SentMessage } from "../../functions/core/conversation/conversation.ts";
import { handler as feedback } from "../../functions/outbound/feedback.ts";
import { handler as send } from "../../functions/outbound/send.ts";
import { ana, platform } from "../helpers/acme.ts";
import { sqsEvent } from "../helpers/notice.ts";
import { putInto, sentReply, storedReply } from "../helpers/sent-reply.ts";
import { textMail } from "../helpers/text-mail.ts";

let index = 0;
const platformSes = () => process.env.AWS_ENDPOINT_URL_SES ?? "";

/** A delivered reply: its row, ready to be put back into any state. */
const delivered = () => sentReply(platform, ana, `Sending ${++index}`);

const job = ({ conversationId, id }: SentMessage) => sqsEvent({ conversationId, messageId: id });
const mailsOf = async (message: SentMessage) => (await platform.outbox()).filter(({ subject }) => subject === message.subject);
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

describe("the job comes again", () => {
  test("after everything went well: nothing happens", async () => {
    const message = await delivered();
    await Promise.all(Array.from({ length: 10 }, () => send(job(message))));
    expect(await mailsOf(message)).toHaveLength(1);
    expect(await storedReply(message.conversationId, message.id)).toEqual(message);
  });

  test("ten workers at once on a queued message: one mail", async () => {
    const message = await putInto(await delivered(), { state: "queued", at: ago(0), recipients: [] });
    await Promise.all(Array.from({ length: 10 }, () => send(job(message))));
    expect(await mailsOf(message)).toHaveLength(2); // the one that made the row, and one for being queued again
  });

  test("after the sender died with the claim in its hands: unconfirmed, and no second mail", async () => {
    const message = await putInto(await delivered(), { state: "sending", at: ago(60_000), recipients: [] });
    expect(await send(job(message))).toEqual({ batchItemFailures: [] });
    expect((await storedReply(message.conversationId, message.id)).delivery).toMatchObject({
      state: "unconfirmed",
      reason: expect.any(String),
    });
    expect(await mailsOf(message)).toHaveLength(1);
    const { conversation, entries } = await ana.open(message.conversationId);
    expect(conversation.needsAttention).toBe("unconfirmed");
    expect(entries.at(-1)).toMatchObject({ kind: "change", what: { name: "delivery.failed" } });
  });

  test("while the first sender may still be at it: later", async () => {
    const message = await putInto(await delivered(), { state: "sending", at: ago(1000), recipients: [] });
    expect((await send(job(message))).batchItemFailures).toHaveLength(1);
    expect((await storedReply(message.conversationId, message.id)).delivery.state).toBe("sending");
  });

  test("for the last time, with the claim still fresh: unconfirmed, for nobody will ask again", async () => {
    const message = await putInto(await delivered(), { state: "sending", at: ago(1000), recipients: [] });
    expect(await send(lastTry(job(message)))).toEqual({ batchItemFailures: [] });
    expect((await storedReply(message.conversationId, message.id)).delivery.state).toBe("unconfirmed");
  });

  test("after the answer to the claim was lost: asked again, and not forgotten", async () => {
    const message = await putInto(await delivered(), { state: "queued", at: ago(0), recipients: [] });
    const { result } = await losingTheFirstUpdate(() => send(job(message)));
    expect(result.batchItemFailures).toHaveLength(1);
    expect((await storedReply(message.conversationId, message.id)).delivery.state).toBe("sending");
  });

  test("for a message that is not there: nothing, and the queue is rid of it", async () => {
    const event = sqsEvent({ conversationId: `con_${"0".repeat(26)}`, messageId: `msg_${"0".repeat(26)}` });
    expect(await send(event)).toEqual({ batchItemFailures: [] });
  });
});

describe("SES", () => {
  const cases: [string, (answer: import("node:http").ServerResponse) => void, string, number][] = [
    ["takes it and the answer is lost", (answer) => answer.destroy(), "unconfirmed", 0],
    ["answers with a fault", (answer) => answer.writeHead(500).end("{}"), "unconfirmed", 0],
    [
      "answers without an id",
      (answer) => answer.writeHead(200, { "content-type": "application/json" }).end("{}"),
      "unconfirmed",
      0,
    ],
    ["refuses the message", refusing("MessageRejected", 400), "failed", 0],
    ["has had enough for this second", refusing("TooManyRequestsException", 429), "queued", 1],
  ];

  test.each(cases)("%s", async (_, answer, state, retries) => {
    const message = await putInto(await delivered(), { state: "queued", at: ago(0), recipients: [] });
    const { calls, result } = await withSes(answer, () => send(job(message)));
    expect(calls).toBe(1);
    expect(result.batchItemFailures).toHaveLength(retries);
    expect((await storedReply(message.conversationId, message.id)).delivery.state).toBe(state);
  });

  test("cannot be reached: nothing left, so it is tried again", async () => {
    const message = await putInto(await delivered(), { state: "queued", at: ago(0), recipients: [] });
    const before = platformSes();
    process.env.AWS_ENDPOINT_URL_SES = "http://127.0.0.1:9";
    try {
      expect((await send(job(message))).batchItemFailures).toHaveLength(1);
    } finally {
      process.env.AWS_ENDPOINT_URL_SES = before;
    }
    expect((await storedReply(message.conversationId, message.id)).delivery.state).toBe("queued");
    expect(await send(job(message))).toEqual({ batchItemFailures: [] });
    expect((await storedReply(message.conversationId, message.id)).delivery.state).toMatch(/sent|delivered/);
  });

  test("cannot be reached on the last try: failed, and its author hears of it", async () => {
    const message = await putInto(await delivered(), { state: "queued", at: ago(0), recipients: [] });
    const { result } = await withSes(refusing("TooManyRequestsException", 429), () => send(lastTry(job(message))));
    expect(result.batchItemFailures).toEqual([]);
    expect((await storedReply(message.conversationId, message.id)).delivery.state).toBe("failed");
    expect((await ana.open(message.conversationId)).conversation.needsAttention).toBe("failed");
  });

  test("tells later that an unconfirmed message went: it is sent, still one mail, and answers to it find their way", async () => {
    const message = await putInto(await delivered(), { state: "unconfirmed", at: ago(0), recipients: [], reason: "?" });
    const sesMessageId = `late-${index}`;
    await feedback(snsEvent(message, "Send", {}, sesMessageId));
    expect((await storedReply(message.conversationId, message.id)).delivery.state).toBe("sent");
    expect(await mailsOf(message)).toHaveLength(1);
    const answer = textMail({ subject: "x", messageId: `to-late-${index}@x`, inReplyTo: `${sesMessageId}@email.amazonses.com` });
    await platform.deliver(answer, { to: "support@acme.test" });
    expect((await ana.open(message.conversationId)).conversation.messageCount).toBe(3);
  });

  test("says of a delivered mail that it bounced softly, as out-of-offices do: it stays delivered", async () => {
    const message = await delivered();
    const bouncedRecipients = [{ emailAddress: "lucia@client.example" }];
    const bounce = { timestamp: ago(0), bounceType: "Transient", bounceSubType: "General", bouncedRecipients };
    await feedback(snsEvent(message, "Bounce", { bounce }));
    expect((await storedReply(message.conversationId, message.id)).delivery.state).toBe("delivered");
  });

  test("reports a second recipient's bounce: heard of too", async () => {
    const subject = `Two bounces ${++index}`;
    await platform.deliver(textMail({ subject, messageId: `two-${index}@x` }), { to: "support@acme.test" });
    const { conversation } = await ana.find(subject);
    await ana.reply(conversation, "<p>x</p>", { cc: ["marco@client.example"] });
    await platform.idle();
    const [mail] = (await platform.outbox()).filter((one) => one.subject === `Re: ${subject}`);
    await platform.report(mail, { type: "bounce", recipients: ["lucia@client.example"], reason: "first" });
    await ana.put(`/conversations/${conversation.id}/closure`);
    await platform.report(mail, { type: "bounce", recipients: ["marco@client.example"], reason: "second" });
    const page = await ana.open(conversation.id);
    expect(page.conversation).toMatchObject({ needsAttention: "bounced" });
    expect(page.conversation.closure).toBeUndefined();
    expect(page.entries.filter((entry) => entry.kind === "change" && entry.what.name === "delivery.failed")).toHaveLength(2);
  });

  test("reports a bounce: the recipient, the reason, the author's attention, and the conversation open again", async () => {
    const message = await delivered();
    await ana.put(`/conversations/${message.conversationId}/closure`);
    const [mail] = await mailsOf(message);
    await platform.report(mail, { type: "bounce", reason: "550 5.1.1 no such user" });
    const { conversation } = await ana.open(message.conversationId);
    expect((await storedReply(message.conversationId, message.id)).delivery).toMatchObject({
      state: "bounced",
      recipients: [{ address: "lucia@client.example", state: "bounced" }],
    });
    expect(conversation.closure).toBeUndefined();
    expect(conversation.needsAttention).toBe("bounced");
  });

  test("sends an event about somebody else's mail: nothing breaks", async () => {
    const message = await delivered();
    const foreign = snsEvent(message, "Delivery", { delivery: { timestamp: ago(0), recipients: [] } }, "x", {});
    await expect(feedback(foreign)).resolves.toBeUndefined();
    expect(await storedReply(message.conversationId, message.id)).toEqual(message);
  });
});

function lastTry({ Records }: ReturnType<typeof sqsEvent>): ReturnType<typeof sqsEvent> {
  return {
    Records: Records.map((record) => ({ ...record, attributes: { ...record.attributes, ApproximateReceiveCount: "5" } })),
  };
}

/** Passes everything on to the table, but breaks the connection after its first update was done. */
async function losingTheFirstUpdate<T>(work: () => Promise<T>): Promise<{ result: T }> {
  const table = process.env.AWS_ENDPOINT_URL_DYNAMODB ?? "";
  let isLost = false;
  const server = await listening(
    createServer(async (request, response) => {
      const body = await buffer(request);
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const answer = await fetch(table, { method: "POST", headers: { ...headers, host: new URL(table).host }, body });
      const isUpdate = headers["x-amz-target"]?.endsWith("UpdateItem");
      if (isUpdate && !isLost) {
        isLost = true;
        response.destroy();
      } else
        response
          .writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" })
          .end(Buffer.from(await answer.arrayBuffer()));
    }),
  );
  process.env.AWS_ENDPOINT_URL_DYNAMODB = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return { result: await work() };
  } finally {
    process.env.AWS_ENDPOINT_URL_DYNAMODB = table;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function refusing(type: string, status: number) {
  return (answer: import("node:http").ServerResponse) =>
    void answer
      .writeHead(status, { "content-type": "application/json", "x-amzn-errortype": type })
      .end(JSON.stringify({ message: "no" }));
}

/** Runs `work` with an SES of our own that answers so. */
async function withSes<T>(
  answer: (response: import("node:http").ServerResponse) => void,
  work: () => Promise<T>,
): Promise<{ calls: number; result: T }> {
  let calls = 0;
  const server = await listening(
    createServer((request, response) => {
      calls++;
      request.resume().on("end", () => answer(response));
    }),
  );
  const before = platformSes();
  process.env.AWS_ENDPOINT_URL_SES = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return { result: await work(), calls };
  } finally {
    process.env.AWS_ENDPOINT_URL_SES = before;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function listening(server: Server): Promise<Server> {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function snsEvent(
  message: SentMessage,
  eventType: string,
  detail: object,
  sesMessageId = "ses",
  tags: object = { conversation: [message.conversationId], message: [message.id] },
) {
  const Message = JSON.stringify({ eventType, mail: { messageId: sesMessageId, timestamp: ago(0), tags }, ...detail });
  return {
    Records: [{ EventSource: "aws:sns", EventVersion: "1.0", EventSubscriptionArn: "arn", Sns: { Message } }],
  } as Parameters<typeof feedback>[0];
}
