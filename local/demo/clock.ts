// The demo's time: days and minutes before now, so that its mails are always fresh.
import type { When } from "./story.ts";

/** `"6 workdays ago 09:40"` (weekends do not count) or `"40 minutes ago"`, as a moment before `now`. */
export function momentOf(when: When, now: Date): Date {
  const minutes = /^(\d+) minutes? ago$/.exec(when)?.[1];
  if (minutes) return new Date(now.getTime() - Number(minutes) * 60_000);
  const [, days, hours, past] = /^(\d+) workdays? ago (\d\d):(\d\d)$/.exec(when) ?? [];
  if (!days || !hours || !past) throw new Error(`The demo does not understand the time "${when}".`);
  const day = workdaysBefore(now, Number(days));
  day.setHours(Number(hours), Number(past), secondOf(when), 0);
  return day;
}

/** Steps that may be played side by side: one group per few days, oldest first, and today in its own. */
export function waveOf(when: When): number {
  if (when.includes("minute")) return Number.parseInt(when, 10) > 120 ? 4 : 5;
  const days = Number.parseInt(when, 10);
  if (days === 1) return 3;
  if (days <= 3) return 2;
  return days <= 6 ? 1 : 0;
}

/** As a Date header writes it (RFC 5322 section 3.3). */
export function mailDate(moment: Date): string {
  return moment.toUTCString().replace("GMT", "+0000");
}

function workdaysBefore(now: Date, days: number): Date {
  const day = new Date(now);
  for (let left = days; left > 0; ) {
    day.setDate(day.getDate() - 1);
    const isWeekend = day.getDay() === 0 || day.getDay() === 6;
    if (!isWeekend) left -= 1;
  }
  return day;
}

// Nobody sends every mail at second zero.
function secondOf(when: When): number {
  return [...when].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 60;
}
