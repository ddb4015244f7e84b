// From `npm run dev` to the first page, to "ready", and to the whole demo: after a fresh clone, and the next time.
import { cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type DevServer, root, startDev } from "./dev-server.ts";
import type { Report } from "./report.ts";

export async function start(): Promise<Report> {
  const clone = await mkdtemp(join(tmpdir(), "inbox-bench-"));
  try {
    await copySources(clone);
    const rows = [await timed("after a fresh clone", clone), await timed("the next time, in another data folder", clone)];
    const head = ["npm run dev, ms until", "the page answers 200", "it says where", "the demo is there"];
    return [{ title: "start", head, rows }];
  } finally {
    await rm(clone, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What a clone has, with the packages of this one: nothing built, nothing compiled before. */
async function copySources(clone: string): Promise<void> {
  const built = join(root, "web", "dist");
  for (const name of ["package.json", "tsconfig.json", "functions", "local", "web"])
    await cp(join(root, name), join(clone, name), { recursive: true, filter: (path) => path !== built });
  await symlink(join(root, "node_modules"), join(clone, "node_modules"));
  await mkdir(join(clone, "tmp"));
}

async function timed(what: string, clone: string) {
  // tsx keeps what it compiled in the folder for temporary files: a clone has its own, empty at first.
  const env = { TMPDIR: join(clone, "tmp") };
  const server = await startDev({ command: ["npm", "run", "dev", "--"], cwd: clone, env });
  try {
    const [pageAt, readyAt, demoAt] = await Promise.all([
      firstPage(server),
      server.hasSaid("Ctrl+C stops").then(() => performance.now()),
      server.hasSaid("The demo's mail has arrived").then(() => performance.now()),
    ]);
    const isBuilding = (await server.hasSaid("The demo's mail has arrived")).includes("Building the page");
    return [
      `${what}${isBuilding ? " (builds the page)" : ""}`,
      ...[pageAt, readyAt, demoAt].map((at) => Math.round(at - server.startedAt)),
    ];
  } finally {
    await server.stop();
  }
}

async function firstPage({ url }: DevServer): Promise<number> {
  for (;;) {
    const status = await fetch(url).then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.status;
      },
      () => 0,
    );
    if (status === 200) return performance.now();
    await wait(20);
  }
}
