// Builds the page when it was never built, or when a source is newer than what was built.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { isMissing } from "./disk.ts";

/** @param root the project's folder */
export async function buildPage(root: string, log: (line: string) => void): Promise<void> {
  const built = await newest(join(root, "web", "dist"));
  const sources = await Promise.all(
    ["web", "functions/api", "functions/core"].map((folder) => newest(join(root, folder), "dist")),
  );
  if (built > Math.max(...sources)) return;
  log("Building the page …");
  await buildApart(root);
}

/** In a process of its own: what a build leaves in memory is more than everything else here needs. */
async function buildApart(root: string): Promise<void> {
  const script = 'import { build } from "vite"; await build(JSON.parse(process.argv[1]));';
  const options = {
    configFile: join(root, "web", "vite.config.ts"),
    logLevel: "warn",
    build: { rolldownOptions: { checks: { pluginTimings: false } } },
  };
  const args = ["--input-type=module", "--eval", script, JSON.stringify(options)];
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    // Under a test runner Vite would build the page for tests.
    env: { ...process.env, NODE_ENV: "production" },
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`vite ended with ${code}; the lines above say why`);
}

/** When the newest file below was changed, in epoch ms; 0 when there is none. */
async function newest(folder: string, except?: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const own = except === undefined ? files : files.filter((file) => !file.startsWith(join(folder, except) + sep));
  const times = await Promise.all(own.map(async (file) => (await stat(file)).mtimeMs));
  return times.reduce((latest, time) => Math.max(latest, time), 0);
}
