// How long something takes when nothing else on the machine takes its time.

/** Milliseconds of the fastest of `runs` runs: the others waited for other programs. */
export function fastest(run: () => unknown, runs = 3): number {
  const times = Array.from({ length: runs }, () => {
    const started = performance.now();
    run();
    return performance.now() - started;
  });
  return Math.min(...times);
}
