// New ids. The only source of randomness besides session secrets.
import { monotonicFactory } from "ulid";
import { type IdKind, idPrefixes } from "../core/ids.ts";
import type { Instant } from "../core/time.ts";

/** A new id whose time part is `at` (or now): entries sort by it. */
export function newId(kind: IdKind, at?: Instant): string {
  return `${idPrefixes[kind]}_${ulidAt(at ? Date.parse(at) : Date.now())}`;
}

// Monotonic, so that two entries of one millisecond keep the order they were made in.
let nextUlid = monotonicFactory();
let latest = 0;

function ulidAt(time: number): string {
  // A factory never goes back in time; what happened earlier gets an id of its own instant all the same.
  if (time < latest) nextUlid = monotonicFactory();
  latest = time;
  return nextUlid(time);
}
