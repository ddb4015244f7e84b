import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { expect, onTestFinished, test, vi } from "vitest";
import { openOutbox } from "../../local/outbox.ts";
import { openRelay } from "../../local/relay.ts";
import type { MailEvent } from "../../local/ses-events.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const wire = Buffer.from("From: support@acme.test\r\nTo: kim@example.com\r\nSubject: Hi\r\n\r\n.dot\r\nHello\r\n");

/** A relay through an SMTP server that answers each recipient with such a code, and what came of one mail. */
async function relayed(answers: Readonly<Record<string, number[]>>) {
  const got: { to: string[]; mail: string }[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo({ address }, _session, answer) {
      const code = answers[address]?.shift() ?? 250;
      if (code < 400) answer();
      else answer(Object.assign(new Error(`no ${address}`), { responseCode: code }));
    },
    onData(stream, session, answer) {
      text(stream).then((mail) => {
        got.push({ to: session.envelope.rcptTo.map(({ address }) => address), mail });
        answer();
      }, answer);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  const folder = await temporaryFolder();
  const outbox = await openOutbox(folder);
  const events: MailEvent[] = [];
  const report = async (_mail: unknown, event: MailEvent) => void events.push(event);
  const url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const relay = await openRelay({ url, folder, outbox, report, retryDelayMs: 5 });
  onTestFinished(() => relay.queue.stop());
  const destinations = Object.keys(answers);
  await relay.deliver(await outbox.keep({ id: "id-1", at: "2026-01-01T09:00:00.000Z", destinations, tags: {}, wire }));
  await relay.queue.idle();
  return { got, events };
}

test("what SES took goes out byte for byte, and the server's word comes back as a delivery", async () => {
  const { got, events } = await relayed({ "kim@example.com": [250] });
  expect(got).toEqual([{ to: ["kim@example.com"], mail: wire.toString() }]);
  expect(events).toEqual([{ type: "delivery", recipients: ["kim@example.com"], reason: expect.stringMatching(/^250/) }]);
});

test("a recipient who is refused bounces, and the others get it", async () => {
  const { got, events } = await relayed({ "kim@example.com": [250], "no@example.com": [550] });
  expect(got.map(({ to }) => to)).toEqual([["kim@example.com"]]);
  expect(events.map(({ type, recipients }) => [type, recipients])).toEqual([
    ["delivery", ["kim@example.com"]],
    ["bounce", ["no@example.com"]],
  ]);
});

test("when everybody is refused for good, it bounces at once", async () => {
  const { got, events } = await relayed({ "no@example.com": [550] });
  expect(got).toEqual([]);
  expect(events).toMatchObject([{ type: "bounce", isPermanent: true, reason: expect.stringContaining("no no@example.com") }]);
});

test("what may be better later is tried again", async () => {
  const said = vi.spyOn(console, "error").mockReturnValue();
  const { got, events } = await relayed({ "kim@example.com": [451, 451, 250] });
  expect(got).toHaveLength(1);
  expect(events.map(({ type }) => type)).toEqual(["delivery"]);
  said.mockRestore();
});

test("and bounces for now when it never is", async () => {
  const said = vi.spyOn(console, "error").mockReturnValue();
  const { got, events } = await relayed({ "kim@example.com": [451, 451, 451, 451, 451] });
  expect(got).toEqual([]);
  expect(events).toMatchObject([{ type: "bounce", isPermanent: false }]);
  said.mockRestore();
});
