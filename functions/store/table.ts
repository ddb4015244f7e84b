// The one table: reads and writes as this product uses them.
import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { tableClient } from "../runtime/clients.ts";
import { config } from "../runtime/config.ts";
import type { Key } from "./keys.ts";
import { capacityWanted, type Consumed, meterReads, meterWrites } from "./capacity.ts";

/** A row as stored: its key, what it is (`type`), which version of that type (`v`), and its attributes. */
export type Row = Key & { readonly type: string; readonly v: number; readonly [attribute: string]: unknown };

/** One write of a transaction. `unlessThere` and `when` are conditions; a failed one cancels the whole transaction. */
export type Write =
  | { readonly put: Row; readonly unlessThere?: true; readonly when?: Condition }
  | { readonly remove: Key; readonly when?: Condition }
  | { readonly add: Key; readonly numbers: Readonly<Record<string, number>> }
  /** Dots in a value's name go into maps that are there. */
  | {
      readonly set: Key;
      readonly values: Readonly<Record<string, unknown>>;
      /** Attributes that go. */
      readonly without?: readonly string[];
      readonly when?: Condition;
    };

/** `path` names an attribute (dots go into maps); true when it has one of these values, or is this very list or map. */
export type Condition = { readonly path: string } & (
  | { readonly oneOf: readonly (string | number)[] }
  | { readonly equals: object }
);

/** Answer of a transaction: done, or the positions of the writes whose condition failed. */
export type Outcome = { readonly isDone: true } | { readonly isDone: false; readonly failed: readonly number[] };

export async function getRow(key: Key): Promise<Row | undefined> {
  const answer = await tableClient().send(new GetCommand({ ...common(), Key: key, ConsistentRead: true }));
  meterReads(answer.ConsumedCapacity);
  return answer.Item as Row | undefined;
}

/** Rows in no particular order; absent ones are left out. At most 100 keys, eventually consistent unless asked. */
export async function getRows(wanted: readonly Key[], isConsistent = false): Promise<Row[]> {
  if (wanted.length === 0) return [];
  const request = { [config.tableName]: { Keys: [...wanted], ConsistentRead: isConsistent } };
  const answer = await tableClient().send(
    new BatchGetCommand({ RequestItems: request, ReturnConsumedCapacity: capacityWanted() }),
  );
  meterReads(answer.ConsumedCapacity);
  const unread = answer.UnprocessedKeys?.[config.tableName]?.Keys ?? [];
  const rows = (answer.Responses?.[config.tableName] ?? []) as Row[];
  return unread.length === 0 ? rows : [...rows, ...(await getRows(unread as Key[], isConsistent))];
}

export interface RangeQuery {
  readonly index?: string;
  readonly partitionKey: string;
  readonly partition: string;
  readonly sortKey: string;
  /** Only sort keys that begin so. */
  readonly prefix?: string;
  /** Only sort keys below this one: how a page continues newest first. */
  readonly below?: string;
  /** With `below`: only sort keys from this one on, and `below` itself is in too. */
  readonly from?: string;
  readonly isNewestFirst?: boolean;
  readonly limit: number;
}

/** One query with a limit: what every list is. DynamoDB stops at 1 MB, so a page of large rows takes another question. */
export async function queryRows(range: RangeQuery): Promise<Row[]> {
  const rows: Row[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const answer = await tableClient().send(queryCommand(range, range.limit - rows.length, from));
    meterReads(answer.ConsumedCapacity);
    rows.push(...((answer.Items ?? []) as Row[]));
    from = answer.LastEvaluatedKey;
  } while (from && rows.length < range.limit);
  return rows;
}

/** All or nothing. Two writers of one row at the same instant make DynamoDB cancel one of them: that one tries again. */
export async function transact(writes: readonly Write[]): Promise<Outcome> {
  for (let attempt = 0; ; attempt++) {
    try {
      const answer = await tableClient().send(
        new TransactWriteCommand({ TransactItems: writes.map(transactItem), ReturnConsumedCapacity: capacityWanted() }),
      );
      meterWrites(answer.ConsumedCapacity);
      return { isDone: true };
    } catch (error) {
      const reasons = cancellationCodes(error);
      const failed = reasons.flatMap((code, index) => (code === "ConditionalCheckFailed" ? [index] : []));
      if (failed.length > 0) return { isDone: false, failed };
      if (!reasons.includes("TransactionConflict") || attempt >= 8) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
    }
  }
}

/** One write on its own, at half a transaction's price. False when its condition failed. */
export function write(one: Write): Promise<boolean> {
  return unlessRefused(async () => meterWrites((await sendWrite(one)).ConsumedCapacity));
}

/** Adds to, or takes from, a set attribute, without touching the rest of the row. False when the condition failed. */
export async function changeSet(
  key: Key,
  attribute: string,
  change: "ADD" | "DELETE",
  value: string,
  when: Condition,
): Promise<boolean> {
  const condition = conditionOf(when);
  const request = {
    ...common(),
    Key: key,
    ...condition,
    UpdateExpression: `${change} #set :values`,
    ExpressionAttributeNames: { "#set": attribute, ...condition.ExpressionAttributeNames },
    ExpressionAttributeValues: { ":values": new Set([value]), ...condition.ExpressionAttributeValues },
  };
  return unlessRefused(async () => meterWrites((await tableClient().send(new UpdateCommand(request))).ConsumedCapacity));
}

/** Adds one to a number, on its own, and gives what it is then. */
export async function addAndRead(key: Key, name: string): Promise<number> {
  const request = { ...common(), Key: key, ...assignments("ADD", " ", { [name]: 1 }), ReturnValues: "UPDATED_NEW" } as const;
  const answer = await tableClient().send(new UpdateCommand(request));
  meterWrites(answer.ConsumedCapacity);
  return Number(answer.Attributes?.[name]);
}

function queryCommand(range: RangeQuery, limit: number, from: Record<string, unknown> | undefined): QueryCommand {
  const sort = sortCondition(range);
  return new QueryCommand({
    ...common(),
    ...(range.index ? { IndexName: range.index } : {}),
    KeyConditionExpression: `#partition = :partition ${sort}`,
    ExpressionAttributeNames: { "#partition": range.partitionKey, ...(sort ? { "#sort": range.sortKey } : {}) },
    ExpressionAttributeValues: {
      ":partition": range.partition,
      ...(range.from ? { ":from": range.from } : {}),
      ...(range.below ? { ":below": range.below } : range.prefix ? { ":prefix": range.prefix } : {}),
    },
    ScanIndexForward: !range.isNewestFirst,
    Limit: limit,
    ...(from ? { ExclusiveStartKey: from } : {}),
  });
}

function sortCondition({ below, from, prefix }: RangeQuery): string {
  if (below && from) return "AND #sort BETWEEN :from AND :below";
  if (below) return "AND #sort < :below";
  return prefix ? "AND begins_with(#sort, :prefix)" : "";
}

type TransactItem = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

function common() {
  return { TableName: config.tableName, ReturnConsumedCapacity: capacityWanted() } as const;
}

function transactItem(one: Write): TransactItem {
  if ("put" in one) return { Put: putRequest(one) };
  if ("remove" in one) return { Delete: removeRequest(one) };
  return { Update: updateRequest(one) };
}

/** False when the write's condition failed. */
async function unlessRefused(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "ConditionalCheckFailedException") return false;
    throw error;
  }
}

function sendWrite(one: Write): Promise<{ ConsumedCapacity?: Consumed | undefined }> {
  const ReturnConsumedCapacity = capacityWanted();
  const client = tableClient();
  if ("put" in one) return client.send(new PutCommand({ ...putRequest(one), ReturnConsumedCapacity }));
  if ("remove" in one) return client.send(new DeleteCommand({ ...removeRequest(one), ReturnConsumedCapacity }));
  return client.send(new UpdateCommand({ ...updateRequest(one), ReturnConsumedCapacity }));
}

function putRequest(one: Extract<Write, { put: Row }>) {
  const request = { TableName: config.tableName, Item: one.put };
  if (one.unlessThere) return { ...request, ConditionExpression: "attribute_not_exists(pk)" };
  return one.when ? { ...request, ...conditionOf(one.when) } : request;
}

function removeRequest({ remove, when }: Extract<Write, { remove: Key }>) {
  return { TableName: config.tableName, Key: remove, ...(when ? conditionOf(when) : {}) };
}

function updateRequest(one: Extract<Write, { add: Key } | { set: Key }>) {
  const TableName = config.tableName;
  if ("add" in one) return { TableName, Key: one.add, ...assignments("ADD", " ", one.numbers) };
  const update = changes(one.values, one.without ?? []);
  if (!one.when) return { TableName, Key: one.set, ...update };
  const condition = conditionOf(one.when);
  return {
    TableName,
    Key: one.set,
    ...update,
    ...condition,
    ExpressionAttributeNames: { ...update.ExpressionAttributeNames, ...condition.ExpressionAttributeNames },
    ExpressionAttributeValues: {
      ...("ExpressionAttributeValues" in update ? update.ExpressionAttributeValues : {}),
      ...condition.ExpressionAttributeValues,
    },
  };
}

function conditionOf(when: Condition) {
  const steps = when.path.split(".");
  const path = steps.map((_, index) => `#w${index}`).join(".");
  const wanted: readonly unknown[] = "equals" in when ? [when.equals] : when.oneOf;
  const values = wanted.map((_, index) => `:w${index}`).join(", ");
  return {
    // Of lists and maps DynamoDB promises only that they can be equal.
    ConditionExpression: "equals" in when ? `${path} = ${values}` : `${path} IN (${values})`,
    ExpressionAttributeNames: named("#w", steps),
    ExpressionAttributeValues: named(":w", wanted),
  };
}

function assignments(verb: "ADD" | "SET", joint: string, values: Readonly<Record<string, unknown>>) {
  const paths = Object.keys(values).map((path) => path.split("."));
  const nameOf = (path: readonly string[], index: number) => path.map((_, step) => `#a${index}_${step}`).join(".");
  return {
    UpdateExpression: `${verb} ${paths.map((path, index) => `${nameOf(path, index)}${joint}:a${index}`).join(", ")}`,
    ExpressionAttributeNames: Object.assign({}, ...paths.map((path, index) => named(`#a${index}_`, path))) as Record<
      string,
      string
    >,
    ExpressionAttributeValues: named(":a", Object.values(values)),
  };
}

/** What is set, and what goes. DynamoDB takes neither a clause nor a list of values that is empty. */
function changes(values: Readonly<Record<string, unknown>>, gone: readonly string[]) {
  const set = assignments("SET", " = ", values);
  if (gone.length === 0) return set;
  const removal = `REMOVE ${gone.map((_, index) => `#r${index}`).join(", ")}`;
  const names = { ...set.ExpressionAttributeNames, ...named("#r", gone) };
  if (Object.keys(values).length === 0) return { UpdateExpression: removal, ExpressionAttributeNames: names };
  return { ...set, UpdateExpression: `${set.UpdateExpression} ${removal}`, ExpressionAttributeNames: names };
}

function named<T>(prefix: string, values: readonly T[]): Record<string, T> {
  return Object.fromEntries(values.map((value, index) => [`${prefix}${index}`, value]));
}

function cancellationCodes(error: unknown): string[] {
  const name = error instanceof Error ? error.name : "";
  if (name === "TransactionConflictException") return ["TransactionConflict"];
  if (name !== "TransactionCanceledException") return [];
  const { CancellationReasons: reasons = [] } = error as { CancellationReasons?: { Code?: string }[] };
  return reasons.map((reason) => reason.Code ?? "None");
}
