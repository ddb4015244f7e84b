// The queues' endpoint: what `@aws-sdk/client-sqs` speaks (AWS JSON 1.0), as far as this product sends.
import { Hono } from "hono";
import { createHash } from "node:crypto";
import * as v from "valibot";
import type { Queue } from "./queue.ts";

/** SQS's own limits: a message and a whole batch take 1 MiB, a batch 10 entries, a delay 15 minutes. */
const bodyBytes = 1024 * 1024;
const delaySeconds = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(900)), 0);
const messageBody = v.pipe(v.string(), v.minLength(1), v.maxBytes(bodyBytes));
const entry = v.object({ Id: v.string(), MessageBody: messageBody, DelaySeconds: delaySeconds });
const single = v.object({ QueueUrl: v.string(), MessageBody: messageBody, DelaySeconds: delaySeconds });
const batch = v.object({ QueueUrl: v.string(), Entries: v.pipe(v.array(entry), v.minLength(1), v.maxLength(10)) });

/** @param queues by the name that ends their address: `http://…/000000000000/inbound` */
export function queuesEndpoint(queues: Readonly<Record<string, Queue>>): Hono {
  return new Hono().post("*", async (c, next) => {
    const [service, action] = (c.req.header("x-amz-target") ?? "").split(".");
    if (service !== "AmazonSQS") return next();
    const input: unknown = await c.req.json();
    c.header("content-type", "application/x-amz-json-1.0");
    const answer = await act(action, input, queues);
    return c.body(JSON.stringify(answer.body), answer.status);
  });
}

interface Answer {
  readonly status: 200 | 400;
  readonly body: unknown;
}

async function act(action: string | undefined, input: unknown, queues: Readonly<Record<string, Queue>>): Promise<Answer> {
  if (action === "SendMessage") {
    const asked = v.safeParse(single, input);
    if (!asked.success) return refused("InvalidParameterValue", v.summarize(asked.issues));
    const queue = queues[nameOf(asked.output.QueueUrl)];
    return queue ? { status: 200, body: await send(queue, asked.output) } : noQueue();
  }
  if (action === "SendMessageBatch") {
    const asked = v.safeParse(batch, input);
    if (!asked.success) return refused("InvalidParameterValue", v.summarize(asked.issues));
    const queue = queues[nameOf(asked.output.QueueUrl)];
    if (!queue) return noQueue();
    const sent = asked.output.Entries.map(async (one) => ({ Id: one.Id, ...(await send(queue, one)) }));
    return { status: 200, body: { Successful: await Promise.all(sent), Failed: [] } };
  }
  return refused("UnsupportedOperation", `The local queues do not know ${action}.`);
}

async function send(queue: Queue, { MessageBody, DelaySeconds }: { MessageBody: string; DelaySeconds: number }) {
  const MessageId = await queue.send(MessageBody, DelaySeconds * 1000);
  return { MessageId, MD5OfMessageBody: createHash("md5").update(MessageBody).digest("hex") };
}

function nameOf(queueUrl: string): string {
  return queueUrl.slice(queueUrl.lastIndexOf("/") + 1);
}

function noQueue(): Answer {
  return refused("QueueDoesNotExist", "The specified queue does not exist.");
}

function refused(type: string, message: string): Answer {
  return { status: 400, body: { __type: `com.amazonaws.sqs#${type}`, message } };
}
