import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { openQueue, type QueuedMessage, type QueueOptions } from "../../local/queue.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { until } from "../helpers/until.ts";

async function queueIn(folder: string, options: Partial<QueueOptions> & Pick<QueueOptions, "consume">) {
  const queue = await openQueue({ name: "test", folder, retryDelayMs: 5, ...options });
  onTestFinished(() => queue.stop());
  return queue;
}

test("what is sent is handed out once and its file is gone", async () => {
  const folder = await temporaryFolder();
  const bodies: string[] = [];
  const queue = await queueIn(folder, {
    consume: async (batch) => {
      bodies.push(...batch.map((message) => message.body));
      return [];
    },
  });
  await queue.send("one");
  await queue.send("two");
  await queue.idle();
  expect(bodies.sort()).toEqual(["one", "two"]);
  expect(await readdir(folder)).toEqual(["dead"]);
  expect(queue.finished()).toBe(2);
});

test("a batch holds at most its size, and as many run at once as allowed", async () => {
  const folder = await temporaryFolder();
  const sizes: number[] = [];
  let running = 0;
  let most = 0;
  const queue = await queueIn(folder, {
    batchSize: 3,
    concurrency: 2,
    consume: async (batch) => {
      sizes.push(batch.length);
      most = Math.max(most, ++running);
      // The first goes on when a second runs beside it, however slowly the disk takes the messages.
      if (sizes.length === 1) await until(() => expect(running).toBe(2));
      await new Promise((resolve) => setTimeout(resolve, 20));
      running--;
      return [];
    },
  });
  await Promise.all(Array.from({ length: 20 }, (_, index) => queue.send(String(index))));
  await queue.idle();
  expect(sizes.reduce((sum, size) => sum + size)).toBe(20);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(3);
  expect(most).toBe(2);
});

test("only what failed in a batch comes again, counted and later each time", async () => {
  const folder = await temporaryFolder();
  const seen: { body: string; count: number; at: number }[] = [];
  const queue = await queueIn(folder, {
    batchSize: 10,
    retryDelayMs: 20,
    consume: async (batch) => {
      seen.push(...batch.map(({ body, receiveCount: count }) => ({ body, count, at: Date.now() })));
      return batch.filter(({ body, receiveCount }) => body === "bad" && receiveCount < 4).map((message) => message.id);
    },
  });
  await Promise.all([queue.send("good"), queue.send("bad")]);
  await queue.idle();
  expect(seen.filter(({ body }) => body === "good")).toHaveLength(1);
  const bad = seen.filter(({ body }) => body === "bad");
  expect(bad.map(({ count }) => count)).toEqual([1, 2, 3, 4]);
  const waits = bad.slice(1).map(({ at }, index) => at - (bad[index]?.at ?? 0));
  expect(waits[0]).toBeGreaterThanOrEqual(19);
  expect(waits[1]).toBeGreaterThanOrEqual(39);
  expect(waits[2]).toBeGreaterThanOrEqual(79);
});

test("a consumer that throws fails the whole batch; after five times it lies in the dead-letter folder", async () => {
  const folder = await temporaryFolder();
  const said = vi.spyOn(console, "error").mockReturnValue();
  let calls = 0;
  const queue = await queueIn(folder, {
    consume: async () => {
      calls++;
      throw new Error("cannot");
    },
  });
  const id = await queue.send("poison");
  await queue.idle();
  expect(calls).toBe(5);
  const dead = JSON.parse(await readFile(join(folder, "dead", `${id}.json`), "utf8")) as QueuedMessage;
  expect(dead).toMatchObject({ id, body: "poison", receiveCount: 5 });
  expect(said).toHaveBeenCalledWith(expect.stringContaining("failed 5 times"));
  said.mockRestore();
});

test("a poisoned message holds up no other", async () => {
  const folder = await temporaryFolder();
  const said = vi.spyOn(console, "error").mockReturnValue();
  const done: string[] = [];
  const queue = await queueIn(folder, {
    consume: async ([message]) => {
      if (message?.body === "poison") throw new Error("cannot");
      done.push(message?.body ?? "");
      return [];
    },
  });
  await queue.send("poison");
  await queue.send("next");
  await until(() => expect(done).toEqual(["next"]));
  await queue.idle();
  expect(done).toEqual(["next"]);
  said.mockRestore();
});

test("what was accepted is there after a restart, its receives still counted", async () => {
  const folder = await temporaryFolder();
  // Long enough that it is not tried again before the stop, however slow the machine.
  const first = await queueIn(folder, { retryDelayMs: 5000, consume: async (batch) => batch.map((message) => message.id) });
  await first.send("tried");
  await until(() => expect(first.count()).toBe(1));
  await first.send("waiting", 50);
  await first.stop();
  const counts: Record<string, number> = {};
  const second = await queueIn(folder, {
    consume: async (batch) => {
      for (const { body, receiveCount } of batch) counts[body] = receiveCount;
      return [];
    },
  });
  expect(second.count()).toBe(2);
  await second.idle();
  expect(counts).toEqual({ tried: 2, waiting: 1 });
});

test("a message that was in flight when the process died is handed out again at once", async () => {
  const folder = await temporaryFolder();
  const neverDone = vi.fn(() => new Promise<string[]>(() => undefined));
  const first = await openQueue({ name: "killed", folder, consume: neverDone });
  await first.send("in flight");
  await until(() => expect(neverDone).toHaveBeenCalled());
  const received: QueuedMessage[] = [];
  const second = await queueIn(folder, {
    consume: async (batch) => {
      received.push(...batch);
      return [];
    },
  });
  await second.idle();
  expect(received).toMatchObject([{ body: "in flight" }]);
});

test("a delayed message waits", async () => {
  const folder = await temporaryFolder();
  let at = 0;
  const queue = await queueIn(folder, {
    consume: async () => {
      at = Date.now();
      return [];
    },
  });
  const sentAt = Date.now();
  await queue.send("later", 60);
  await queue.idle();
  expect(at - sentAt).toBeGreaterThanOrEqual(59);
});

test("a consumer that does not come back in time has failed, and the message comes again", async () => {
  const folder = await temporaryFolder();
  const said = vi.spyOn(console, "error").mockReturnValue();
  let calls = 0;
  const queue = await queueIn(folder, {
    deadlineMs: 30,
    consume: async () => {
      calls++;
      return calls === 1 ? new Promise(() => undefined) : [];
    },
  });
  await queue.send("slow");
  await queue.idle();
  expect(calls).toBe(2);
  said.mockRestore();
});
