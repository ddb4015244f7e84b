// Waiting for what another part does in its own time.
import { vi } from "vitest";

const patienceMs = 20_000;

/** Comes back as soon as `check` throws no more. Long patience costs a passing test nothing, and a busy machine needs it. */
export function until<Result>(check: () => Result | Promise<Result>): Promise<Result> {
  return vi.waitFor(check, { timeout: patienceMs, interval: 5 });
}
