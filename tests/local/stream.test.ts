import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord } from "aws-lambda";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { credentials } from "../../local/buckets.ts";
import { pumpStream, type StreamOptions } from "../../local/stream.ts";
import { localTable } from "../../local/table.ts";
import { startedIn } from "./servers.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { until } from "../helpers/until.ts";

let endpoint: string;
let client: DynamoDBClient;
let tableName: string;
let tables = 0;

beforeAll(async () => {
  const { server } = await startedIn((folder) => localTable({ folder, tableName: "first" }));
  endpoint = server.endpoint;
  client = new DynamoDBClient({ endpoint, region: "us-east-1", credentials });
});

// A table a test, so that each stream begins empty.
beforeEach(async () => {
  tableName = `table${++tables}`;
  await localTable({ folder: "", tableName, endpoint });
});

async function write(...names: string[]): Promise<void> {
  for (const pk of names)
    await client.send(new PutItemCommand({ TableName: tableName, Item: { pk: { S: pk }, sk: { S: "-" }, n: { N: "1" } } }));
}

async function pumped(handler: StreamOptions["handler"], folder: string, more: Partial<StreamOptions> = {}) {
  const pump = await pumpStream({ endpoint, tableName, folder, handler, retryDelayMs: 2, ...more });
  onTestFinished(() => pump.stop());
  return pump;
}

const nameOf = (record: DynamoDBRecord) => record.dynamodb?.Keys?.pk?.S ?? "";
const allDone: DynamoDBBatchResponse = { batchItemFailures: [] };

test("what is written comes in order, with both images, as Lambda gets it", async () => {
  const records: DynamoDBRecord[] = [];
  const pump = await pumped(
    async (event) => {
      records.push(...event.Records);
      return allDone;
    },
    await temporaryFolder(),
  );
  await write("a", "b");
  await client.send(new DeleteItemCommand({ TableName: tableName, Key: { pk: { S: "a" }, sk: { S: "-" } } }));
  await pump.caughtUp();
  expect(records.map((record) => [record.eventName, nameOf(record)])).toEqual([
    ["INSERT", "a"],
    ["INSERT", "b"],
    ["REMOVE", "a"],
  ]);
  expect(records[0]).toMatchObject({
    eventSource: "aws:dynamodb",
    eventSourceARN: expect.stringContaining(`table/${tableName}/stream/`),
    dynamodb: { Keys: { pk: { S: "a" }, sk: { S: "-" } }, NewImage: { n: { N: "1" } }, SequenceNumber: expect.any(String) },
  });
  expect(records[2]?.dynamodb?.OldImage).toMatchObject({ n: { N: "1" } });
  expect(pump.handled()).toBe(3);
});

test("a change arrives unasked", async () => {
  const seen: string[] = [];
  await pumped(
    async (event) => {
      seen.push(...event.Records.map(nameOf));
      return allDone;
    },
    await temporaryFolder(),
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  await write("a");
  await until(() => expect(seen).toEqual(["a"]));
});

test("after a restart it reads on where it was", async () => {
  const folder = await temporaryFolder();
  const seen: string[] = [];
  const remember: StreamOptions["handler"] = async (event) => {
    seen.push(...event.Records.map(nameOf));
    return allDone;
  };
  const first = await pumped(remember, folder);
  await write("a", "b");
  await first.caughtUp();
  await first.stop();
  await write("c");
  const second = await pumped(remember, folder);
  await second.caughtUp();
  expect(seen).toEqual(["a", "b", "c"]);
});

test("a batch that fails comes again from the record that failed", async () => {
  const batches: string[][] = [];
  let failures = 0;
  await write("a", "b", "c", "d");
  const pump = await pumped(
    async (event) => {
      batches.push(event.Records.map(nameOf));
      const failed = event.Records.find((record) => nameOf(record) === "c");
      if (!failed || failures++ > 0) return allDone;
      return { batchItemFailures: [{ itemIdentifier: failed.dynamodb?.SequenceNumber ?? "" }] };
    },
    await temporaryFolder(),
  );
  await pump.caughtUp();
  expect(batches).toEqual([["a", "b", "c", "d"], ["c"], ["d"]]);
});

test("one record that nobody can handle is found by halving, set aside, and holds up no other", async () => {
  const said = vi.spyOn(console, "error").mockReturnValue();
  const folder = await temporaryFolder();
  const done: string[] = [];
  await write("a", "b", "poison", "d", "e");
  const pump = await pumped(
    async (event) => {
      const names = event.Records.map(nameOf);
      if (names.includes("poison")) throw new Error("cannot");
      done.push(...names);
      return allDone;
    },
    folder,
    { attempts: 3 },
  );
  await pump.caughtUp();
  expect(done).toEqual(["a", "b", "d", "e"]);
  expect(await readdir(join(folder, "failed"))).toHaveLength(1);
  said.mockRestore();
});

test("more than a batch is several batches", async () => {
  const sizes: number[] = [];
  await write(...Array.from({ length: 25 }, (_, index) => `row${index}`));
  const pump = await pumped(
    async (event) => {
      sizes.push(event.Records.length);
      return allDone;
    },
    await temporaryFolder(),
    { batchSize: 10 },
  );
  await pump.caughtUp();
  expect(sizes).toEqual([10, 10, 5]);
});
