// `npm run dev`: the whole product on this machine.
import "./quiet.ts";
import { join } from "node:path";
import { readJson, writeWhole } from "./disk.ts";
import { TakenError, UsageError } from "./errors.ts";
import { reportFault } from "./fault.ts";
import { logFunctionsTo } from "./function-log.ts";
import { type DevOptions, readOptions, usage } from "./options.ts";
import { buildPage } from "./page-build.ts";
import type { Platform } from "./platform.ts";

await main().catch(exitWith);

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (!options) return console.log(usage);
  // Only now, so that a wrong argument is answered at once.
  const { projectRoot, startPlatform } = await import("./platform.ts");
  const platform = await startPlatform({ ...options, dynamoEndpoint: process.env.DYNAMODB_ENDPOINT });
  stopOnSignal(platform);
  logFunctionsTo(join(platform.dataDir, "functions.log"));
  // Whatever a handler forgot to await must not end the process, as it does not end the others on Lambda.
  process.on("unhandledRejection", (error) => reportFault("unhandled", error));
  process.on("uncaughtException", (error) => reportFault("uncaught", error));
  await buildPage(projectRoot, console.log).catch((error: unknown) => reportFault("building the page", error));
  console.log(welcome(platform, options));
  await playOnce(platform, options).catch((error: unknown) => reportFault("demo", error));
}

function welcome({ url, smtpPort, dataDir }: Platform, { relay }: DevOptions): string {
  return `
  The page        ${url}
  Mail comes in   smtp://127.0.0.1:${smtpPort}   to support@acme.test, sales@acme.test or jobs@acme.test
  Mail goes out   ${relay ? `through ${hidden(relay)}` : "nowhere"}; what was sent: ${url}/local/outbox
  Everything is   in ${dataDir}; what the functions do: functions.log in there
  May sign in     ana@acme.test (admin), beto@, carla@, dario@ and elena@acme.test; no passwords

  Send a mail:
  printf 'From: Me <me@example.com>\\nTo: support@acme.test\\nSubject: Hello\\n\\nIs anybody there?\\n' |
    curl smtp://127.0.0.1:${smtpPort} --mail-from me@example.com --mail-rcpt support@acme.test --upload-file -

  Ctrl+C stops.
`;
}

function hidden(relay: string): string {
  const url = new URL(relay);
  if (url.password) url.password = "…";
  return decodeURI(url.href);
}

/** The demo comes once into a data folder, and not at all into one that was begun with --empty. */
async function playOnce({ url, smtpPort, dataDir, isFresh }: Platform, { isEmpty }: DevOptions): Promise<void> {
  const path = join(dataDir, "demo.json");
  if (isFresh) await writeWhole(path, JSON.stringify({ isWanted: !isEmpty }));
  const demo = await readJson<{ isWanted: boolean }>(path);
  if (!demo?.isWanted || isEmpty) return;
  const { playDemo } = await import("./demo/play.ts");
  await playDemo({ url, smtpPort, log: console.log });
  await writeWhole(path, JSON.stringify({ isWanted: false }));
}

function stopOnSignal(platform: Platform): void {
  let stoppingSince = 0;
  const stop = () => {
    // npm and tsx pass on what the terminal has already sent us: one key, several signals.
    if (stoppingSince > 0 && Date.now() - stoppingSince > 500) process.exit(130);
    if (stoppingSince > 0) return;
    stoppingSince = Date.now();
    console.log("Stopping …");
    platform.stop().then(
      () => process.exit(0),
      (error: unknown) => exitWith(error),
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

function exitWith(error: unknown): never {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
  if (error instanceof TakenError) console.error(error.message);
  else console.error(error);
  process.exit(1);
}
