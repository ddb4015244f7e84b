// Times and numbers as the reader writes them. Formatters are kept: making one costs more than a whole list row.
import { locale, t } from "./index.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** For lists: "14m" within a day, the weekday within a week, the date before. */
export function shortTime(at: string, nowMs: number): string {
  const ageMs = nowMs - Date.parse(at);
  if (ageMs < minuteMs) return t("time.now");
  if (ageMs < hourMs) return unit("minute", Math.floor(ageMs / minuteMs));
  if (ageMs < dayMs) return unit("hour", Math.floor(ageMs / hourMs));
  if (ageMs < 6 * dayMs) return dateFormat({ weekday: "short" }).format(new Date(at));
  const isThisYear = new Date(at).getFullYear() === new Date(nowMs).getFullYear();
  return dateFormat(isThisYear ? { day: "numeric", month: "short" } : { day: "numeric", month: "short", year: "numeric" }).format(
    new Date(at),
  );
}

/** For tooltips and screen readers: date and time in full. */
export function fullTime(at: string): string {
  return dateFormat({ dateStyle: "full", timeStyle: "short" }).format(new Date(at));
}

/** For messages: "22 Nov, 09:30". */
export function messageTime(at: string): string {
  return dateFormat({ day: "numeric", month: "short", hour: "numeric", minute: "2-digit" }).format(new Date(at));
}

/** A day without a time: "Nov 22". */
export function dayOf(at: string): string {
  return dateFormat({ day: "numeric", month: "short" }).format(new Date(at));
}

/** A day with its year: "22 Nov 2026". */
export function longDay(at: string): string {
  return dateFormat({ dateStyle: "medium" }).format(new Date(at));
}

/** For events: "Monday, 16 November 2026, 09:00 – 10:00", in the reader's zone unless the times are to be read as they stand. */
export function timeRange(fromMs: number, toMs: number, { isAllDay, isUtc }: { isAllDay: boolean; isUtc: boolean }): string {
  const format = dateFormat({
    dateStyle: "full",
    ...(!isAllDay && { timeStyle: "short" }),
    ...(isUtc && { timeZone: "UTC" }),
  });
  return toMs > fromMs ? format.formatRange(fromMs, toMs) : format.format(fromMs);
}

/** A count of work to do: capped, because nobody counts beyond. */
export function countLabel(count: number): string {
  return count > 999 ? `${numberFormat({}).format(999)}+` : numberFormat({}).format(count);
}

function unit(name: "minute" | "hour", value: number): string {
  return numberFormat({ style: "unit", unit: name, unitDisplay: "narrow" }).format(value);
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();
function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale() + JSON.stringify(options);
  const known = dateFormats.get(key) ?? new Intl.DateTimeFormat(locale(), options);
  dateFormats.set(key, known);
  return known;
}

const numberFormats = new Map<string, Intl.NumberFormat>();
function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale() + JSON.stringify(options);
  const known = numberFormats.get(key) ?? new Intl.NumberFormat(locale(), options);
  numberFormats.set(key, known);
  return known;
}
