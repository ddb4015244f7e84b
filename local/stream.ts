// The table's stream, pumped to its one reader: in order, at least once, from where it left off.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { readJson, writeWhole } from "./disk.ts";
import { reportFault } from "./fault.ts";
import { handleBatch, type StreamHandler } from "./stream-batch.ts";
import { type StreamRecord, streamOf } from "./streams-api.ts";

export interface StreamOptions {
  readonly endpoint: string;
  readonly tableName: string;
  /** Keeps `position.json`, and `failed/` for records that nobody could handle. */
  readonly folder: string;
  readonly handler: StreamHandler;
  readonly batchSize?: number;
  readonly attempts?: number;
  readonly retryDelayMs?: number;
}

export interface Pump {
  /** Somebody has just written: look now. */
  nudge(): void;
  /** Resolves when everything written before this call has been handled. */
  caughtUp(): Promise<void>;
  /** Records ever handled, for better or worse. */
  handled(): number;
  stop(): Promise<void>;
}

interface Position {
  readonly streamArn: string;
  readonly sequenceNumber: string;
}

/** Looks this often while things happen, and less often when nothing has for a while. */
const [busyPollMs, idlePollMs, busyForMs] = [50, 200, 5000];

export async function pumpStream(options: StreamOptions): Promise<Pump> {
  const { endpoint, tableName, folder, handler, batchSize = 100, attempts = 5, retryDelayMs = 200 } = options;
  await mkdir(join(folder, "failed"), { recursive: true });
  const stream = await streamOf(endpoint, tableName);
  const sleeper = interruptibleSleep();
  const positionPath = join(folder, "position.json");
  const asking: (() => void)[] = [];
  let iterator: string | undefined;
  let handled = 0;
  let busyUntil = 0;
  let isStopped = false;

  async function run(): Promise<void> {
    while (!isStopped) {
      sleeper.rest();
      const askedBefore = asking.splice(0);
      const found = await readOn();
      if (found === 0) for (const tell of askedBefore) tell();
      else asking.push(...askedBefore);
      if (found === 0 && asking.length === 0) await sleeper.sleep(Date.now() < busyUntil ? busyPollMs : idlePollMs);
    }
    for (const tell of asking) tell();
  }

  /** Reads and handles what is there; how many records that were. */
  async function readOn(): Promise<number> {
    try {
      iterator ??= await stream.iteratorAfter(await lastPosition());
      const { records, next } = await stream.read(iterator, batchSize);
      if (records.length > 0) busyUntil = Date.now() + busyForMs;
      await handleBatch(records, {
        arn: stream.arn,
        handler,
        attempts,
        retryDelayMs,
        isStopped: () => isStopped,
        onDone,
        onFailed,
      });
      iterator = next;
      return records.length;
    } catch (error) {
      if (!isStopped) reportFault("stream", error);
      iterator = undefined;
      await sleeper.sleep(1000);
      return 1;
    }
  }

  async function lastPosition(): Promise<string | undefined> {
    const position = await readJson<Position>(positionPath);
    return position?.streamArn === stream.arn ? position.sequenceNumber : undefined;
  }

  async function onDone(records: readonly StreamRecord[]): Promise<void> {
    const position = { streamArn: stream.arn, sequenceNumber: records.at(-1)?.dynamodb.SequenceNumber };
    await writeWhole(positionPath, JSON.stringify(position));
    handled += records.length;
  }

  async function onFailed(record: StreamRecord): Promise<void> {
    await writeWhole(join(folder, "failed", `${record.dynamodb.SequenceNumber}.json`), JSON.stringify(record, null, 1));
    console.error(`stream: a record failed ${attempts} times and is in ${join(folder, "failed")}`);
    await onDone([record]);
  }

  const running = run();
  return {
    handled: () => handled,
    nudge() {
      busyUntil = Date.now() + busyForMs;
      sleeper.wake();
    },
    caughtUp() {
      if (isStopped) return Promise.resolve();
      return new Promise((resolve) => {
        asking.push(resolve);
        sleeper.wake();
      });
    },
    async stop() {
      isStopped = true;
      sleeper.wake();
      await running;
    },
  };
}

/** Sleep that somebody can end, also when they called just before it began. */
function interruptibleSleep() {
  let isAwake = false;
  let end: (() => void) | undefined;
  return {
    /** From here on a `wake` counts for the next sleep. */
    rest() {
      isAwake = false;
    },
    wake() {
      isAwake = true;
      end?.();
    },
    async sleep(ms: number) {
      if (isAwake) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      end = undefined;
    },
  };
}
