// How much memory a process holds, looked at every so often.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";

const everyMs = 50;

/** Resident memory in MB. */
export async function residentMb(pid: number): Promise<number> {
  const kilobytes = process.platform === "linux" ? await fromProc(pid) : await fromPs(pid);
  return kilobytes / 1024;
}

/** The most that was seen while `work` ran, in MB. */
export async function peakWhile<T>(pid: number, work: () => Promise<T>): Promise<{ result: T; peakMb: number }> {
  let isOver = false;
  const working = work().finally(() => {
    isOver = true;
  });
  let peakMb = 0;
  const watching = (async () => {
    while (!isOver) {
      peakMb = Math.max(peakMb, await residentMb(pid));
      await wait(everyMs);
    }
  })();
  const [result] = await Promise.all([working, watching]);
  return { result, peakMb };
}

async function fromProc(pid: number): Promise<number> {
  return Number(/VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, "utf8"))?.[1]);
}

async function fromPs(pid: number): Promise<number> {
  return Number((await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)])).stdout);
}
