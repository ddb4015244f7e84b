// What the page says of an invitation, and of mail that came signed or encrypted.
import { screen } from "@solidjs/testing-library";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { ReceivedView } from "../../../functions/api/views.ts";
import { eventTime } from "../../../web/src/pages/conversation/event-time.ts";
import { pageOf, received } from "./entries.ts";
import { type OpenPane, openPane } from "./open-pane.tsx";

vi.mock("../../../web/src/composer/editor.ts", async () => await import("./fake-editor.ts"));

let pane: OpenPane | undefined;
afterEach(() => pane?.close());

const invitation: NonNullable<ReceivedView["invitation"]> = {
  method: "request",
  summary: "Quarterly review",
  start: { local: "2026-11-16T09:00:00", zone: "UTC", at: "2026-11-16T09:00:00.000Z" },
  end: { local: "2026-11-16T10:00:00", zone: "UTC", at: "2026-11-16T10:00:00.000Z" },
  isAllDay: false,
  location: "Room 4",
  organizer: { name: "Kim", address: "kim@example.com" },
  attendees: [{ name: "Ana", address: "ana@acme.test", status: "needs-action" }],
  attendeeCount: 3,
  sequence: 0,
  eventCount: 1,
};

async function show(message: Partial<ReceivedView>): Promise<string> {
  pane = openPane(() => pageOf([received(0, message)]));
  return (await screen.findByRole("group", { name: "Messages, notes and changes" })).textContent ?? "";
}

describe("an invitation", () => {
  test("says what, where and who", async () => {
    const said = await show({ invitation });
    for (const words of ["Quarterly review", "Where: Room 4", "Organised by: Kim", "Invited: Ana", "and 2 more", "2026"])
      expect(said).toContain(words);
  });

  test.each([
    ["accepted", "Ana accepted"],
    ["declined", "Ana declined"],
    ["tentative", "Ana accepted tentatively"],
  ] as const)("answered: %s", async (status, words) => {
    const answer = { name: "Ana", address: "ana@acme.test", status };
    expect(await show({ invitation: { ...invitation, method: "reply", answer } })).toContain(words);
  });

  test("that was cancelled says so", async () => {
    expect(await show({ invitation: { ...invitation, method: "cancel" } })).toContain("This event was cancelled");
  });

  test("shows hostile words as words", async () => {
    const said = await show({ invitation: { ...invitation, summary: "<img src=x onerror=alert(1)>" } });
    expect(said).toContain("<img src=x onerror=alert(1)>");
    expect(document.querySelector("img[src=x]")).toBeNull();
  });
});

describe("its time", () => {
  test("of whole days ends on the last of them", () => {
    const words = eventTime({ local: "2026-12-24" }, { local: "2026-12-27" }, true);
    expect(words).toMatch(/24.*26/u);
    expect(words).not.toContain("27");
  });

  test("of one whole day is that day", () => {
    expect(eventTime({ local: "2026-12-24" }, { local: "2026-12-25" }, true)).toBe("Thursday, December 24, 2026");
  });

  test("in a zone that nobody knows is said with the zone's name", () => {
    expect(eventTime({ local: "2026-11-16T09:00:00", zone: "Atlantis" }, undefined, false)).toMatch(/9:00.*\(Atlantis\)/u);
  });
});

test("an encrypted mail says so and offers the original", async () => {
  expect(await show({ protection: { kind: "encrypted", by: "pgp" } })).toContain("Encrypted with PGP.");
  expect(screen.getByRole("link", { name: "Download the original" })).toHaveProperty("download", "");
});

test("a signed mail says that nothing was checked, and its signature is not among the files", async () => {
  const file = {
    index: 0,
    filename: "smime.p7s",
    contentType: "application/pkcs7-signature",
    sizeBytes: 1000,
    isInline: false,
    isSignature: true,
  };
  const said = await show({ protection: { kind: "signed", by: "s/mime" }, attachments: [file] });
  expect(said).toContain("Signed with S/MIME. The signature was not checked.");
  expect(said).not.toContain("smime.p7s");
});
