// What the product stands on: its port, table and buckets, and one endpoint that answers as AWS. Knows nothing of the product.
import { join } from "node:path";
import { createServer } from "node:http";
import { localBuckets } from "./buckets.ts";
import { takeFolder } from "./data-folder.ts";
import { names, setEnvironment } from "./environment.ts";
import { TakenError } from "./errors.ts";
import { account } from "./lambda.ts";
import { keptSecrets, type Secrets } from "./secrets.ts";
import { close, type Fetch, listen, serve } from "./serve.ts";
import { type Door, issuerPath, openDoor } from "./site.ts";
import { localTable } from "./table.ts";

export interface UnderlayOptions {
  readonly dataDir: string;
  /** 0 is any free port. */
  readonly port?: number;
  readonly smtpPort?: number;
  /** A DynamoDB endpoint in place of our own table. */
  readonly dynamoEndpoint?: string | undefined;
}

export interface Underlay {
  readonly door: Door;
  readonly tableEndpoint: string;
  readonly bucketsEndpoint: string;
  readonly socketAddress: string;
  readonly secrets: Secrets;
  /** From here on SQS, SES, Lambda and the sockets' management answer. */
  answerAsAws(fetch: Fetch): void;
}

/** Remembers how to stop what has just been started; what started last stops first. */
export type OnStop = (stop: () => Promise<unknown>) => void;

export const socketPath = "/socket";

/** Starts all of it and tells our own process where it is, so that handlers may be loaded. */
export async function startUnderlay(options: UnderlayOptions, onStop: OnStop): Promise<Underlay> {
  const { dataDir, port = 0, smtpPort = 0, dynamoEndpoint } = options;
  await mustBeFree(smtpPort);
  const door = await openDoor(port).catch((error: unknown) => explainTaken(error, "PORT", port));
  onStop(door.close);
  onStop(await takeFolder(dataDir));
  const secrets = await keptSecrets(join(dataDir, "secrets.json"));
  const table = await localTable({ folder: join(dataDir, "table"), tableName: names.table, endpoint: dynamoEndpoint });
  onStop(table.stop);
  const bucketNames = [names.rawBucket, names.filesBucket];
  const buckets = await localBuckets({ folder: join(dataDir, "buckets"), names: bucketNames, origin: door.origin });
  onStop(buckets.stop);
  // Mail that waited for this start may call before the queues stand: its call waits, since SES is asked only once.
  let answerAsAws: Underlay["answerAsAws"] = () => undefined;
  const answered = new Promise<Fetch>((resolve) => {
    answerAsAws = resolve;
  });
  const aws = await serve(async (request) => (await answered)(request));
  onStop(aws.stop);

  const socketAddress = `${door.origin.replace("http", "ws")}${socketPath}`;
  const addresses = {
    origin: door.origin,
    issuer: `${door.origin}${issuerPath}`,
    socket: socketAddress,
    table: table.endpoint,
    buckets: buckets.url,
    aws: aws.url,
    queueUrl: (name: string) => `${aws.url}/${account}/${name}`,
  };
  setEnvironment(addresses, secrets);
  return {
    door,
    tableEndpoint: table.endpoint,
    bucketsEndpoint: buckets.url,
    socketAddress,
    secrets,
    answerAsAws,
  };
}

async function mustBeFree(smtpPort: number): Promise<void> {
  const server = createServer();
  await listen(server, smtpPort).catch((error: unknown) => explainTaken(error, "SMTP_PORT", smtpPort));
  await close(server);
}

function explainTaken(error: unknown, name: string, port: number): never {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") throw new TakenError(`Port ${port} is taken. Choose another one: ${name}=${port + 1} npm run dev`);
  if (code === "EACCES")
    throw new TakenError(`Port ${port} is not ours to open. Choose one above 1023: ${name}=${port + 8000} npm run dev`);
  throw error;
}
