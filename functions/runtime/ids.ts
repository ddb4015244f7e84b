// New ids. The only source of randomness besides session secrets.
import { monotonicFactory } from "ulid";
import { type IdKind, idPrefixes } from "../core/ids.ts";
import type { Instant } from "../core/time.ts";

// Monotonic, so that two entries written in one millisecond by one process keep their order.
const nextUlid = monotonicFactory();

/** A new id whose time part is `at` (or now): entries sort by it. */
export function newId(kind: IdKind, at?: Instant): string {
  return `${idPrefixes[kind]}_${nextUlid(at ? Date.parse(at) : Date.now())}`;
}
