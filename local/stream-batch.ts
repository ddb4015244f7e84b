// One batch of the stream, handled in order as Lambda's event source does it: what fails is halved until it stands alone.
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { setTimeout as wait } from "node:timers/promises";
import { reportFault } from "./fault.ts";
import { region } from "./lambda.ts";
import type { StreamRecord } from "./streams-api.ts";

export type StreamHandler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

export interface BatchOptions {
  readonly arn: string;
  readonly handler: StreamHandler;
  /** Tries for a record that fails alone. */
  readonly attempts: number;
  readonly retryDelayMs: number;
  readonly isStopped: () => boolean;
  /** These are handled, in order. */
  readonly onDone: (records: readonly StreamRecord[]) => Promise<void>;
  /** Nobody could handle this one. */
  readonly onFailed: (record: StreamRecord) => Promise<void>;
}

export async function handleBatch(records: readonly StreamRecord[], options: BatchOptions): Promise<void> {
  if (records.length === 0 || options.isStopped()) return;
  const rest = await tryOnce(records, options);
  const [first] = rest;
  if (!first) return;
  if (rest.length === 1) return handleAlone(first, options);
  await wait(options.retryDelayMs);
  const half = Math.ceil(rest.length / 2);
  await handleBatch(rest.slice(0, half), options);
  await handleBatch(rest.slice(half), options);
}

async function handleAlone(record: StreamRecord, options: BatchOptions): Promise<void> {
  for (let attempt = 1; attempt < options.attempts; attempt++) {
    await wait(options.retryDelayMs * 2 ** (attempt - 1));
    if (options.isStopped() || (await tryOnce([record], options)).length === 0) return;
  }
  await options.onFailed(record);
}

/** Hands the records over and gives back those from the first failed one on. */
async function tryOnce(
  records: readonly StreamRecord[],
  { arn, handler, onDone }: BatchOptions,
): Promise<readonly StreamRecord[]> {
  const done = await handledCount(records, arn, handler);
  if (done > 0) await onDone(records.slice(0, done));
  return records.slice(done);
}

async function handledCount(records: readonly StreamRecord[], eventSourceARN: string, handler: StreamHandler): Promise<number> {
  try {
    const answer = await handler({ Records: records.map((record) => ({ ...record, eventSourceARN, awsRegion: region })) });
    const failed = new Set(answer.batchItemFailures.map((failure) => failure.itemIdentifier));
    if (failed.size === 0) return records.length;
    return Math.max(
      0,
      records.findIndex((record) => failed.has(record.dynamodb.SequenceNumber)),
    );
  } catch (error) {
    reportFault("stream", error);
    return 0;
  }
}
