// Files that are whole or not there: written beside, then renamed, so that a kill in between leaves the old one.
import { randomUUID } from "node:crypto";
import { open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** @param isSynced also survives the power going, not only the process: for what somebody was told is kept. */
export async function writeWhole(path: string, content: string | Uint8Array, { isSynced = false } = {}): Promise<void> {
  const beside = `${path}.${randomUUID()}.part`;
  const file = await open(beside, "w");
  try {
    await file.writeFile(content);
    if (isSynced) await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
  if (isSynced) await syncFolder(dirname(path));
}

/** The file's JSON, or undefined when there is no such file. */
export async function readJson<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as T;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

// A rename is on disk only when its folder is.
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
