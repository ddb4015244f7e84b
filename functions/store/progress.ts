// How far the jobs of the schedule have come, one small row a job. Lost, or put back to an earlier day, it only makes more work.
import { keys } from "./keys.ts";
import { getRow, write } from "./table.ts";

export async function findProgress<Progress>(job: string): Promise<Progress | undefined> {
  const row = await getRow(keys.schedule(job));
  return row?.progress as Progress | undefined;
}

export async function saveProgress<Progress>(job: string, progress: Progress): Promise<void> {
  await write({ put: { progress, ...keys.schedule(job), type: "schedule", v: 1 } });
}
