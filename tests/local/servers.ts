// Starts one of the local servers in a folder of its own for a whole test file.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** To be called in `beforeAll`; both the server and the folder are gone after the file's last test. */
export async function startedIn<Server extends { stop(): Promise<unknown> }>(start: (folder: string) => Promise<Server>) {
  const folder = await mkdtemp(join(tmpdir(), "inbox-"));
  const server = await start(folder);
  stops.push(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return { server, folder };
}

const stops: (() => Promise<void>)[] = [];

afterAll(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
