// The only place that makes an AWS client: one a service, kept between invocations.
import { ApiGatewayManagementApiClient } from "@aws-sdk/client-apigatewaymanagementapi";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { config } from "./config.ts";

// One function a service, so that a bundle carries only the clients that it uses.

export const tableClient = () =>
  kept(config.endpoint("DYNAMODB"), "table", (at) =>
    DynamoDBDocumentClient.from(new DynamoDBClient(at), { marshallOptions: { removeUndefinedValues: true } }),
  );

/** Checksums only where S3 demands them: in a presigned address the SDK would sign that of an empty body. */
export const bucketsClient = () =>
  kept(
    config.endpoint("S3"),
    "buckets",
    (at) => new S3Client({ ...at, forcePathStyle: at.endpoint !== undefined, requestChecksumCalculation: "WHEN_REQUIRED" }),
  );

export const queuesClient = () => kept(config.endpoint("SQS"), "queues", (at) => new SQSClient(at));

export const functionsClient = () => kept(config.endpoint("LAMBDA"), "functions", (at) => new LambdaClient(at));

export const socketsClient = () => kept(config.socketManagementUrl, "sockets", (at) => new ApiGatewayManagementApiClient(at));

/** One attempt only: a send that is tried again by the SDK could reach the customer twice. */
export const mailClient = () => kept(config.endpoint("SES"), "mail", (at) => new SESv2Client({ ...at, maxAttempts: 1 }));

interface Where {
  readonly region: string;
  readonly credentials: () => Promise<typeof config.credentials>;
  readonly endpoint?: string;
}

const made = new Map<string, unknown>();

function kept<Client>(endpoint: string | undefined, name: string, make: (at: Where) => Client): Client {
  const id = `${name} ${endpoint ?? ""}`;
  // The environment alone: the SDK's own search for credentials asks places that no function of ours has.
  const at = { region: config.region, credentials: async () => config.credentials };
  if (!made.has(id)) made.set(id, make(endpoint ? { ...at, endpoint } : at));
  return made.get(id) as Client;
}
