// Lists of single headers with their readings (unit-*.json): addresses, dates, ids, subjects.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readAddresses } from "../../functions/core/mail/read-addresses.ts";
import { readDate } from "../../functions/core/mail/date.ts";
import { readFields } from "../../functions/core/mail/header.ts";
import { readIds } from "../../functions/core/mail/references.ts";
import { decodeHeaderText } from "../../functions/core/mail/header-text.ts";
import { readSubject } from "../../functions/core/mail/read-subject.ts";
import type { CaseResult } from "./manifest.ts";

interface Unit {
  readonly header: string;
  readonly expected: unknown;
}

interface Mailbox {
  readonly address: string | null;
}

interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly tz_before_gmt: boolean;
  readonly tz_hour: number;
  readonly tz_minute: number;
}

export function runUnits(folder: string): { label: string; results: CaseResult[] }[] {
  return Object.entries(readers).flatMap(([label, read]) => {
    const path = join(folder, `unit-${label}.json`);
    if (!existsSync(path)) return [];
    const units: Unit[] = JSON.parse(readFileSync(path, "utf8"));
    return [{ label: `unit-${label}`, results: units.map((unit) => resultOf(unit, read)) }];
  });
}

type Reader = (raw: string, expected: unknown) => { ours: unknown; wanted: unknown };

// These lists are a codec's input: each reader says what its expectation looks like.
const readers: Readonly<Record<string, Reader>> = {
  address: (raw, expected) => ({
    ours: lowered(readAddresses(raw).addresses),
    wanted: lowered(listed(expected as Listed | null)),
  }),
  date: (raw, expected) => ({
    ours: readDate(raw) ?? null,
    wanted: expected === null ? null : instantOf(expected as DateParts),
  }),
  id: (raw, expected) => ({ ours: readIds([raw]), wanted: expected ?? [] }),
  unstructured: (raw, expected) => ({
    ours: readSubject(raw, decodeHeaderText),
    wanted: String(expected ?? "")
      .replace(/\s+/g, " ")
      .trim(),
  }),
};

function resultOf({ header, expected }: Unit, read: Reader): CaseResult {
  const value = readFields(Buffer.from(`X: ${header}`, "utf8"))[0]?.value ?? "";
  const { ours, wanted } = read(value, expected);
  const isSame = JSON.stringify(ours) === JSON.stringify(wanted);
  const failures = isSame ? [] : [`${JSON.stringify(ours)} instead of ${JSON.stringify(wanted)}`];
  return { id: JSON.stringify(header.slice(0, 60)), grade: "unit", baselinePasses: false, failures };
}

type Listed = { readonly List: Mailbox[] } | { readonly Group: { readonly addresses: Mailbox[] }[] };

function listed(expected: Listed | null): Mailbox[] {
  if (!expected) return [];
  return "List" in expected ? expected.List : expected.Group.flatMap(({ addresses }) => addresses);
}

function lowered(mailboxes: readonly Mailbox[]): string[] {
  return mailboxes.map(({ address }) => (address ?? "").toLowerCase()).filter(Boolean);
}

function instantOf(date: DateParts): string | null {
  const { year, month, day, hour, minute, second, tz_before_gmt, tz_hour, tz_minute } = date;
  const offset = (tz_hour * 60 + tz_minute) * (tz_before_gmt ? 1 : -1);
  const ms = Date.UTC(year, month - 1, day, hour, minute + offset, second);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
