// DynamoDB Streams by hand: one POST an action, so that nobody has to install another client for five lines.
import type { DynamoDBRecord } from "aws-lambda";
import { region } from "./lambda.ts";

/** A record as the Streams API gives it, which is how Lambda hands it on. */
export type StreamRecord = DynamoDBRecord & { readonly dynamodb: { readonly SequenceNumber: string } };

export interface TableStream {
  readonly arn: string;
  /** Where to read on: behind that record, or from the oldest one. */
  iteratorAfter(sequenceNumber: string | undefined): Promise<string>;
  read(iterator: string, limit: number): Promise<{ records: StreamRecord[]; next: string }>;
}

export async function streamOf(endpoint: string, tableName: string): Promise<TableStream> {
  const { Streams } = await call<{ Streams: { StreamArn: string }[] }>(endpoint, "ListStreams", { TableName: tableName });
  const arn = Streams.at(-1)?.StreamArn;
  if (!arn) throw new Error(`table ${tableName} has no stream`);
  return {
    arn,
    async iteratorAfter(sequenceNumber) {
      const { StreamDescription } = await call<DescribeStream>(endpoint, "DescribeStream", { StreamArn: arn });
      const from =
        sequenceNumber === undefined
          ? { ShardIteratorType: "TRIM_HORIZON" }
          : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: sequenceNumber };
      // One table of this size has one shard for as long as it lives.
      const shard = { StreamArn: arn, ShardId: StreamDescription.Shards[0]?.ShardId };
      return (await call<{ ShardIterator: string }>(endpoint, "GetShardIterator", { ...shard, ...from })).ShardIterator;
    },
    async read(iterator, limit) {
      const answer = await call<GetRecords>(endpoint, "GetRecords", { ShardIterator: iterator, Limit: limit });
      return { records: answer.Records, next: answer.NextShardIterator };
    },
  };
}

interface DescribeStream {
  readonly StreamDescription: { readonly Shards: readonly { readonly ShardId: string }[] };
}
interface GetRecords {
  readonly Records: StreamRecord[];
  readonly NextShardIterator: string;
}

async function call<Answer>(endpoint: string, action: string, input: unknown): Promise<Answer> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDBStreams_20120810.${action}`,
      "x-amz-date": new Date().toISOString().replace(/[-:]|\.\d+/g, ""),
      authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=local`,
    },
    body: JSON.stringify(input),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${action}: ${response.status} ${answer.slice(0, 200)}`);
  return JSON.parse(answer) as Answer;
}
