import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { sqsConsumer } from "../../local/lambda.ts";
import { openQueue, type Queue } from "../../local/queue.ts";
import { queuesEndpoint } from "../../local/queues.ts";
import { serve } from "../../local/serve.ts";
import { temporaryFolder } from "./temporary-folder.ts";

let queue: Queue;
let client: SQSClient;
let QueueUrl: string;
let records: SQSRecord[];
let failing: (record: SQSRecord) => string | undefined;

beforeEach(async () => {
  records = [];
  failing = () => undefined;
  const handler = async (event: SQSEvent) => {
    records.push(...event.Records);
    const batchItemFailures = event.Records.flatMap((record) => {
      const itemIdentifier = failing(record);
      return itemIdentifier === undefined ? [] : [{ itemIdentifier }];
    });
    return { batchItemFailures };
  };
  const consume = sqsConsumer("inbound", handler);
  queue = await openQueue({ name: "inbound", folder: await temporaryFolder(), consume, batchSize: 5, retryDelayMs: 5 });
  const server = await serve((request) => queuesEndpoint({ inbound: queue }).fetch(request));
  QueueUrl = `${server.url}/000000000000/inbound`;
  const credentials = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
  client = new SQSClient({ endpoint: server.url, region: "us-east-1", credentials });
  onTestFinished(async () => {
    client.destroy();
    await queue.stop();
    await server.stop();
  });
});

test("the SDK sends a message and the function gets it as SQS hands it over", async () => {
  const { MessageId } = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "ciao ✓" }));
  await queue.idle();
  expect(records).toMatchObject([
    {
      messageId: MessageId,
      body: "ciao ✓",
      attributes: { ApproximateReceiveCount: "1", SentTimestamp: expect.stringMatching(/^\d{13}$/) },
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:inbound",
      awsRegion: "us-east-1",
    },
  ]);
});

test("a batch of ten is ten messages", async () => {
  const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: `e${index}`, MessageBody: String(index) }));
  const answer = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  expect(answer.Successful?.map((one) => one.Id).sort()).toEqual(Entries.map((one) => one.Id).sort());
  await queue.idle();
  expect(records.map((record) => Number(record.body)).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("a record named in the batch response comes again, with its count", async () => {
  failing = (record) => (record.attributes.ApproximateReceiveCount < "3" ? record.messageId : undefined);
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "stubborn" }));
  await queue.idle();
  expect(records.map((record) => record.attributes.ApproximateReceiveCount)).toEqual(["1", "2", "3"]);
});

test("an identifier that was never handed out fails the whole batch, as on Lambda", async () => {
  let calls = 0;
  failing = () => (calls++ === 0 ? "nobody" : undefined);
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "one" }));
  await queue.idle();
  expect(records).toHaveLength(2);
});

test("another queue's name, an empty body and a long delay are refused as SQS refuses them", async () => {
  const elsewhere = new SendMessageCommand({ QueueUrl: QueueUrl.replace("inbound", "nowhere"), MessageBody: "x" });
  await expect(client.send(elsewhere)).rejects.toMatchObject({ name: "QueueDoesNotExist" });
  await expect(client.send(new SendMessageCommand({ QueueUrl, MessageBody: "" }))).rejects.toThrow(/MessageBody/);
  await expect(client.send(new SendMessageCommand({ QueueUrl, MessageBody: "x", DelaySeconds: 901 }))).rejects.toThrow(
    /DelaySeconds/,
  );
  expect(queue.count()).toBe(0);
});

test("a handler that throws is one line on the terminal, and the message comes again", async () => {
  const said = vi.spyOn(console, "error").mockReturnValue();
  let calls = 0;
  failing = () => {
    if (calls++ === 0) throw new Error("the table is away");
    return undefined;
  };
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "one" }));
  await queue.idle();
  expect(records).toHaveLength(2);
  expect(said).toHaveBeenCalledExactlyOnceWith("queue inbound: Error: the table is away");
  said.mockRestore();
});
