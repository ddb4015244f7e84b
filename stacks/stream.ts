// The table's stream and its one reader.
import { Duration } from "aws-cdk-lib";
import { type Function as LambdaFunction, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import type { Construct } from "constructs";
import type { Alarms } from "./alarms.ts";
import { allow, type Build, functionOf, stackFor } from "./defaults.ts";
import { sendTo } from "./grants.ts";
import type { Outbound } from "./outbound.ts";
import type { Storage } from "./storage.ts";

export function stream(
  scope: Construct,
  build: Build,
  { table }: Storage,
  outbound: Outbound,
  broadcast: LambdaFunction,
  { givenUp }: Alarms,
): void {
  const stack = stackFor(scope, build, "stream", "The reader of the table's stream");
  const streamArn = table.tableStreamArn ?? "";
  const dispatch = functionOf(stack, build, "dispatch", {
    memoryMb: 512,
    timeout: Duration.seconds(30),
    environment: { OUTBOUND_QUEUE_URL: outbound.queue.queueUrl, REALTIME_FUNCTION: broadcast.functionName },
    may: [
      allow(["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"], [streamArn]),
      allow(["lambda:InvokeFunction"], [broadcast.functionArn]),
      sendTo(outbound.queue, givenUp),
    ],
  });
  dispatch.addEventSource(
    new DynamoEventSource(table, {
      // From the oldest record, so that a deployment that replaces this mapping misses nothing.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      retryAttempts: 10,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      onFailure: new SqsDlq(givenUp),
    }),
  );
}
