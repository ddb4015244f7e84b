// `npm run dev` as somebody else's process: with a data folder and ports of its own, and gone with all it started.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "../../local/serve.ts";

export interface DevServer {
  readonly url: string;
  readonly smtpPort: number;
  readonly pid: number;
  /** When it was started, by `performance.now()`. */
  readonly startedAt: number;
  /** Resolves with what it has printed once that contains `words`. */
  hasSaid(words: string): Promise<string>;
  stop(): Promise<void>;
}

export interface DevOptions {
  /** By default the program itself, without npm around it, so that `pid` is where the work is done. */
  readonly command?: readonly [string, ...string[]];
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const patienceMs = 180_000;

export async function startDev({ command = program, args = [], cwd = root, env = {} }: DevOptions = {}): Promise<DevServer> {
  const [dataDir, port, smtpPort] = [await mkdtemp(join(tmpdir(), "inbox-bench-")), await freePort(), await freePort()];
  const [file, ...first] = command;
  const startedAt = performance.now();
  const child = spawn(file, [...first, "--data", dataDir, ...args], {
    cwd,
    env: { ...process.env, ...env, PORT: String(port), SMTP_PORT: String(smtpPort) },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that stopping it reaches whatever npm and tsx put in between.
    detached: true,
  });
  const ended = once(child, "exit");
  const said = listen(child);
  const kill = () => signal(child, "SIGKILL");
  const abandon = () => {
    kill();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once("exit", abandon);
  return {
    url: `http://127.0.0.1:${port}`,
    smtpPort,
    pid: child.pid ?? 0,
    startedAt,
    async hasSaid(words) {
      while (!said().includes(words)) {
        if (child.exitCode !== null || performance.now() - startedAt > patienceMs)
          throw new Error(`it never said "${words}", but: ${said()}`);
        await wait(5);
      }
      return said();
    },
    async stop() {
      signal(child, "SIGTERM");
      const late = setTimeout(kill, 10_000);
      await ended;
      clearTimeout(late);
      process.off("exit", abandon);
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The project's folder. */
export const root = new URL("../..", import.meta.url).pathname;

const program: readonly [string, ...string[]] = [process.execPath, "--import", "tsx", join(root, "local", "main.ts")];

function listen(child: ChildProcess): () => string {
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return () => said;
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  process.kill(-child.pid, name);
}
