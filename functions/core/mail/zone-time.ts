// Local times of calendars as instants: in an IANA zone, in a Windows zone by its name, or by the rules that came along.
import { type Instant, instantOf } from "../time.ts";
import { type Component, lineOf } from "./calendar-lines.ts";
import { windowsZones } from "./windows-zones.ts";

/** Wall-clock time as if it were UTC, in milliseconds. */
export type LocalMs = number;

/**
 * @param zone as TZID names it
 * @param rules VTIMEZONE of that name, if the calendar brought one
 * @returns undefined when nobody knows the zone: then only the local time can be shown
 */
export function instantInZone(local: LocalMs, zone: string, rules?: Component): Instant | undefined {
  const name = ianaName(zone);
  if (name) return instantOf(local - offsetAt(local, name));
  const offset = rules && offsetByRules(local, rules);
  return offset === undefined ? undefined : instantOf(local - offset);
}

/** `Europe/Madrid` for itself, for `/mozilla.org/20070129_1/Europe/Madrid`, and for `Romance Standard Time`. */
function ianaName(zone: string): string | undefined {
  const windows = windowsZones.get(zone.toLowerCase());
  const last = /[A-Za-z_]+\/[A-Za-z_]+(?:\/[A-Za-z_]+)?$/.exec(zone.slice(0, 200))?.[0];
  return [windows, zone, last].find((name) => name !== undefined && name.length > 2 && formatOf(name) !== undefined);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  const known = formats.get(zone);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    // Names come from strangers; only real zones get here, of which there are a few hundred.
    formats.set(zone, format);
    return format;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Milliseconds east of UTC at that local time; in the hour that a change skips or repeats, as before it. */
function offsetAt(local: LocalMs, zone: string): number {
  const guess = offsetOf(local, zone);
  return offsetOf(local - guess, zone);
}

function offsetOf(utc: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      ?.formatToParts(new Date(utc))
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return wall - Math.floor(utc / 1000) * 1000;
}

/** The offset of the rule that began last, in the year of the time or, before its first change, at the end of the year before. */
function offsetByRules(local: LocalMs, rules: Component): number | undefined {
  const year = new Date(local).getUTCFullYear();
  const begun = rules.inner
    .slice(0, mostRules)
    .flatMap((rule) => [year - 1, year].map((each) => ({ from: onset(rule, each), offset: offsetTo(rule) })))
    .filter(({ from }) => from !== undefined && from <= local)
    .sort((a, b) => (b.from ?? 0) - (a.from ?? 0));
  return begun[0]?.offset ?? rules.inner.map(offsetTo).find((offset) => offset !== undefined);
}

const mostRules = 20;

/** `+0130` */
function offsetTo(rule: Component): number | undefined {
  const parts = /^([+-])(\d{2})(\d{2})/.exec(lineOf(rule, "TZOFFSETTO")?.value ?? "");
  if (!parts) return undefined;
  return (parts[1] === "-" ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3])) * 60_000;
}

/** When the rule begins in that year: `RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU`, else only once, at its DTSTART. */
function onset(rule: Component, year: number): LocalMs | undefined {
  const start = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})/.exec(lineOf(rule, "DTSTART")?.value ?? "")?.map(Number);
  if (!start) return undefined;
  const [, startYear = 0, month = 1, day = 1, hour = 0, minute = 0] = start;
  const recurrence = lineOf(rule, "RRULE")?.value ?? "";
  const byMonth = /BYMONTH=(\d{1,2})/.exec(recurrence);
  const byDay = /BYDAY=(-?\d)(SU|MO|TU|WE|TH|FR|SA)/.exec(recurrence);
  if (!byMonth || !byDay) return Date.UTC(startYear, month - 1, day, hour, minute);
  if (year < startYear) return undefined;
  return (
    nthWeekday(year, Number(byMonth[1]) - 1, Number(byDay[1]), weekdays.indexOf(byDay[2] ?? "")) + (hour * 60 + minute) * 60_000
  );
}

const weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const dayMs = 86_400_000;

function nthWeekday(year: number, month: number, nth: number, weekday: number): LocalMs {
  if (nth < 0) {
    const last = Date.UTC(year, month + 1, 0);
    return last - (((new Date(last).getUTCDay() - weekday + 7) % 7) + (-nth - 1) * 7) * dayMs;
  }
  const first = Date.UTC(year, month, 1);
  return first + (((weekday - new Date(first).getUTCDay() + 7) % 7) + (nth - 1) * 7) * dayMs;
}
