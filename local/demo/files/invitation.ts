// A meeting request (RFC 5545, RFC 5546) for a few days from now.

export interface Meeting {
  readonly uid: string;
  readonly title: string;
  readonly place: string;
  readonly organiser: string;
  readonly attendee: string;
  readonly inDays: number;
  readonly hour: number;
}

export function invitation(meeting: Meeting, now: Date): string {
  const begins = new Date(now);
  begins.setDate(begins.getDate() + meeting.inDays);
  begins.setHours(meeting.hour, 0, 0, 0);
  const ends = new Date(begins.getTime() + 90 * 60_000);
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Hotel Faro//Agenda//ES",
    "METHOD:REQUEST",
    "BEGIN:VEVENT",
    `UID:${meeting.uid}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(begins)}`,
    `DTEND:${stamp(ends)}`,
    `SUMMARY:${meeting.title}`,
    `LOCATION:${meeting.place}`,
    `ORGANIZER:mailto:${meeting.organiser}`,
    `ATTENDEE;RSVP=TRUE:mailto:${meeting.attendee}`,
    "SEQUENCE:0",
    "STATUS:CONFIRMED",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
}

function stamp(moment: Date): string {
  return `${moment.toISOString().replace(/[-:]/g, "").slice(0, 15)}Z`;
}
