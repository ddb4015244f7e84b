// The table: a DynamoDB-compatible server on a file in the data folder, and the one table in it.
import { CreateTableCommand, DynamoDBClient, UpdateTimeToLiveCommand, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { table } from "../functions/store/keys.ts";
import { credentials } from "./buckets.ts";
import { reportFault } from "./fault.ts";
import { region } from "./lambda.ts";
import { freePort, loopback } from "./serve.ts";
import { UsageError } from "./errors.ts";

export interface LocalTable {
  readonly endpoint: string;
  stop(): Promise<void>;
}

export interface TableOptions {
  readonly folder: string;
  readonly tableName: string;
  /** A DynamoDB endpoint that already runs; without it we start one. */
  readonly endpoint?: string | undefined;
}

export async function localTable({ folder, tableName, endpoint }: TableOptions): Promise<LocalTable> {
  const server = endpoint ? { endpoint, stop: async () => undefined } : await startServer(folder);
  await createTable(server.endpoint, tableName);
  return server;
}

/** Starts the server, on another port should somebody have taken the free one in between. */
async function startServer(folder: string): Promise<LocalTable> {
  const binary = serverBinary();
  await mkdir(folder, { recursive: true });
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const child = spawnGuarded(
      binary,
      ["serve", "--host", loopback, "-p", String(port), "--db-path", join(folder, "table.db")],
      folder,
    );
    const endpoint = `http://${loopback}:${port}`;
    if (await answers(endpoint, child)) return { endpoint, stop: guard(child) };
    if (attempt === 3) throw new Error(`The table's server did not start; ${join(folder, "table.log")} says why.`);
  }
}

function serverBinary(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), "dynoxide");
  } catch {
    throw new UsageError(
      `There is no ${name} package here to run the table on. Set DYNAMODB_ENDPOINT to any DynamoDB endpoint, ` +
        "for example DynamoDB Local: DYNAMODB_ENDPOINT=http://127.0.0.1:8000 npm run dev",
    );
  }
}

/**
 * A child that does not outlive us, not even when we are killed with -9: the shell around it waits for the end of a pipe
 * that only we hold open.
 */
function spawnGuarded(binary: string, args: string[], folder: string): ChildProcess {
  const script = 'exec 3<&0; "$@" 3<&- & child=$!; { cat <&3 >/dev/null; kill $child; } 2>/dev/null & wait $child';
  const log = openSync(join(folder, "table.log"), "a");
  // Its own process group, or Ctrl+C would stop it before those who still need it.
  return spawn("sh", ["-c", script, "table", binary, ...args], { stdio: ["pipe", log, log], detached: true });
}

async function answers(endpoint: string, child: ChildProcess): Promise<boolean> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline && child.exitCode === null; await wait(10)) {
    const isUp = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (isUp && child.exitCode === null) return true;
  }
  child.stdin?.end();
  return false;
}

/** Reports the server's death when we did not ask for it; what it returns asks for it. */
function guard(child: ChildProcess): () => Promise<void> {
  const gone = once(child, "exit");
  let isAsked = false;
  gone.then(
    () => isAsked || reportFault("table", new Error("the table's server has stopped; start again")),
    (error: unknown) => reportFault("table", error),
  );
  return async () => {
    isAsked = true;
    child.stdin?.end();
    await gone;
  };
}

/** Makes the table as `functions/store/keys.ts` describes it, once. */
async function createTable(endpoint: string, tableName: string): Promise<void> {
  const client = new DynamoDBClient({ endpoint, region, credentials });
  try {
    await client.send(new CreateTableCommand(description(tableName)));
    await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 1 }, { TableName: tableName });
    const TimeToLiveSpecification = { AttributeName: table.timeToLive, Enabled: true };
    await client.send(new UpdateTimeToLiveCommand({ TableName: tableName, TimeToLiveSpecification }));
  } catch (error) {
    if (!(error instanceof Error && error.name === "ResourceInUseException")) throw error;
  } finally {
    client.destroy();
  }
}

function description(TableName: string): ConstructorParameters<typeof CreateTableCommand>[0] {
  const pairs = [table, ...table.indexes];
  const attributes = pairs.flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]);
  return {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: attributes.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    KeySchema: keySchema(table),
    GlobalSecondaryIndexes: table.indexes.map((index) => ({
      IndexName: index.name,
      KeySchema: keySchema(index),
      Projection: { ProjectionType: "ALL" },
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  };
}

function keySchema({ partitionKey, sortKey }: { partitionKey: string; sortKey: string }) {
  return [
    { AttributeName: partitionKey, KeyType: "HASH" as const },
    { AttributeName: sortKey, KeyType: "RANGE" as const },
  ];
}
