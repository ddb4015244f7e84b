import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  PutItemCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { credentials } from "../../local/buckets.ts";
import { UsageError } from "../../local/errors.ts";
import { localTable } from "../../local/table.ts";
import { until } from "../helpers/until.ts";
import { startedIn } from "./servers.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const TableName = "inbox";
let client: DynamoDBClient;
let rows: DynamoDBDocumentClient;

function clientOf(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({ endpoint, region: "us-east-1", credentials });
}

beforeAll(async () => {
  const { server } = await startedIn((folder) => localTable({ folder, tableName: TableName }));
  client = clientOf(server.endpoint);
  rows = DynamoDBDocumentClient.from(client);
});

test("the table is the one that the store describes", async () => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table?.KeySchema?.map((key) => key.AttributeName)).toEqual(["pk", "sk"]);
  expect(Table?.GlobalSecondaryIndexes?.map((index) => index.IndexName).sort()).toEqual(["byOwner", "byState"]);
  expect(Table?.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" });
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  expect(TimeToLiveDescription).toMatchObject({ AttributeName: "ttl", TimeToLiveStatus: "ENABLED" });
});

test("a transaction writes all or nothing", async () => {
  const put = (pk: string, ConditionExpression?: string) => ({
    Put: { TableName, Item: { pk: { S: pk }, sk: { S: "-" } }, ...(ConditionExpression ? { ConditionExpression } : {}) },
  });
  await client.send(new TransactWriteItemsCommand({ TransactItems: [put("one"), put("two")] }));
  const again = new TransactWriteItemsCommand({ TransactItems: [put("three"), put("one", "attribute_not_exists(pk)")] });
  await expect(client.send(again)).rejects.toMatchObject({
    name: "TransactionCanceledException",
    CancellationReasons: [{ Code: "None" }, { Code: "ConditionalCheckFailed" }],
  });
  expect((await rows.send(new GetCommand({ TableName, Key: { pk: "three", sk: "-" } }))).Item).toBeUndefined();
  expect((await rows.send(new GetCommand({ TableName, Key: { pk: "two", sk: "-" } }))).Item).toEqual({ pk: "two", sk: "-" });
});

test("an index is a list, newest first, and tells what it cost", async () => {
  for (const n of [1, 2, 3]) {
    await rows.send(new PutCommand({ TableName, Item: { pk: `c${n}`, sk: "-", statePk: "open", stateSk: String(n), n } }));
  }
  const answer = await rows.send(
    new QueryCommand({
      TableName,
      IndexName: "byState",
      KeyConditionExpression: "statePk = :open",
      ExpressionAttributeValues: { ":open": "open" },
      ScanIndexForward: false,
      Limit: 2,
      ReturnConsumedCapacity: "TOTAL",
    }),
  );
  expect(answer.Items?.map((item) => item.n)).toEqual([3, 2]);
  expect(answer.ConsumedCapacity?.CapacityUnits).toBe(0.5);
});

test("what was written is there after a restart", async () => {
  const folder = await temporaryFolder();
  const first = await localTable({ folder, tableName: TableName });
  await clientOf(first.endpoint).send(new PutItemCommand({ TableName, Item: { pk: { S: "kept" }, sk: { S: "-" } } }));
  await first.stop();
  const second = await localTable({ folder, tableName: TableName });
  onTestFinished(second.stop);
  const found = await DynamoDBDocumentClient.from(clientOf(second.endpoint)).send(
    new GetCommand({ TableName, Key: { pk: "kept", sk: "-" } }),
  );
  expect(found.Item).toEqual({ pk: "kept", sk: "-" });
});

test("another endpoint is used as it is", async () => {
  const folder = await temporaryFolder();
  const own = await localTable({ folder, tableName: TableName });
  onTestFinished(own.stop);
  const borrowed = await localTable({ folder: `${folder}/unused`, tableName: "other", endpoint: own.endpoint });
  await borrowed.stop();
  const { Table } = await clientOf(own.endpoint).send(new DescribeTableCommand({ TableName: "other" }));
  expect(Table?.TableName).toBe("other");
});

test("on a machine that no server is made for, it says what to do", async () => {
  const { arch } = process;
  Object.defineProperty(process, "arch", { value: "mips" });
  onTestFinished(() => void Object.defineProperty(process, "arch", { value: arch }));
  const started = localTable({ folder: "unused", tableName: TableName });
  await expect(started).rejects.toThrow(UsageError);
  await expect(started).rejects.toThrow(/DYNAMODB_ENDPOINT=http/);
});

test("the table's server dies with us, also when we are killed", async () => {
  const folder = await temporaryFolder();
  const script = `
    const { localTable } = await import(${JSON.stringify(new URL("../../local/table.ts", import.meta.url).href)});
    const table = await localTable({ folder: ${JSON.stringify(folder)}, tableName: "inbox" });
    console.log(table.endpoint);
  `;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const endpoint = String(await once(child.stdout, "data").then(([data]) => data)).trim();
  expect((await fetch(endpoint)).status).toBeLessThan(500);
  child.kill("SIGKILL");
  await once(child, "exit");
  await until(() => expect(fetch(endpoint)).rejects.toThrow());
});
