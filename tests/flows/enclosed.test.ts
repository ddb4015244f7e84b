// What lies inside other things in a mail: found when the mail comes in, kept, shown by the API, and downloaded by itself.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ana, platform } from "../helpers/acme.ts";
import { receivedIn } from "../helpers/api.ts";

async function received(fixture: string, subject: string) {
  const raw = readFileSync(new URL(`../fixtures/mail/${fixture}.eml`, import.meta.url));
  await platform.deliver(raw, { to: "support@acme.test" });
  const [message] = receivedIn(await ana.find(subject));
  if (!message) throw new Error(`no message ${subject}`);
  return message;
}

test("a file in a winmail.dat is downloaded by itself", async () => {
  const message = await received("outlook-winmail-dat", "Angebot");
  expect(message.attachments.map(({ filename }) => filename)).toEqual(["winmail.dat", "Angebot für Acme.txt"]);
  const redirect = await ana.get(`/conversations/${message.conversationId}/messages/${message.id}/attachments/1`);
  const download = await fetch(redirect.headers.get("location") ?? "");
  expect(await download.text()).toBe("Zehn Tassen, 50 Euro.\n");
});

test("an invitation is told with its time, and its file stays a file", async () => {
  const message = await received("invitation-outlook", "invitation outlook");
  expect(message.invitation).toMatchObject({
    method: "request",
    summary: "Besprechung, Projekt X",
    start: { at: "2026-11-18T13:00:00.000Z" },
    attendees: [{ address: "support@acme.test" }],
  });
  expect(message.attachments).toHaveLength(1);
});

test("an answer to an invitation says who answered what", async () => {
  const message = await received("invitation-google-accepted", "invitation google accepted");
  expect(message.invitation?.answer).toEqual({ name: "Ana Ruiz", address: "ana@example.com", status: "accepted" });
});

test("an opaque signature is opened, and says that it was one", async () => {
  const message = await received("smime-opaque", "Bestellung");
  expect([message.text, message.protection]).toEqual([
    "Bestellung bestätigt, signiert von Outlook.\n",
    { kind: "signed", by: "s/mime" },
  ]);
});

test("a mail without a date that can be read was sent when its last server says", async () => {
  expect(await received("date-from-received", "Message from copier")).toMatchObject({ defects: [{ code: "date.unreadable" }] });
});
