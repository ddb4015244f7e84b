// AWS in one process on this machine, for the time of the tests. It needs Python 3.10 or later.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";

export interface Emulator {
  readonly url: string;
  readonly environment: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** For a client of any service. */
export function clientAt({ url }: Pick<Emulator, "url">) {
  return { endpoint: url, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
}

export const region = "us-east-1";
const root = join(import.meta.dirname, "../..");

export async function startEmulator(python = process.env.PYTHON ?? "python3"): Promise<Emulator> {
  if (spawnSync(python, ["-c", "import ministack"]).status !== 0) {
    throw new Error(
      "The emulator is not installed. Install Python 3.10 or later, then run: pip install -r tests/deployed/requirements.txt " +
        "(in a virtual environment, say which Python with PYTHON=path/to/python).",
    );
  }
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const credentials = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
  const environment = {
    ...process.env,
    ...credentials,
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    CI: "1",
  };
  for (const name of ["AWS_PROFILE", "AWS_SESSION_TOKEN"]) delete (environment as NodeJS.ProcessEnv)[name];
  const emulator = spawn(python, ["-m", "ministack"], {
    // Custom resources of its own find the clients they need here; nothing of it listens beyond this machine.
    env: {
      ...environment,
      GATEWAY_PORT: port,
      BIND_HOST: "127.0.0.1",
      IOT_MTLS_ENABLED: "0",
      NODE_PATH: join(root, "node_modules"),
    },
    stdio: "ignore",
  });
  try {
    await healthy(emulator, url);
  } catch (error) {
    await ended(emulator);
    throw error;
  }
  return { url, environment, stop: () => ended(emulator) };
}

async function healthy(emulator: ChildProcess, url: string): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    if (emulator.exitCode !== null) throw new Error(`The emulator ended with ${emulator.exitCode} before it was ready.`);
    const answer = await fetch(`${url}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("The emulator was not ready within a minute.");
}

async function ended(emulator: ChildProcess): Promise<void> {
  if (emulator.exitCode !== null) return;
  const exit = new Promise((resolve) => emulator.once("exit", resolve));
  emulator.kill("SIGTERM");
  const impatience = setTimeout(() => emulator.kill("SIGKILL"), 10_000);
  await exit;
  clearTimeout(impatience);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
