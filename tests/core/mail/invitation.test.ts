// Invitations as calendars write them, well and badly: what, when in which zone, where, who, and what was answered.
import { describe, expect, test } from "vitest";
import { readComponents } from "../../../functions/core/mail/calendar-lines.ts";
import { type Invitation, readInvitation } from "../../../functions/core/mail/invitation.ts";
import { limits } from "../../../functions/core/limits.ts";
import { read } from "./read.ts";

function calendar(event: string, above = "METHOD:REQUEST"): string {
  return `BEGIN:VCALENDAR\nVERSION:2.0\n${above}\nBEGIN:VEVENT\n${event}\nEND:VEVENT\nEND:VCALENDAR\n`;
}

function invitation(event: string, above?: string): Invitation {
  const found = readInvitation(calendar(event, above));
  if (!found) throw new Error("no event");
  return found;
}

test("everything an invitation says", () => {
  const event = [
    "UID:7@example.com",
    "SEQUENCE:2",
    "SUMMARY;LANGUAGE=en:Review\\, round two\\; bring\\nthe list \\\\o/",
    "DTSTART:20261116T090000Z",
    "DTEND:20261116T100000Z",
    "LOCATION:Room 4\\, Calle Mayor 1",
    "ORGANIZER;CN=Kim Lee:mailto:kim@example.com",
    'ATTENDEE;CN="Ruiz, Ana";PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:MAILTO:ana@acme.test',
    "ATTENDEE;PARTSTAT=NEEDS-ACTION;CN=support@acme.test:mailto:support@acme.test",
    "RRULE:FREQ=WEEKLY;BYDAY=MO",
    "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",
  ].join("\n");
  expect(invitation(event)).toEqual({
    method: "request",
    summary: "Review, round two; bring the list \\o/",
    start: { local: "2026-11-16T09:00:00", zone: "UTC", at: "2026-11-16T09:00:00.000Z" },
    end: { local: "2026-11-16T10:00:00", zone: "UTC", at: "2026-11-16T10:00:00.000Z" },
    isAllDay: false,
    location: "Room 4, Calle Mayor 1",
    organizer: { name: "Kim Lee", address: "kim@example.com" },
    attendees: [
      { name: "Ruiz, Ana", address: "ana@acme.test", status: "accepted" },
      { name: "", address: "support@acme.test", status: "needs-action" },
    ],
    attendeeCount: 2,
    recurrence: "FREQ=WEEKLY;BYDAY=MO",
    uid: "7@example.com",
    sequence: 2,
    eventCount: 1,
  });
});

describe("times", () => {
  const rules = (id: string) =>
    [
      `METHOD:REQUEST\nBEGIN:VTIMEZONE\nTZID:${id}`,
      "BEGIN:STANDARD\nDTSTART:16011028T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD",
      "BEGIN:DAYLIGHT\nDTSTART:16010325T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT",
      "END:VTIMEZONE",
    ].join("\n");

  test.each([
    ["DTSTART:20261116T090000Z", "2026-11-16T09:00:00.000Z"],
    ["DTSTART;TZID=Europe/Madrid:20261116T090000", "2026-11-16T08:00:00.000Z"],
    ["DTSTART;TZID=Europe/Madrid:20260716T090000", "2026-07-16T07:00:00.000Z"],
    ["DTSTART;TZID=America/New_York:20261116T090000", "2026-11-16T14:00:00.000Z"],
    ["DTSTART;TZID=Romance Standard Time:20261116T090000", "2026-11-16T08:00:00.000Z"],
    ['DTSTART;TZID="Pacific Standard Time":20260716T090000', "2026-07-16T16:00:00.000Z"],
    ["DTSTART;TZID=India Standard Time:20261116T090000", "2026-11-16T03:30:00.000Z"],
    ["DTSTART;TZID=/mozilla.org/20070129_1/Europe/Rome:20261116T090000", "2026-11-16T08:00:00.000Z"],
    ["DTSTART;VALUE=DATE-TIME;TZID=Asia/Tokyo:20261116T090000", "2026-11-16T00:00:00.000Z"],
    ["DTSTART;TZID=UTC:20261116T090000", "2026-11-16T09:00:00.000Z"],
    // The clocks went forward at two: nobody's half past two is nobody's fault.
    ["DTSTART;TZID=Europe/Madrid:20260329T023000", "2026-03-29T01:30:00.000Z"],
    ["DTSTART:20261116T090000", undefined],
    ["DTSTART;TZID=Nowhere/Atlantis:20261116T090000", undefined],
    ["DTSTART;TZID=Customized Time Zone:20261116T090000", undefined],
  ])("%s", (line, at) => expect(invitation(line).start?.at).toBe(at));

  test.each([
    ["20261116T090000", "2026-11-16T08:00:00.000Z"],
    ["20260716T090000", "2026-07-16T07:00:00.000Z"],
    ["20260102T090000", "2026-01-02T08:00:00.000Z"],
    ["20261025T013000", "2026-10-24T23:30:00.000Z"],
  ])("%s by the rules that came along", (local, at) => {
    const found = invitation(`DTSTART;TZID=Our own:${local}`, rules("Our own"));
    expect(found.start).toMatchObject({ zone: "Our own", at });
  });

  test("whole days have no instant", () => {
    const found = invitation("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227");
    expect([found.isAllDay, found.start, found.end]).toEqual([true, { local: "2026-12-24" }, { local: "2026-12-27" }]);
  });

  test.each([
    ["PT1H30M", "2026-11-16T10:30:00"],
    ["P1D", "2026-11-17T09:00:00"],
    ["P1W", "2026-11-23T09:00:00"],
    ["nonsense", undefined],
  ])("a duration of %s", (duration, end) => {
    expect(invitation(`DTSTART:20261116T090000Z\nDURATION:${duration}`).end?.local).toBe(end);
  });

  test.each(["20261399T000000Z", "2026", "", "99999999T999999", "20261116T250000", "Monday"])("%j is no time", (written) => {
    expect(invitation(`DTSTART:${written}`).start).toBeUndefined();
  });
});

describe("answers", () => {
  test.each([
    ["ACCEPTED", "accepted"],
    ["DECLINED", "declined"],
    ["tentative", "tentative"],
    ["DELEGATED", "delegated"],
    ["X-WHATEVER", "needs-action"],
  ])("%s", (written, status) => {
    const found = invitation(`ATTENDEE;PARTSTAT=${written};CN=Ana:mailto:ana@acme.test`, "METHOD:REPLY");
    expect(found).toMatchObject({ method: "reply", answer: { name: "Ana", address: "ana@acme.test", status } });
  });

  test("a request has none, whatever its attendees have said elsewhere", () => {
    expect(invitation("ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@acme.test")).not.toHaveProperty("answer");
  });

  test.each([
    ["METHOD:CANCEL", "cancel"],
    ["method:Counter", "counter"],
    ["METHOD:DECLINECOUNTER", "declinecounter"],
    ["METHOD:EXPLODE", "publish"],
    ["X-NONE:1", "publish"],
  ])("%s", (line, method) => expect(invitation("SUMMARY:x", line).method).toBe(method));
});

describe("as calendars really come", () => {
  test("folded lines, with spaces and with tabs, and in CRLF", () => {
    const text = calendar("SUMMARY:A very lo\n ng na\n\tme").replaceAll("\n", "\r\n");
    expect(readInvitation(text)?.summary).toBe("A very long name");
  });

  test("a change to one day of a series does not stand for the series", () => {
    const text = calendar("RECURRENCE-ID:20261123T090000Z\nSUMMARY:Moved\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Series");
    expect(readInvitation(text)).toMatchObject({ summary: "Series", eventCount: 2 });
  });

  test("an alarm inside has a summary and a trigger of its own", () => {
    expect(invitation("BEGIN:VALARM\nSUMMARY:Alarm\nTRIGGER:-PT15M\nEND:VALARM\nSUMMARY:Event").summary).toBe("Event");
  });

  test("nothing is closed", () => {
    expect(readInvitation("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Open")?.summary).toBe("Open");
  });

  test.each(["", "BEGIN:VCALENDAR\nEND:VCALENDAR", "BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT", "\0\0", "END:VCALENDAR", ":;=:"])(
    "%j holds no event",
    (text) => expect(readInvitation(text)).toBeUndefined(),
  );

  test("hostile fields are text, on one line, cut to size", () => {
    const found = invitation(
      `SUMMARY:<script>alert(1)</script>\\n\u202eevil\nLOCATION:${"x".repeat(9000)}\nORGANIZER;CN="a\u0000b":javascript:alert(1)`,
    );
    expect(found.summary).toBe("<script>alert(1)</script> evil");
    expect(found.location).toHaveLength(limits.calendarTextChars);
    expect(found.organizer).toEqual({ name: "ab", address: "" });
  });

  test("many attendees are counted and few kept", () => {
    const found = invitation("ATTENDEE:mailto:a@b.test\n".repeat(500));
    expect([found.attendees.length, found.attendeeCount]).toEqual([limits.calendarAttendees, 500]);
  });

  test("components nested deeper than any are read as far as they go", () => {
    const root = readComponents("BEGIN:VEVENT\n".repeat(100_000));
    expect(JSON.stringify(root).length).toBeLessThan(200_000);
  });
});

describe("in a mail", () => {
  const mail = (type: string, name = "") =>
    `From: kim@example.com\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nText\n--b\nContent-Type: ${type}${name}\nContent-Transfer-Encoding: base64\n\n${Buffer.from(
      calendar("SUMMARY:Reunión"),
    ).toString("base64")}\n--b--\n`;

  test.each([
    ["text/calendar; method=REQUEST", ""],
    ["application/ics", '; name="invite.ics"'],
    ["application/octet-stream", '; name="invite.ics"'],
  ])("%s%s", async (type, name) => {
    const read_ = await read(mail(type, name));
    expect(read_.invitation?.summary).toBe("Reunión");
    expect(read_.attachments).toHaveLength(1);
  });

  test("a mail that is nothing but a calendar", async () => {
    const read_ = await read(`From: kim@example.com\nContent-Type: text/calendar\n\n${calendar("SUMMARY:Alone")}`);
    expect([read_.invitation?.summary, read_.attachments[0]?.filename]).toEqual(["Alone", "part-1.ics"]);
  });
});
