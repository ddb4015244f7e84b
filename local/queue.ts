// A queue as SQS is one: at least once, in no fixed order, tried again with growing delay, set aside after five times.
// Each message is a file, so what was accepted outlives the process. `dead/` beside them is the dead-letter queue.
import { mkdir, readdir, rename, unlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ulid } from "ulid";
import { isMissing, readJson, writeWhole } from "./disk.ts";
import { reportFault } from "./fault.ts";
import { limits } from "../functions/core/limits.ts";

export interface QueuedMessage {
  readonly id: string;
  readonly body: string;
  /** Epoch ms. */
  readonly sentAt: number;
  /** Epoch ms before which it is not handed out. */
  readonly visibleAt: number;
  readonly receiveCount: number;
}

/** Handles a batch and tells the ids of those that failed. A throw fails them all. */
export type Consume = (batch: readonly QueuedMessage[]) => Promise<readonly string[]>;

export interface QueueOptions {
  readonly name: string;
  readonly folder: string;
  readonly consume: Consume;
  readonly batchSize?: number;
  readonly concurrency?: number;
  readonly maxReceives?: number;
  /** Wait after the first failure; doubles with each further one, up to a minute. */
  readonly retryDelayMs?: number;
  /** A batch that takes longer has failed, as when Lambda stops a function. */
  readonly deadlineMs?: number;
  /** False for what may be lost with the power, though not with the process. */
  readonly isSynced?: boolean;
}

export interface Queue {
  readonly name: string;
  send(body: string, delayMs?: number): Promise<string>;
  /** Messages waiting, in flight or to be tried again. */
  count(): number;
  /** Messages ever finished, for better or worse. */
  finished(): number;
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export async function openQueue(options: QueueOptions): Promise<Queue> {
  const { name, folder, consume, isSynced = true } = options;
  const { batchSize = 1, concurrency = 1, maxReceives = limits.queueTries, retryDelayMs = 1000, deadlineMs = 60_000 } = options;
  const messages = await load(folder);
  const inFlight = new Set<string>();
  const batches = new Set<Promise<void>>();
  let finished = 0;
  let isStopped = false;
  let alarm: NodeJS.Timeout | undefined;

  function handOut(): void {
    clearTimeout(alarm);
    if (isStopped) return;
    while (batches.size < concurrency) {
      const due = takeDue();
      if (due.length === 0) break;
      const batch: Promise<void> = work(due).finally(() => {
        batches.delete(batch);
        handOut();
      });
      batches.add(batch);
    }
    // With every place taken, the next batch that ends hands out again.
    if (batches.size < concurrency) alarm = setTimeout(handOut, untilNext()).unref();
  }

  function takeDue(): QueuedMessage[] {
    const due: QueuedMessage[] = [];
    for (const message of messages.values()) {
      if (due.length === batchSize) break;
      if (!inFlight.has(message.id) && message.visibleAt <= Date.now()) due.push(message);
    }
    for (const message of due) inFlight.add(message.id);
    return due;
  }

  function untilNext(): number {
    let next = Date.now() + 60_000;
    for (const { id, visibleAt } of messages.values()) if (!inFlight.has(id)) next = Math.min(next, visibleAt);
    return Math.max(1, next - Date.now());
  }

  async function work(due: readonly QueuedMessage[]): Promise<void> {
    try {
      // Counted before it is handed out: a message that kills the process every time ends in the dead-letter folder too.
      const batch = await Promise.all(due.map((message) => save({ ...message, receiveCount: message.receiveCount + 1 })));
      const failed = await failures(batch);
      await Promise.all(batch.map((message) => (failed.has(message.id) ? failOne(message) : remove(message))));
    } catch (error) {
      // The disk itself fails. Nothing was lost, and trying again at once would only heat the room.
      reportFault(`queue ${name}`, error);
      for (const message of due) messages.set(message.id, { ...message, visibleAt: Date.now() + retryDelayMs });
    } finally {
      for (const message of due) inFlight.delete(message.id);
    }
  }

  async function failures(batch: readonly QueuedMessage[]): Promise<Set<string>> {
    try {
      return new Set(await withDeadline(consume(batch), deadlineMs));
    } catch (error) {
      reportFault(`queue ${name}`, error);
      return new Set(batch.map((message) => message.id));
    }
  }

  async function failOne(message: QueuedMessage): Promise<void> {
    if (message.receiveCount < maxReceives) {
      const delayMs = Math.min(60_000, retryDelayMs * 2 ** (message.receiveCount - 1));
      await save({ ...message, visibleAt: Date.now() + delayMs });
      return;
    }
    await rename(pathOf(message.id), join(folder, "dead", `${message.id}.json`));
    forget(message);
    console.error(`queue ${name}: ${message.id} failed ${maxReceives} times and is in ${join(folder, "dead")}`);
  }

  async function remove(message: QueuedMessage): Promise<void> {
    await unlink(pathOf(message.id)).catch(ignoreMissing);
    forget(message);
  }

  function forget(message: QueuedMessage): void {
    messages.delete(message.id);
    finished++;
  }

  async function save(message: QueuedMessage, isWrittenThrough = false): Promise<QueuedMessage> {
    await writeWhole(pathOf(message.id), JSON.stringify(message), { isSynced: isWrittenThrough });
    messages.set(message.id, message);
    return message;
  }

  function pathOf(id: string): string {
    return join(folder, `${id}.json`);
  }

  async function idle(): Promise<void> {
    while (messages.size > 0 && !isStopped) await wait(5);
  }

  handOut();
  return {
    name,
    count: () => messages.size,
    finished: () => finished,
    idle,
    async send(body, delayMs = 0) {
      const now = Date.now();
      const message = { id: ulid(now), body, sentAt: now, visibleAt: now + delayMs, receiveCount: 0 };
      await save(message, isSynced);
      handOut();
      return message.id;
    },
    async stop() {
      isStopped = true;
      clearTimeout(alarm);
      // What is not done by then is handed out again at the next start.
      await Promise.race([Promise.all(batches), wait(2000, undefined, { ref: false })]);
    },
  };
}

// Whoever was working on these is gone, so all of them are waiting again.
async function load(folder: string): Promise<Map<string, QueuedMessage>> {
  await mkdir(join(folder, "dead"), { recursive: true });
  const found = await readdir(folder);
  await Promise.all(found.filter((name) => name.endsWith(".part")).map((name) => unlink(join(folder, name))));
  const names = found.filter((name) => name.endsWith(".json")).sort();
  const messages = await Promise.all(names.map((name) => readJson<QueuedMessage>(join(folder, name))));
  return new Map(messages.flatMap((message) => (message ? [[message.id, message]] : [])));
}

async function withDeadline<T>(work: Promise<T>, deadlineMs: number): Promise<T> {
  const late = new AbortController();
  const deadline = wait(deadlineMs, undefined, { signal: late.signal }).then(() => {
    throw new Error(`not done within ${deadlineMs} ms`);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    deadline.catch(() => undefined);
    late.abort();
  }
}

function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}
