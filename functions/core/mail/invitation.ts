// What an invitation in a mail says, from its iCalendar file (RFC 5545, RFC 5546). Every field is a stranger's: text, cut to size.
import { limits } from "../limits.ts";
import type { Instant } from "../time.ts";
import { cut } from "../conversation/summary.ts";
import { type CalendarLine, type Component, lineOf, readComponents, unescapeText } from "./calendar-lines.ts";
import { cleanLine } from "./clean.ts";
import type { Address } from "./mail.ts";
import { instantInZone, type LocalMs } from "./zone-time.ts";

export interface Invitation {
  /** `publish` when the calendar names none. */
  readonly method: "publish" | "request" | "reply" | "cancel" | "counter" | "declinecounter" | "refresh" | "add";
  readonly summary: string;
  readonly start?: EventTime;
  /** For whole days the day after the last. */
  readonly end?: EventTime;
  readonly isAllDay: boolean;
  readonly location?: string;
  readonly organizer?: Address;
  /** The first `limits.calendarAttendees`. */
  readonly attendees: readonly Attendee[];
  readonly attendeeCount: number;
  /** The raw RRULE of an event that comes again: `FREQ=WEEKLY;BYDAY=MO`. */
  readonly recurrence?: string;
  readonly uid?: string;
  readonly sequence: number;
  /** For a reply or a counter-proposal: who answers, and what. */
  readonly answer?: Attendee;
  /** Events in the file; the first is shown. */
  readonly eventCount: number;
}

export interface EventTime {
  /** As it stands in the calendar: `2026-11-16T09:00:00`, or `2026-11-16` for a whole day. */
  readonly local: string;
  /** The name of the zone in which `local` is meant; `UTC` for a time that ends with Z. */
  readonly zone?: string;
  /** Absent for whole days, for times without a zone, and in a zone that nobody knows. */
  readonly at?: Instant;
}

export interface Attendee extends Address {
  readonly status: "needs-action" | "accepted" | "declined" | "tentative" | "delegated";
}

/** Undefined when the text holds no event. */
export function readInvitation(text: string): Invitation | undefined {
  const root = readComponents(text);
  const calendar = root.inner.find(({ name }) => name === "VCALENDAR");
  const events = calendar?.inner.filter(({ name }) => name === "VEVENT") ?? [];
  // Changes to single days of a series stand after the series itself, mostly.
  const event = events.find((each) => !lineOf(each, "RECURRENCE-ID")) ?? events[0];
  if (!calendar || !event) return undefined;
  const method = methodOf(textOf(calendar, "METHOD"));
  const zones = calendar.inner.filter(({ name }) => name === "VTIMEZONE");
  const start = timeOf(lineOf(event, "DTSTART"), zones);
  const end = timeOf(lineOf(event, "DTEND"), zones) ?? endByDuration(start, textOf(event, "DURATION"));
  const attendees = event.lines.filter(({ name }) => name === "ATTENDEE").map(attendeeOf);
  const organizer = lineOf(event, "ORGANIZER");
  const answer = method === "reply" || method === "counter" ? attendees[0] : undefined;
  const [location, recurrence, uid] = [textOf(event, "LOCATION"), textOf(event, "RRULE"), textOf(event, "UID")];
  return {
    method,
    summary: textOf(event, "SUMMARY"),
    ...(start && { start }),
    ...(end && { end }),
    isAllDay: start !== undefined && !start.local.includes("T"),
    ...(location && { location }),
    ...(organizer && { organizer: addressOf(organizer) }),
    attendees: attendees.slice(0, limits.calendarAttendees),
    attendeeCount: attendees.length,
    ...(recurrence && { recurrence }),
    ...(uid && { uid }),
    sequence: Number(/^\d{1,9}$/.exec(textOf(event, "SEQUENCE"))?.[0] ?? 0),
    ...(answer && { answer }),
    eventCount: events.length,
  };
}

function textOf(component: Component, name: string): string {
  const written = lineOf(component, name)?.value ?? "";
  return cut(cleanLine(unescapeText(written)), limits.calendarTextChars);
}

const methods = ["publish", "request", "reply", "cancel", "counter", "declinecounter", "refresh", "add"] as const;

function methodOf(written: string): Invitation["method"] {
  return methods.find((method) => method === written.toLowerCase()) ?? "publish";
}

const statuses = ["accepted", "declined", "tentative", "delegated"] as const;

function attendeeOf(line: CalendarLine): Attendee {
  const written = line.parameters.get("PARTSTAT")?.toLowerCase();
  return { ...addressOf(line), status: statuses.find((status) => status === written) ?? "needs-action" };
}

function addressOf({ parameters, value }: CalendarLine): Address {
  // Exchange names people without an address as "invalid:nomail"; some put the address into a parameter.
  const written = /^\s*mailto:/i.test(value) ? value.replace(/^\s*mailto:/i, "") : (parameters.get("EMAIL") ?? value);
  const address = cut(cleanLine(written), limits.addressChars);
  const name = cut(cleanLine(parameters.get("CN") ?? ""), limits.calendarTextChars);
  return { name: name.toLowerCase() === address.toLowerCase() ? "" : name, address: address.includes("@") ? address : "" };
}

function timeOf(line: CalendarLine | undefined, zones: readonly Component[]): EventTime | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?$/.exec(line?.value.trim() ?? "");
  if (!line || !parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const isDay = parts[4] === undefined;
  const ms = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59));
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || year < 1900) return undefined;
  if (isDay) return { local: localOf(ms).slice(0, 10) };
  if (parts[7]) return { local: localOf(ms), zone: "UTC", at: new Date(ms).toISOString() };
  const written = line.parameters.get("TZID");
  if (!written) return { local: localOf(ms) };
  const rules = zones.find((zone) => lineOf(zone, "TZID")?.value.trim() === written);
  const at = instantInZone(ms, written, rules);
  return { local: localOf(ms), zone: cut(cleanLine(written), limits.calendarTextChars), ...(at && { at }) };
}

function localOf(ms: LocalMs): string {
  return new Date(ms).toISOString().slice(0, 19);
}

/** `PT1H30M`, `P1D`, `P2W` */
function endByDuration(start: EventTime | undefined, duration: string): EventTime | undefined {
  const parts = /^\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$/.exec(duration);
  if (!start || !parts) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  const ms = ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  const isDay = !start.local.includes("T");
  const local = localOf(Date.parse(isDay ? `${start.local}T00:00:00Z` : `${start.local}Z`) + ms);
  return {
    ...start,
    local: isDay ? local.slice(0, 10) : local,
    ...(start.at && { at: new Date(Date.parse(start.at) + ms).toISOString() }),
  };
}
