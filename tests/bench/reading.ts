// What it takes to read mail: ordinary ones beside other libraries, and every bomb at full size.
import { fork } from "node:child_process";
import { once } from "node:events";
import { limits } from "../../functions/core/limits.ts";
import { bombs } from "../helpers/bombs.ts";
import type { ReadingAnswer, ReadingTask } from "./reading-child.ts";
import type { Report } from "./report.ts";

const sizes = [4 * 1024, 40 * 1024, 1.5 * 1024 * 1024, 10 * 1024 * 1024, limits.rawMailBytes];
const readers = ["ours", "mailparser", "postal-mime"] as const;

/** Scanning and parsing in one thread, as the libraries do. */
export async function parse(): Promise<Report> {
  const rows: (string | number)[][] = [];
  for (const sizeBytes of sizes) {
    const rounds = sizeBytes < 100_000 ? 200 : sizeBytes < 5_000_000 ? 10 : 1;
    const cells: (string | number)[] = [`${(sizeBytes / 1024).toLocaleString("en")} KB`];
    for (const reader of readers) {
      const { cpuMs, moreMb } = await inChild({ reader, sizeBytes, rounds });
      cells.push(Number(cpuMs.toPrecision(3)), Math.round(moreMb));
    }
    rows.push(cells);
  }
  const head = ["mail", ...readers.flatMap((reader) => [`${reader}, CPU ms`, "MB more"])];
  return [{ title: "reading a mail with one file, already in memory", head, rows }];
}

/** As the inbound function reads them: streamed, in a process with 512 MB of heap in all. */
export async function bombsAtFullSize(): Promise<Report> {
  const rows: (string | number)[][] = [];
  for (const { name } of bombs) {
    const { ms, cpuMs, moreMb, outcome } = await inChild({ reader: "bomb", name, sizeBytes: limits.rawMailBytes, rounds: 1 });
    rows.push([name, Math.round(ms), Math.round(cpuMs), Math.round(moreMb), outcome]);
  }
  return [
    { title: `bombs of ${limits.rawMailBytes / 1024 / 1024} MB`, head: ["bomb", "ms", "CPU ms", "MB more", "outcome"], rows },
  ];
}

async function inChild(task: ReadingTask): Promise<ReadingAnswer> {
  const child = fork(new URL("reading-child.ts", import.meta.url), { execArgv: ["--import", import.meta.resolve("tsx")] });
  child.send(task);
  const [answer] = (await Promise.race([once(child, "message"), failed(once(child, "exit"))])) as [ReadingAnswer];
  return answer;
}

async function failed(exit: Promise<unknown[]>): Promise<[ReadingAnswer]> {
  const [code] = await exit;
  return [{ ms: Number.NaN, cpuMs: Number.NaN, moreMb: Number.NaN, outcome: `the process ended with ${String(code)}` }];
}
