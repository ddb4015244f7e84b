// The time, as a value to pass on.
import { type Instant, instantOf } from "../core/time.ts";

export function now(): Instant {
  return instantOf(Date.now());
}

export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
