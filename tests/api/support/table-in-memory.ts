// functions/store/table.ts on a Map: the same calls and conditions, so that the stores above it run as they are.
import { isDeepStrictEqual } from "node:util";
import { type Key, table } from "../../../functions/store/keys.ts";
import type { Condition, Outcome, RangeQuery, Row, Write } from "../../../functions/store/table.ts";

const rows = new Map<string, Row>();

export function emptyTable(): void {
  rows.clear();
}

export function allRows(): Row[] {
  return [...rows.values()];
}

export async function getRow(key: Key): Promise<Row | undefined> {
  return rows.get(nameOf(key));
}

export async function getRows(wanted: readonly Key[]): Promise<Row[]> {
  return wanted.flatMap((key) => rows.get(nameOf(key)) ?? []);
}

export async function queryRows(range: RangeQuery): Promise<Row[]> {
  const sortOf = (row: Row) => String(row[range.sortKey]);
  const found = allRows()
    .filter((row) => row[range.partitionKey] === range.partition && row[range.sortKey] !== undefined)
    .filter((row) => (range.below ? sortOf(row) < range.below : sortOf(row).startsWith(range.prefix ?? "")))
    .sort((a, b) => (sortOf(a) < sortOf(b) ? -1 : 1));
  return (range.isNewestFirst ? found.reverse() : found).slice(0, range.limit);
}

export async function transact(writes: readonly Write[]): Promise<Outcome> {
  const failed = writes.flatMap((one, index) => (isAllowed(one) ? [] : [index]));
  if (failed.length > 0) return { isDone: false, failed };
  for (const one of writes) apply(one);
  return { isDone: true };
}

export async function write(one: Write): Promise<boolean> {
  return (await transact([one])).isDone;
}

export async function addAndRead(key: Key, name: string): Promise<number> {
  apply({ add: key, numbers: { [name]: 1 } });
  return Number(rows.get(nameOf(key))?.[name]);
}

export async function changeSet(key: Key, attribute: string, change: "ADD" | "DELETE", value: string): Promise<void> {
  const row = rows.get(nameOf(key));
  if (!row) throw new Error("there is no such row");
  const values = new Set(row[attribute] instanceof Set ? (row[attribute] as Set<string>) : []);
  if (change === "ADD") values.add(value);
  else values.delete(value);
  rows.set(nameOf(key), { ...row, [attribute]: values });
}

function isAllowed(one: Write): boolean {
  if ("put" in one) return !(one.unlessThere && rows.has(nameOf(one.put))) && isMet(one.put, one.when);
  return !("set" in one) || isMet(one.set, one.when);
}

function isMet(key: Key, when: Condition | undefined): boolean {
  if (!when) return true;
  let value: unknown = rows.get(nameOf(key));
  for (const step of when.path.split(".")) value = (value as Record<string, unknown> | undefined)?.[step];
  return "equals" in when ? isDeepStrictEqual(value, when.equals) : when.oneOf.some((option) => option === value);
}

function apply(one: Write): void {
  if ("put" in one) rows.set(nameOf(one.put), one.put);
  else if ("remove" in one) rows.delete(nameOf(one.remove));
  else if ("add" in one) change(one.add, (row) => mapped(one.numbers, (name, number) => Number(row[name] ?? 0) + number));
  else change(one.set, () => one.values);
}

function change(key: Key, values: (row: Row) => Readonly<Record<string, unknown>>): void {
  const row = rows.get(nameOf(key)) ?? { ...key, type: "", v: 1 };
  rows.set(nameOf(key), { ...row, ...values(row) });
}

function mapped(numbers: Readonly<Record<string, number>>, give: (name: string, number: number) => number) {
  return Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, give(name, number)]));
}

function nameOf(key: Key): string {
  return `${key[table.partitionKey]} ${key[table.sortKey]}`;
}
