// Queued replies by time, how far a job has come, and pages of raw mail: what the schedule reads.
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, test } from "vitest";
import { bucketsClient } from "../../functions/runtime/clients.ts";
import { config } from "../../functions/runtime/config.ts";
import { newId } from "../../functions/runtime/ids.ts";
import { listRaw } from "../../functions/store/buckets.ts";
import { saveConversation } from "../../functions/store/conversations.ts";
import { listDue } from "../../functions/store/due.ts";
import { isInLedger, ledgerWrite } from "../../functions/store/ledger.ts";
import { findProgress, saveProgress } from "../../functions/store/progress.ts";
import { measureCapacity } from "../../functions/store/capacity.ts";
import { write } from "../../functions/store/table.ts";
import { rowsOf } from "../helpers/dump.ts";
import { conversation, received, sent } from "../helpers/mails.ts";
import { startWorkspace } from "./workspace.ts";

beforeAll(async () => (await startWorkspace()).stop);

describe("queued replies", () => {
  const minute = (at: number) => `2026-11-20T10:${String(at).padStart(2, "0")}:00.000Z`;

  async function queue(at: number): Promise<string> {
    const one = conversation({ id: newId("conversation"), version: 1 });
    const reply = sent({ id: newId("message", minute(at)), conversationId: one.id, at: minute(at) });
    await saveConversation(undefined, one, [reply]);
    return reply.id;
  }

  test("are listed oldest first, from an instant on and before another", async () => {
    const ids: string[] = [];
    for (const at of [3, 1, 5, 2]) ids[at] = await queue(at);
    const listed = async (from: number, until: number, limit = 10) =>
      (await listDue(minute(from), minute(until), limit)).map(({ messageId }) => messageId);
    expect(await listed(0, 9)).toEqual([ids[1], ids[2], ids[3], ids[5]]);
    expect(await listed(2, 5)).toEqual([ids[2], ids[3]]);
    expect(await listed(0, 9, 2)).toEqual([ids[1], ids[2]]);
  });

  test("have a row that goes after a week; other entries have none", async () => {
    const before = await rowsOf("due");
    const one = conversation({ id: newId("conversation"), version: 1 });
    const delivered = sent({ conversationId: one.id, delivery: { state: "delivered", at: minute(1), recipients: [] } });
    await saveConversation(undefined, one, [received({ conversationId: one.id }), delivered]);
    expect(await rowsOf("due")).toEqual(before);
    expect(Number(before[0]?.ttl) - Date.parse(String(before[0]?.queuedAt)) / 1000).toBe(7 * 24 * 3600);
  });
});

test("a job's progress is what was saved last, and nothing at first", async () => {
  expect(await findProgress("x")).toBeUndefined();
  await saveProgress("x", { after: "raw/a" });
  await saveProgress("x", { after: "raw/b" });
  expect(await findProgress("x")).toEqual({ after: "raw/b" });
});

test("whether a mail is in the ledger costs half a unit, whatever became of it", async () => {
  const row = { recipients: [], source: "", receivedAt: "2026-11-20T10:00:00.000Z", objectKey: "raw/a" };
  await write(ledgerWrite({ ...row, sesMessageId: "a", state: "unrouted" }));
  await write(ledgerWrite({ ...row, sesMessageId: "b", inboxId: "inb_1", state: "message" }));
  const { used, result } = await measureCapacity(async () => [
    await isInLedger("a"),
    await isInLedger("b"),
    await isInLedger("c"),
  ]);
  expect(result).toEqual([true, true, false]);
  expect(used.reads).toBeLessThanOrEqual(1.5);
});

test("raw mail comes in pages by key, each with its time, and nothing of other folders", async () => {
  const keys = ["raw/c", "raw/a", "raw/b", "raw/d", "other/x"];
  for (const Key of keys) await bucketsClient().send(new PutObjectCommand({ Bucket: config.rawBucket, Key, Body: "x" }));
  const first = await listRaw(undefined, 3);
  expect(first.objects.map(({ objectKey }) => objectKey)).toEqual(["raw/a", "raw/b", "raw/c"]);
  expect(Date.now() - Date.parse(first.objects[0]?.storedAt ?? "")).toBeLessThan(60_000);
  expect(first.isLast).toBe(false);
  const second = await listRaw("raw/c", 3);
  expect(second).toMatchObject({ objects: [{ objectKey: "raw/d" }], isLast: true });
});
