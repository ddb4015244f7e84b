// Messages into a queue, ten a request. All are in it afterwards, or this fails.
import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { queuesClient } from "../runtime/clients.ts";

/** SQS takes no more in one request. */
const batchSize = 10;

export async function sendAll(QueueUrl: string, messages: readonly object[]): Promise<void> {
  for (let from = 0; from < messages.length; from += batchSize) {
    const Entries = messages
      .slice(from, from + batchSize)
      .map((message, index) => ({ Id: String(index), MessageBody: JSON.stringify(message) }));
    const { Failed = [] } = await queuesClient().send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    if (Failed.length > 0) throw new Error(`the queue did not take ${Failed.length} messages: ${Failed[0]?.Code}`);
  }
}
