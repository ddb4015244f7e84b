// What calls use of the table and its indexes, counted for benchmarks and capacity tests.

/** Capacity units that calls used. */
export interface Capacity {
  reads: number;
  writes: number;
}

/** Runs `work` and tells what it used of the table and its indexes. For benchmarks and capacity tests; not for parallel use. */
export async function measureCapacity<T>(work: () => Promise<T>): Promise<{ result: T; used: Capacity }> {
  const used = { reads: 0, writes: 0 };
  metered = used;
  try {
    return { result: await work(), used };
  } finally {
    metered = undefined;
  }
}

let metered: Capacity | undefined;

export interface Consumed {
  CapacityUnits?: number | undefined;
}

export function meterReads(consumed: Consumed | Consumed[] | undefined): void {
  if (metered) metered.reads += units(consumed);
}

export function meterWrites(consumed: Consumed | Consumed[] | undefined): void {
  if (metered) metered.writes += units(consumed);
}

function units(consumed: Consumed | Consumed[] | undefined): number {
  return [consumed ?? []].flat().reduce((sum, one) => sum + (one.CapacityUnits ?? 0), 0);
}

export function capacityWanted() {
  return metered ? "TOTAL" : "NONE";
}
