// The data folder belongs to one process at a time: two would take each other's mail.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isMissing } from "./disk.ts";
import { TakenError } from "./errors.ts";

/** Takes the folder. What it returns gives it back; a process that was killed is found out by its id. */
export async function takeFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, "running.pid");
  const owner = await ownerOf(path);
  if (owner !== undefined && isAlive(owner)) {
    const otherwise = `Should that be some other program, delete ${path}.`;
    throw new TakenError(
      `${folder} is in use by process ${owner}: stop it, or start with --data and another folder. ${otherwise}`,
    );
  }
  await writeFile(path, String(process.pid));
  return () => rm(path, { force: true });
}

async function ownerOf(path: string): Promise<number | undefined> {
  try {
    return Number(await readFile(path, "utf8")) || undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
