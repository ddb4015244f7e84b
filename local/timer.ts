// The schedule: what EventBridge calls every quarter of an hour is called here so, and once soon after the start.
import { reportFault } from "./fault.ts";

const everyMs = 15 * 60 * 1000;
const soonMs = 20_000;

/** @returns how to stop it; a run under way ends first */
export function startTimer(handler: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  const run = () => {
    running = running.then(() => handler()).catch((error: unknown) => reportFault("schedule", error));
  };
  const soon = setTimeout(run, soonMs).unref();
  const regularly = setInterval(run, everyMs).unref();
  return async () => {
    clearTimeout(soon);
    clearInterval(regularly);
    await running;
  };
}
