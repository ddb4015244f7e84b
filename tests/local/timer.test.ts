// The local schedule: soon after the start, then every quarter of an hour, never two at once, and never the end of the platform.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startTimer } from "../../local/timer.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const minute = 60_000;

test("runs soon, then every quarter of an hour, until it is stopped", async () => {
  const handler = vi.fn(async () => undefined);
  const stop = startTimer(handler);
  await vi.advanceTimersByTimeAsync(minute);
  expect(handler).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(30 * minute);
  expect(handler).toHaveBeenCalledTimes(3);
  await stop();
  await vi.advanceTimersByTimeAsync(60 * minute);
  expect(handler).toHaveBeenCalledTimes(3);
});

test("a run that fails is told of, and the next one comes", async () => {
  const told = vi.spyOn(console, "error").mockReturnValue();
  const handler = vi.fn(async () => {
    throw new Error("no table");
  });
  const stop = startTimer(handler);
  await vi.advanceTimersByTimeAsync(16 * minute);
  expect(handler).toHaveBeenCalledTimes(2);
  expect(told).toHaveBeenCalled();
  await stop();
});

test("a run waits for the one before, and stopping waits for it too", async () => {
  const ends: (() => void)[] = [];
  const handler = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)));
  const stop = startTimer(handler);
  await vi.advanceTimersByTimeAsync(16 * minute);
  expect(handler).toHaveBeenCalledTimes(1);
  ends[0]?.();
  await vi.advanceTimersByTimeAsync(1);
  expect(handler).toHaveBeenCalledTimes(2);
  const stopped = vi.fn();
  void stop().then(stopped);
  await vi.advanceTimersByTimeAsync(minute);
  expect(stopped).not.toHaveBeenCalled();
  ends[1]?.();
  await vi.advanceTimersByTimeAsync(1);
  expect(stopped).toHaveBeenCalled();
});
