import { SendEmailCommand, type SendEmailCommandInput, SESv2Client } from "@aws-sdk/client-sesv2";
import type { SNSEvent } from "aws-lambda";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { openOutbox, type Outbox } from "../../local/outbox.ts";
import { openReports, type Reports } from "../../local/reports.ts";
import { serve } from "../../local/serve.ts";
import { sesEndpoint } from "../../local/ses.ts";
import { simulatedDelivery } from "../../local/simulator.ts";
import { temporaryFolder } from "./temporary-folder.ts";

// The shapes that this file looks into, of what SES publishes.
interface SesEvent {
  eventType: string;
  mail: { messageId: string; tags: Record<string, string[]>; commonHeaders: { messageId: string } };
  delivery: { recipients: string[] };
  bounce: { bounceType: string; bounceSubType: string; bouncedRecipients: { emailAddress: string }[] };
  complaint: { complainedRecipients: { emailAddress: string }[] };
}

let client: SESv2Client;
let outbox: Outbox;
let reports: Reports;
let events: SesEvent[];

beforeEach(async () => {
  events = [];
  const folder = await temporaryFolder();
  outbox = await openOutbox(`${folder}/outbox`);
  const feedback = async (event: SNSEvent) => {
    events.push(...event.Records.map((record) => JSON.parse(record.Sns.Message)));
  };
  reports = await openReports({ folder, configurationSet: "local", feedback, retryDelayMs: 5 });
  const { report } = reports;
  const mayDomainSend = async (domain: string) => domain === "acme.test";
  const ses = sesEndpoint({ outbox, report, deliver: simulatedDelivery(report, 5), configurationSet: "local", mayDomainSend });
  const server = await serve((request) => ses.fetch(request));
  const credentials = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
  client = new SESv2Client({ endpoint: server.url, region: "us-east-1", credentials, maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await reports.queue.stop();
    await server.stop();
  });
});

function raw(...lines: string[]): Buffer {
  return Buffer.from(["From: Acme Support <support@acme.test>", ...lines].join("\r\n"));
}

const plain = raw("To: Kim <kim@example.com>", "Subject: Hello", "Message-ID: <own@acme.test>", "", "Hello.\r\n");

function send(Data: Buffer, more: Partial<SendEmailCommandInput> = {}) {
  const Destination = { ToAddresses: ["kim@example.com"] };
  return client.send(
    new SendEmailCommand({
      FromEmailAddress: "support@acme.test",
      Destination,
      Content: { Raw: { Data } },
      ConfigurationSetName: "local",
      EmailTags: [
        { Name: "conversation", Value: "con_1" },
        { Name: "message", Value: "msg_1" },
      ],
      ...more,
    }),
  );
}

test("a mail is taken, kept as its recipients get it, and reported as sent and delivered with its tags", async () => {
  const { MessageId = "" } = await send(plain);
  expect(MessageId).toMatch(/^01000[0-9a-f]{11}-[0-9a-f-]{36}-000000$/);
  const [kept] = await outbox.list();
  expect(kept).toMatchObject({
    id: MessageId,
    from: "support@acme.test",
    to: ["kim@example.com"],
    cc: [],
    bcc: [],
    subject: "Hello",
    destinations: ["kim@example.com"],
    tags: { conversation: "con_1", message: "msg_1" },
    ownMessageId: "<own@acme.test>",
  });
  await reports.queue.idle();
  expect(events.map((event) => event.eventType).sort()).toEqual(["Delivery", "Send"]);
  for (const { mail } of events) {
    expect(mail.messageId).toBe(MessageId);
    expect(mail.tags).toMatchObject({ conversation: ["con_1"], message: ["msg_1"], "ses:configuration-set": ["local"] });
    expect(mail.commonHeaders.messageId).toBe("<own@acme.test>");
  }
  expect(events.find((event) => event.eventType === "Delivery")?.delivery).toMatchObject({ recipients: ["kim@example.com"] });
});

test("SES puts its own Message-ID and Date on the wire, takes Bcc out, and touches no other byte", async () => {
  const body = Buffer.concat([
    Buffer.from("\r\n\r\nDear K\r\n"),
    Buffer.from([0xe9, 0x00, 0xff]),
    Buffer.from("\r\n..\r\n.\r\n"),
  ]);
  const header = raw(
    "To: kim@example.com",
    "Bcc: boss@acme.test,",
    " other@acme.test",
    "Date: Mon, 1 Jan 2001 00:00:00 +0000",
    "Message-ID:",
    " <own@acme.test>",
    "References: <a@x>",
    " <b@y>",
    "X-SES-MESSAGE-TAGS: a=b",
    "Subject: =?utf-8?q?Caff=C3=A8?=",
  );
  const { MessageId = "" } = await send(Buffer.concat([header, body]));
  const wire = await outbox.raw(MessageId);
  const text = wire.toString("latin1");
  expect(text).toContain(`Message-ID: <${MessageId}@email.amazonses.com>\r\n`);
  expect(text.match(/^message-id:/gim)).toHaveLength(1);
  expect(text.match(/^date:/gim)).toHaveLength(1);
  expect(text).not.toMatch(/bcc|other@|2001|tags/i);
  expect(text).toContain("References: <a@x>\r\n <b@y>\r\n");
  expect(wire.subarray(wire.indexOf("\r\n\r\n"))).toEqual(body);
  expect(await outbox.find(MessageId)).toMatchObject({ subject: "Caffè", headers: { references: "<a@x> <b@y>" } });
});

test("who is in the envelope but not in the header is Bcc", async () => {
  await send(plain, {
    Destination: { ToAddresses: ["kim@example.com"], CcAddresses: ["cc@example.com"], BccAddresses: ["b@acme.test"] },
  });
  expect((await outbox.list())[0]).toMatchObject({ to: ["kim@example.com"], cc: [], bcc: ["cc@example.com", "b@acme.test"] });
});

test("without a Destination the header's recipients get it", async () => {
  await send(plain, { Destination: undefined });
  expect((await outbox.list())[0]?.destinations).toEqual(["kim@example.com"]);
});

test("the simulator's addresses bounce, complain and are suppressed; the others get it", async () => {
  const simulated = ["bounce", "complaint", "suppressionlist", "success"].map((name) => `${name}@simulator.amazonses.com`);
  await send(plain, { Destination: { ToAddresses: simulated } });
  await reports.queue.idle();
  const about = (type: string) => events.filter((event) => event.eventType === type);
  expect(
    about("Bounce")
      .map(({ bounce }) => [bounce.bouncedRecipients[0]?.emailAddress, bounce.bounceType, bounce.bounceSubType])
      .sort(),
  ).toEqual([
    ["bounce@simulator.amazonses.com", "Permanent", "General"],
    ["suppressionlist@simulator.amazonses.com", "Permanent", "OnAccountSuppressionList"],
  ]);
  expect(about("Complaint")[0]?.complaint.complainedRecipients).toEqual([{ emailAddress: "complaint@simulator.amazonses.com" }]);
  expect(about("Delivery")[0]?.delivery.recipients.sort()).toEqual([
    "complaint@simulator.amazonses.com",
    "success@simulator.amazonses.com",
  ]);
});

test("what was taken is listed oldest first", async () => {
  const ids: (string | undefined)[] = [];
  for (let count = 0; count < 3; count++) ids.push((await send(plain)).MessageId);
  expect((await outbox.list()).map((mail) => mail.id)).toEqual(ids);
});

test("an id that is a path leads nowhere", async () => {
  expect(await outbox.find("../secrets")).toBeUndefined();
});

const refusals: [string, Buffer, Partial<SendEmailCommandInput>, string, RegExp][] = [
  ["another domain", plain, { FromEmailAddress: "me@other.test" }, "MessageRejected", /not verified.*me@other\.test/],
  ["a From header of another domain", Buffer.from("From: x@other.test\r\n\r\n"), {}, "MessageRejected", /x@other\.test/],
  ["no From header", Buffer.from("To: kim@example.com\r\n\r\nx"), {}, "BadRequestException", /From/],
  [
    "51 recipients",
    plain,
    { Destination: { ToAddresses: Array.from({ length: 51 }, (_, n) => `k${n}@example.com`) } },
    "BadRequestException",
    /50/,
  ],
  ["an address without a domain", plain, { Destination: { ToAddresses: ["kim"] } }, "BadRequestException", /@domain/],
  [
    "a line break in an address",
    plain,
    { Destination: { ToAddresses: ["kim@example.com\r\nBcc: x@y.test"] } },
    "BadRequestException",
    /illegal/,
  ],
  ["a tag with a space", plain, { EmailTags: [{ Name: "a b", Value: "c" }] }, "BadRequestException", /tag/],
  ["a configuration set that is not there", plain, { ConfigurationSetName: "other" }, "NotFoundException", /other/],
  ["a subject twice", raw("Subject: a", "Subject: b", "", "x"), {}, "BadRequestException", /Duplicate header 'subject'/],
  [
    "a bare line feed in the header",
    Buffer.from("From: support@acme.test\nTo: kim@example.com\r\n\r\nx"),
    {},
    "BadRequestException",
    /CRLF/,
  ],
  ["a header line that is none", raw("nonsense", "", "x"), {}, "BadRequestException", /nonsense/],
  ["a line of 999 characters", raw("", "x".repeat(999)), {}, "BadRequestException", /998/],
];

test.each(refusals)("SES refuses %s", async (_case, data, more, name, message) => {
  await expect(send(data, more)).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
  expect(await outbox.list()).toEqual([]);
});

test("SES takes 40 MB and refuses one byte more", async () => {
  const line = Buffer.from(`${"x".repeat(998)}\r\n`);
  const header = raw("To: kim@example.com", "", "");
  const whole = Buffer.concat([header, ...Array.from({ length: 41_944 }, () => line)]).subarray(0, 40 * 1024 * 1024);
  const { MessageId = "" } = await send(whole);
  expect((await outbox.raw(MessageId)).length).toBeGreaterThan(40 * 1024 * 1024 - 1000);
  await expect(send(Buffer.concat([whole, Buffer.from("x")]))).rejects.toMatchObject({ name: "BadRequestException" });
});

test("a report that the product cannot take comes again", async () => {
  const said = vi.spyOn(console, "error").mockReturnValue();
  let calls = 0;
  const folder = await temporaryFolder();
  const feedback = async () => {
    if (calls++ === 0) throw new Error("the table is away");
  };
  const own = await openReports({ folder, configurationSet: "local", feedback, retryDelayMs: 5 });
  onTestFinished(() => own.queue.stop());
  await send(plain);
  const [mail] = await outbox.list();
  if (mail) await own.report(mail, { type: "delay", reason: "smtp; 451 later" });
  await own.queue.idle();
  expect(calls).toBe(2);
  said.mockRestore();
});
