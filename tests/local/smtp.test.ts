import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { localBuckets } from "../../local/buckets.ts";
import { type LocalSmtp, localSmtp } from "../../local/smtp.ts";
import { type VerdictPlan, verdictPlan } from "../../local/verdicts.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { until } from "../helpers/until.ts";

let smtp: LocalSmtp;
let folder: string;
let verdicts: VerdictPlan;
let notices: Notice[];
let notify: (envelope: string) => Promise<void>;

// The shape that this file looks into, of what SES notifies.
interface Notice {
  notificationType: string;
  mail: {
    messageId: string;
    source: string;
    destination: string[];
    headersTruncated: boolean;
    headers: { name: string; value: string }[];
    commonHeaders: Record<string, unknown>;
  };
  receipt: { recipients: string[]; action: { type: string; bucketName: string; objectKey: string } } & Record<
    string,
    { status: string }
  >;
}

beforeEach(async () => {
  notices = [];
  notify = async (envelope) => {
    const { Type, Message } = JSON.parse(envelope) as { Type: string; Message: string };
    expect(Type).toBe("Notification");
    notices.push(JSON.parse(Message) as Notice);
  };
  folder = await temporaryFolder();
  const buckets = await localBuckets({ folder: join(folder, "buckets"), names: ["raw"], origin: "http://127.0.0.1:1" });
  verdicts = verdictPlan();
  smtp = await localSmtp({
    port: 0,
    folder: join(folder, "incoming"),
    s3Endpoint: buckets.url,
    bucket: "raw",
    verdicts,
    isRecipient: async (address) => address.toLowerCase().endsWith("@acme.test") && !address.startsWith("nobody"),
    notify: (envelope) => notify(envelope),
  });
  onTestFinished(async () => {
    await smtp.stop();
    await buckets.stop();
  });
});

interface Envelope {
  readonly from?: string;
  readonly to?: string | string[];
  /** What the client says about the size beforehand; true is the truth. */
  readonly isSizeTold?: boolean;
}

function deliver(mail: Buffer | string, { from = "kim@example.com", to = "support@acme.test" }: Envelope = {}) {
  return new Promise<string>((resolve, reject) => {
    const connection = new SMTPConnection({ host: "127.0.0.1", port: smtp.port, ignoreTLS: true });
    connection.on("error", reject);
    connection.connect(() => {
      connection.send({ from, to }, mail, (error, info) => {
        connection.quit();
        if (error) reject(error);
        else resolve(info.response);
      });
    });
  });
}

/** What lies in the bucket below SES's own fields, and those fields. */
async function stored(notice: Notice | undefined) {
  const object = await readFile(join(folder, "buckets", "raw", `${notice?.receipt.action.objectKey}._S3rver_object`));
  const end = object.indexOf("X-SES-RECEIPT");
  const top = object.indexOf("\r\n", end) + 2;
  return { top: object.subarray(0, top).toString("utf8"), mail: object.subarray(top) };
}

const hello =
  "From: Kim <kim@example.com>\r\nTo: support@acme.test\r\nSubject: Hello\r\nMessage-ID: <m1@example.com>\r\n\r\nHello!\r\n";

test("a mail is in the bucket byte for byte, under SES's fields, before its notice is in the queue and it is accepted", async () => {
  const order: string[] = [];
  const before = notify;
  notify = async (envelope) => {
    await before(envelope);
    order.push((await stored(notices[0])).mail.toString() === hello ? "stored" : "missing");
  };
  expect(await deliver(hello)).toMatch(/^250 /);
  expect(order).toEqual(["stored"]);
  const [notice] = notices;
  expect(notice).toMatchObject({
    notificationType: "Received",
    mail: {
      source: "kim@example.com",
      messageId: expect.stringMatching(/^[0-9a-z]{40}$/),
      destination: ["support@acme.test"],
      headersTruncated: false,
      commonHeaders: { from: ["kim@example.com"], to: ["support@acme.test"], subject: "Hello", messageId: "<m1@example.com>" },
    },
    receipt: {
      recipients: ["support@acme.test"],
      spamVerdict: { status: "PASS" },
      virusVerdict: { status: "PASS" },
      spfVerdict: { status: "PASS" },
      dkimVerdict: { status: "PASS" },
      dmarcVerdict: { status: "PASS" },
      action: { type: "S3", bucketName: "raw", objectKey: `raw/${notice?.mail.messageId}` },
    },
  });
  const { top } = await stored(notice);
  expect(top.split("\r\n").map((line) => line.split(":")[0])).toEqual([
    "Return-Path",
    "Received",
    "X-SES-Spam-Verdict",
    "X-SES-Virus-Verdict",
    "Received-SPF",
    "Authentication-Results",
    "X-SES-RECEIPT",
    "",
  ]);
  expect(top).toContain("Return-Path: <kim@example.com>\r\n");
  expect(top).toMatch(/Authentication-Results: amazonses\.com; spf=pass .*; dkim=pass header\.i=@example\.com; dmarc=pass /);
});

test("an unknown recipient is refused with 550 5.1.1, and the known ones still get the mail", async () => {
  await expect(deliver(hello, { to: "nobody@acme.test" })).rejects.toMatchObject({
    responseCode: 550,
    response: expect.stringMatching(/^550 5\.1\.1 /),
  });
  await deliver(hello, { to: ["nobody@acme.test", "support@acme.test"] });
  expect(notices.map((notice) => notice.receipt.recipients)).toEqual([["support@acme.test"]]);
});

test("two recipients in one transaction are one raw mail and one notice", async () => {
  await deliver(hello, { to: ["support@acme.test", "sales@acme.test"] });
  expect(notices).toHaveLength(1);
  expect(notices[0]?.receipt.recipients).toEqual(["support@acme.test", "sales@acme.test"]);
});

test("the null sender of a bounce is taken", async () => {
  await deliver(hello, { from: "" });
  expect(notices[0]?.mail.source).toBe("");
  expect((await stored(notices[0])).top).toContain("Return-Path: <>\r\n");
});

test("addresses beyond ASCII are taken", async () => {
  await deliver(hello, { from: "josé@exämple.com", to: "año@acme.test" });
  expect(notices[0]?.receipt.recipients).toEqual(["año@acme.test"]);
});

const odd: [string, Buffer][] = [
  ["no header at all", Buffer.from("just text\r\n")],
  ["a header and no body", Buffer.from("From: a@b.test\r\nSubject: x\r\n")],
  ["bare line feeds and carriage returns", Buffer.from("From: a@b.test\n\nbody\rwith\neverything\r\n")],
  ["NUL and 8-bit bytes", Buffer.from([0x41, 0x3a, 0x20, 0x00, 0xff, 0xfe, 0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x80, 0x0d, 0x0a])],
  ["lines that begin with dots", Buffer.from("A: b\r\n\r\n.\r\n..\r\n...x\r\n")],
  ["a header of 2 MB", Buffer.from(`Cc: ${"someone@example.com, ".repeat(100_000)}x@y.test\r\n\r\nbody\r\n`)],
];

test.each(odd)("a mail with %s is kept byte for byte", async (_case, mail) => {
  const talk = await dialogue();
  for (const line of ["EHLO me", "MAIL FROM:<a@b.test>", "RCPT TO:<support@acme.test>", "DATA"]) await talk(line);
  // Byte by byte as it is, but for the dots that SMTP doubles. A client library would put the line ends right.
  const stuffed = Buffer.from(mail.toString("latin1").replace(/(^|\r\n)\./g, "$1.."), "latin1");
  expect(await talk(Buffer.concat([stuffed, Buffer.from(".")]))).toMatch(/^250 /);
  expect((await stored(notices[0])).mail.equals(mail)).toBe(true);
  expect(JSON.stringify(notices[0]).length).toBeLessThan(100_000);
});

test("empty DATA is a mail too", async () => {
  const talk = await dialogue();
  for (const line of ["EHLO me", "MAIL FROM:<a@b.test>", "RCPT TO:<support@acme.test>", "DATA"]) await talk(line);
  expect(await talk(".")).toMatch(/^250 /);
  expect((await stored(notices[0])).mail).toHaveLength(0);
});

test("40 MB are kept byte for byte, in bounded memory", { timeout: 60_000 }, async () => {
  const line = Buffer.from(`${randomBytes(57).toString("base64")}\r\n`);
  const header = Buffer.from("From: a@b.test\r\n\r\n");
  const lines = Math.floor((40 * 1024 * 1024 - header.length) / line.length);
  const mail = Buffer.concat([header, ...Array.from({ length: lines }, () => line)]);
  let most = 0;
  const before = process.memoryUsage().rss;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  await deliver(mail);
  clearInterval(watch);
  expect((await stored(notices[0])).mail.equals(mail)).toBe(true);
  // The client's own copies are in this process too.
  expect(most - before).toBeLessThan(200 * 1024 * 1024);
});

test("41 MB are refused with 552, announced or not, and nothing is kept", { timeout: 60_000 }, async () => {
  const mail = Buffer.alloc(41 * 1024 * 1024, "0123456789abcdef\r\n");
  const talk = await dialogue();
  await talk("EHLO me");
  expect(await talk(`MAIL FROM:<a@b.test> SIZE=${mail.length}`)).toMatch(/^552 /);
  await expect(deliver(mail)).rejects.toMatchObject({ responseCode: 552 });
  expect(notices).toEqual([]);
  expect(await readdir(join(folder, "incoming"))).toEqual([]);
  expect(await deliver(hello)).toMatch(/^250 /);
});

test("verdicts can be told beforehand, for so many mails", async () => {
  verdicts.set({ spam: "FAIL", dmarc: "FAIL" }, 2);
  for (let count = 0; count < 3; count++) await deliver(hello);
  expect(notices.map(({ receipt }) => [receipt.spamVerdict?.status, receipt.spfVerdict?.status, receipt.dmarcPolicy])).toEqual([
    ["FAIL", "PASS", "none"],
    ["FAIL", "PASS", "none"],
    ["PASS", "PASS", undefined],
  ]);
  expect((await stored(notices[0])).top).toMatch(/X-SES-Spam-Verdict: FAIL\r\n[^]*dmarc=fail/);
});

test("when the queue is away the sender is told to come again, and the next mail is taken", async () => {
  const said = vi.spyOn(console, "error").mockReturnValue();
  const works = notify;
  notify = () => Promise.reject(new Error("no disk"));
  await expect(deliver(hello)).rejects.toMatchObject({ responseCode: 451 });
  notify = works;
  expect(await deliver(hello)).toMatch(/^250 /);
  said.mockRestore();
});

test("a sender who hangs up in the middle leaves nothing behind", async () => {
  const talk = await dialogue();
  for (const line of ["EHLO me", "MAIL FROM:<a@b.test>", "RCPT TO:<support@acme.test>", "DATA"]) await talk(line);
  talk.socket.write("From: a@b.test\r\n\r\nhalf a ma");
  talk.socket.destroy();
  await until(async () => expect(await readdir(join(folder, "incoming"))).toEqual([]));
  await deliver(hello);
  expect(notices).toHaveLength(1);
});

test("neither passwords nor TLS are offered", async () => {
  const talk = await dialogue();
  const features = await talk("EHLO me");
  expect(features).toMatch(/8BITMIME/);
  expect(features).toMatch(/SMTPUTF8/);
  expect(features).toMatch(/SIZE 41943040/);
  expect(features).not.toMatch(/AUTH|STARTTLS/);
});

/** Speaks SMTP by hand: a line in, the whole answer out. */
async function dialogue() {
  const socket: Socket = connect(smtp.port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  const answer = () =>
    new Promise<string>((resolve) => {
      let text = "";
      const read = (chunk: Buffer) => {
        text += chunk.toString();
        if (!/^\d{3} .*\r\n$/m.test(text)) return;
        socket.off("data", read);
        resolve(text);
      };
      socket.on("data", read);
    });
  await answer();
  const talk = (line: string | Buffer) => {
    const answered = answer();
    socket.write(line);
    socket.write("\r\n");
    return answered;
  };
  return Object.assign(talk, { socket });
}
