// Mail in: an SMTP server that does what an SES receipt rule does. Raw mail to the bucket, notice to the queue, then 250.
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, rm, unlink } from "node:fs/promises";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { PassThrough, type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { limits } from "../functions/core/limits.ts";
import { reportFault } from "./fault.ts";
import { snsEnvelope } from "./lambda.ts";
import { readFields, splitMail } from "./mail-header.ts";
import { type Incoming, newReceiptId, receiptFields, receiptNotice } from "./receipt.ts";
import { loopback } from "./serve.ts";
import type { VerdictPlan } from "./verdicts.ts";

export interface SmtpOptions {
  readonly port: number;
  /** Where a mail waits while it comes in. */
  readonly folder: string;
  readonly s3Endpoint: string;
  readonly bucket: string;
  readonly verdicts: VerdictPlan;
  /** Is there a receipt rule for this address? */
  readonly isRecipient: (address: string) => Promise<boolean>;
  /** Puts a notice into the inbound queue. */
  readonly notify: (envelope: string) => Promise<unknown>;
}

export interface LocalSmtp {
  readonly port: number;
  stop(): Promise<void>;
}

export async function localSmtp(options: SmtpOptions): Promise<LocalSmtp> {
  // What is in there was never accepted: its sender will come again.
  await rm(options.folder, { recursive: true, force: true });
  await mkdir(options.folder, { recursive: true });
  const server = new SMTPServer({
    name: "inbound-smtp.local",
    banner: "local stand-in for Amazon SES",
    size: limits.rawMailBytes,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    logger: false,
    onRcptTo(address, _session, answer) {
      checkRecipient(address.address, options).then(() => answer(), answer);
    },
    onData(stream, session, answer) {
      receive(stream, session, options).then((id) => answer(null, `OK ${id}`), answer);
    },
  });
  server.on("error", (error: Error) => reportFault("smtp", error));
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(options.port, loopback, resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return { port, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function checkRecipient(address: string, { isRecipient }: SmtpOptions): Promise<void> {
  const isKnown = await isRecipient(address).catch((error: unknown) => {
    reportFault("smtp recipient", error);
    throw smtpError(451, "Requested action aborted: try again later");
  });
  if (!isKnown) throw smtpError(550, "Requested action not taken: mailbox unavailable");
}

async function receive(stream: SMTPServerDataStream, session: SMTPServerSession, options: SmtpOptions): Promise<string> {
  const id = newReceiptId();
  const path = join(options.folder, id);
  try {
    const size = await spool(stream, path);
    if (size > limits.rawMailBytes) {
      throw smtpError(552, `Message size exceeds fixed maximum message size of ${limits.rawMailBytes} bytes`);
    }
    await accept(await incoming(id, path, session, options), path, size, options);
    return id;
  } catch (error) {
    if (error instanceof Error && "responseCode" in error) throw error;
    // A sender who hangs up is nobody's fault.
    if (!stream.errored) reportFault("smtp", error);
    throw smtpError(451, "Requested action aborted: local error in processing");
  } finally {
    await unlink(path).catch(() => undefined);
  }
}

/** To disk as it comes, so that a large mail is never all in memory. What is beyond the limit is counted, not kept. */
async function spool(stream: Readable, path: string): Promise<number> {
  let size = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      done(null, size > limits.rawMailBytes ? undefined : chunk);
    },
  });
  await pipeline(stream, count, createWriteStream(path));
  return size;
}

/** As much of the header as notices need; the bound keeps a hostile one from filling memory. */
const headerBytes = 256 * 1024;

async function incoming(id: string, path: string, session: SMTPServerSession, { verdicts }: SmtpOptions): Promise<Incoming> {
  const { mailFrom, rcptTo } = session.envelope;
  return {
    id,
    source: mailFrom ? mailFrom.address : "",
    recipients: rcptTo.map((recipient) => recipient.address),
    helo: session.hostNameAppearsAs || "unknown",
    clientIp: session.remoteAddress,
    at: new Date(),
    verdicts: verdicts.next(),
    fields: readFields(splitMail(await beginning(path)).header.toString("utf8")),
  };
}

async function beginning(path: string): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function accept(mail: Incoming, path: string, size: number, { s3Endpoint, bucket, notify }: SmtpOptions): Promise<void> {
  const key = `raw/${mail.id}`;
  const top = Buffer.from(receiptFields(mail));
  await putObject(`${s3Endpoint}/${bucket}/${key}`, top, path, top.length + size);
  await notify(snsEnvelope("mail-received", receiptNotice(mail, bucket, key)));
}

/** A plain PUT of known length: the fields on top, then the file, as a stream. */
async function putObject(url: string, top: Buffer, path: string, length: number): Promise<void> {
  const headers = { "content-length": length, "content-type": "message/rfc822" };
  const put = request(url, { method: "PUT", headers });
  const answer = new Promise<number>((resolve, reject) => {
    put.on("error", reject);
    put.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
  });
  const body = new PassThrough();
  body.write(top);
  const [status] = await Promise.all([answer, pipeline(createReadStream(path), body), pipeline(body, put)]);
  if (status !== 200) throw new Error(`the bucket answered ${status}`);
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
