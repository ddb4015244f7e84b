// Time is a value that is passed in; core never reads a clock.

/** An instant as ISO 8601 in UTC with milliseconds: `2026-11-22T09:30:00.000Z`. Sorts as text. */
export type Instant = string;

export function instantOf(epochMs: number): Instant {
  return new Date(epochMs).toISOString();
}
