// Old spam is removed once a day; a test has days pass as it needs them.
import { expect } from "vitest";
import { type Purged, removeOldSpam } from "../../functions/schedule/purge.ts";
import { bucketsClient } from "../../functions/runtime/clients.ts";
import { config } from "../../functions/runtime/config.ts";
import { keys } from "../../functions/store/keys.ts";
import { type Row, write } from "../../functions/store/table.ts";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { dumpTable } from "./dump.ts";

export function inDays(days: number): string {
  return new Date(Date.now() + days * 24 * 3600 * 1000).toISOString();
}

/** As it would be that many days from now, whenever it was done last. */
export async function purgeIn(days: number, most?: number): Promise<Purged> {
  await write({ remove: keys.schedule("spam") });
  return removeOldSpam(inDays(days), most);
}

/** Rows that name any of these, wherever in them. */
export async function rowsAbout(...ids: readonly string[]): Promise<Row[]> {
  return (await dumpTable()).filter((row) => ids.some((id) => JSON.stringify(row).includes(id)));
}

/** Keys in a bucket that name any of these. */
export async function objectsAbout(bucket: "raw" | "files", ...names: readonly string[]): Promise<string[]> {
  const Bucket = bucket === "raw" ? config.rawBucket : config.filesBucket;
  const { Contents = [] } = await bucketsClient().send(new ListObjectsV2Command({ Bucket, MaxKeys: 1000 }));
  return Contents.map(({ Key = "" }) => Key).filter((key) => names.some((name) => key.includes(name)));
}

/** Nothing of the conversation is left but what the ledger says of its mails, and nothing leads to it. */
export async function expectGone(conversationId: string): Promise<void> {
  expect((await rowsAbout(conversationId)).map(({ pk, sk }) => [pk, sk])).toEqual([]);
}
