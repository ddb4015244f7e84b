// What `functions/runtime/config.ts` reads, told to our own process before any handler is called.
import { credentials } from "./buckets.ts";
import { region } from "./lambda.ts";

/** Names of local things that handlers know by their environment. */
export const names = {
  table: "inbox",
  rawBucket: "raw",
  filesBucket: "files",
  inboundQueue: "inbound",
  outboundQueue: "outbound",
  realtimeFunction: "broadcast",
  configurationSet: "local",
  replyDomain: "reply.acme.test",
  clientId: "local-page",
} as const;

export interface Addresses {
  readonly origin: string;
  readonly table: string;
  readonly buckets: string;
  /** SQS, SES, Lambda and the sockets' management. */
  readonly aws: string;
  readonly socket: string;
  readonly issuer: string;
  readonly queueUrl: (name: string) => string;
}

export function setEnvironment(at: Addresses, secrets: { signingKeys: string; clientSecret: string }): void {
  Object.assign(process.env, {
    TABLE_NAME: names.table,
    RAW_BUCKET: names.rawBucket,
    FILES_BUCKET: names.filesBucket,
    INBOUND_QUEUE_URL: at.queueUrl(names.inboundQueue),
    OUTBOUND_QUEUE_URL: at.queueUrl(names.outboundQueue),
    REALTIME_FUNCTION: names.realtimeFunction,
    SOCKET_MANAGEMENT_URL: at.aws,
    SOCKET_ADDRESS: at.socket,
    APP_ORIGIN: at.origin,
    REPLY_DOMAIN: names.replyDomain,
    SIGNING_KEYS: secrets.signingKeys,
    OIDC_ISSUER: at.issuer,
    OIDC_CLIENT_ID: names.clientId,
    OIDC_CLIENT_SECRET: secrets.clientSecret,
    CONFIGURATION_SET: names.configurationSet,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: at.table,
    AWS_ENDPOINT_URL_S3: at.buckets,
    AWS_ENDPOINT_URL_SQS: at.aws,
    AWS_ENDPOINT_URL_SES: at.aws,
    AWS_ENDPOINT_URL_LAMBDA: at.aws,
  });
  // A profile or session of the person's own must never reach these endpoints.
  for (const name of ["AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_ENDPOINT_URL"]) delete process.env[name];
}
