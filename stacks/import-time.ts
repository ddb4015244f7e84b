// How long Node takes to load a bundle: what a cold start has to do before the first line of a handler.
import { spawnSync } from "node:child_process";

/** Milliseconds, the median of so many new processes, without Node's own start. */
export function importMs(file: string, runs = 7): number {
  const times = Array.from({ length: runs }, () => timeOnce(file)).toSorted((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? Number.NaN;
}

function timeOnce(file: string): number {
  const script = "const t = performance.now(); require(process.argv[1]); console.log(performance.now() - t); process.exit()";
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--eval", script, file], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, ...environmentOfNone },
  });
  if (status !== 0) throw new Error(`${file} does not load: ${stderr}`);
  return Number(stdout);
}

/** Enough to load; nothing is called. */
export const environmentOfNone = { AWS_REGION: "eu-west-1", TABLE_NAME: "t", APP_ORIGIN: "https://inbox.acme.test" };
