// The only reader of the table's stream: what changed goes to the sockets, and mail that is due goes to the outbound queue.
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { functionsClient, queuesClient } from "../runtime/clients.ts";
import { config } from "../runtime/config.ts";
import { log } from "../runtime/log.ts";
import type { Row } from "../store/table.ts";
import { changeOf, dueMessage, type StreamedChange } from "./changes.ts";

/** Order matters inside a shard, so the first record that fails ends the batch; the stream brings it and the rest again. */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const changes: StreamedChange[] = [];
  for (const record of event.Records) {
    try {
      const { before, after } = images(record);
      await sendIfDue(before, after);
      const change = changeOf(before, after);
      if (change) changes.push(change);
    } catch (error) {
      log.error("stream.record-failed", { error });
      await tellSockets(changes);
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" }] };
    }
  }
  await tellSockets(changes);
  return { batchItemFailures: [] };
}

async function sendIfDue(before: Row | undefined, after: Row | undefined): Promise<void> {
  const due = dueMessage(before, after);
  if (!due) return;
  await queuesClient().send(new SendMessageCommand({ QueueUrl: config.outboundQueueUrl, MessageBody: JSON.stringify(due) }));
}

/** Asynchronous, with retries of its own: a slow socket holds up no mail. */
async function tellSockets(changes: readonly StreamedChange[]): Promise<void> {
  if (changes.length === 0) return;
  const Payload = Buffer.from(JSON.stringify({ changes }));
  await functionsClient().send(new InvokeCommand({ FunctionName: config.realtimeFunction, InvocationType: "Event", Payload }));
}

function images({ dynamodb }: DynamoDBRecord): { before: Row | undefined; after: Row | undefined } {
  return { before: rowOf(dynamodb?.OldImage), after: rowOf(dynamodb?.NewImage) };
}

type Image = NonNullable<NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"]>;

function rowOf(image: Image | undefined): Row | undefined {
  return image && (unmarshall(image as Parameters<typeof unmarshall>[0]) as Row);
}
