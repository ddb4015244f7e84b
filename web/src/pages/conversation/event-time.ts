// When an event is, in the reader's zone, or as its calendar says it where no zone is known.
import type { ReceivedView } from "../../../../functions/api/views.ts";
import { t } from "../../i18n/index.ts";
import { timeRange } from "../../i18n/format.ts";

type EventTime = NonNullable<NonNullable<ReceivedView["invitation"]>["start"]>;

const dayMs = 86_400_000;

export function eventTime(start: EventTime, end: EventTime | undefined, isAllDay: boolean): string {
  if (isAllDay) {
    // The end of whole days is the day after the last.
    const last = end ? Math.max(Date.parse(end.local) - dayMs, Date.parse(start.local)) : Date.parse(start.local);
    return timeRange(Date.parse(start.local), last, { isAllDay: true, isUtc: true });
  }
  if (start.at) return timeRange(Date.parse(start.at), Date.parse(end?.at ?? start.at), { isAllDay: false, isUtc: false });
  const local = timeRange(Date.parse(`${start.local}Z`), Date.parse(`${(end ?? start).local}Z`), {
    isAllDay: false,
    isUtc: true,
  });
  return start.zone ? t("invitation.in-zone", { time: local, zone: start.zone }) : local;
}
