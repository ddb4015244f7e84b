// Queue batches: each record on its own, failures by the identifier that SQS wants, so one bad record holds up no other.
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { log } from "./log.ts";

export function sqsBatch(handle: (record: SQSRecord) => Promise<void>): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async (event) => {
    const results = await Promise.allSettled(event.Records.map(handle));
    const batchItemFailures = results.flatMap((result, index) => {
      const record = event.Records[index];
      if (result.status === "fulfilled" || !record) return [];
      log.error("batch.record-failed", { messageId: record.messageId, error: result.reason });
      return [{ itemIdentifier: record.messageId }];
    });
    return { batchItemFailures };
  };
}
