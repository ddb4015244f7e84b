// A platform of one's own for a test file: free ports, a new folder, Acme's people and inboxes, and no mail yet.
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { Verdicts } from "../../functions/core/mail/receipt.ts";
import type { Ran } from "../../functions/schedule/handler.ts";
import type { OutboxMail } from "../../local/outbox.ts";
import { type Platform, type PlatformOptions, startPlatform } from "../../local/platform.ts";
import type { MailEventType } from "../../local/ses-events.ts";

/** A mail as `GET /local/outbox` lists it: `raw` is where it can be read as its recipients get it. */
export type SentMail = Omit<OutboxMail, "ownMessageId"> & { readonly raw: string };

export interface Envelope {
  readonly to: string | readonly string[];
  /** "" is the null sender. */
  readonly from?: string;
}

export interface TestPlatform extends Platform {
  /**
   * Hands a mail over by SMTP and waits until everything that follows from it is done.
   * @param mail the raw mail, or `fixtures/mail/NAME.eml` as `NAME.eml`
   */
  deliver(mail: string | Uint8Array, envelope: Envelope): Promise<void>;
  /** What SES took, oldest first. */
  outbox(): Promise<SentMail[]>;
  /** The raw mail as its recipients get it. */
  original(mail: SentMail | undefined): Promise<string>;
  /** Makes SES report something about a sent mail, and waits until the product knows. */
  report(mail: SentMail | undefined, event: { type: MailEventType; recipients?: string[]; reason?: string }): Promise<void>;
  /** What SES's checks will say of the next mail. */
  verdicts(next: Partial<Verdicts> & { count?: number }): Promise<void>;
  /** Runs the schedule now, for mail and replies of any age, and waits until what it found is done. */
  runSchedule(): Promise<Ran>;
  /** A raw mail in the bucket that nobody has been told of. */
  putRaw(key: string, mail: string | Uint8Array): Promise<void>;
}

export async function startTestPlatform(options: Partial<PlatformOptions> = {}): Promise<TestPlatform> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "inbox-")));
  const platform = await startPlatform({ dataDir, retryDelayMs: 20, deliveryDelayMs: 10, ...options });
  const local = async (path: string, body?: unknown) => {
    const post = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const answer = await fetch(`${platform.url}${path}`, body === undefined ? {} : post);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  return {
    ...platform,
    async deliver(mail, envelope) {
      await sendBySmtp(platform.smtpPort, await rawOf(mail), envelope);
      await platform.idle();
    },
    outbox: async () => (await local("/local/outbox")).json() as Promise<SentMail[]>,
    original: async (mail) => (await local(mail?.raw ?? "/local/outbox/none/raw")).text(),
    async report(mail, event) {
      await local("/local/events", { outboxId: mail?.id ?? "none", ...event });
      await platform.idle();
    },
    async verdicts(next) {
      await local("/local/verdicts", next);
    },
    async runSchedule() {
      const ran = (await (await local("/local/schedule", { minAgeMinutes: 0 })).json()) as Ran;
      await platform.idle();
      return ran;
    },
    async putRaw(key, mail) {
      const { bucketsClient } = await import("../../functions/runtime/clients.ts");
      const { config } = await import("../../functions/runtime/config.ts");
      await bucketsClient().send(new PutObjectCommand({ Bucket: config.rawBucket, Key: key, Body: mail }));
    },
    async stop() {
      await platform.stop();
      if (!options.dataDir) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function rawOf(mail: string | Uint8Array): Promise<Buffer> {
  if (typeof mail !== "string") return Buffer.from(mail);
  if (!/^[\w./-]+\.eml$/.test(mail)) return Buffer.from(mail);
  return readFile(new URL(`../fixtures/mail/${mail}`, import.meta.url));
}

/** One SMTP transaction; bare line feeds become line ends, as a mail client writes them. */
export function sendBySmtp(port: number, mail: Buffer, { to, from = "lucia@client.example" }: Envelope): Promise<void> {
  return new Promise((resolve, reject) => {
    const connection = new SMTPConnection({ host: "127.0.0.1", port, ignoreTLS: true });
    connection.on("error", reject);
    connection.connect(() => {
      connection.send({ from, to: [to].flat() }, mail, (error) => {
        connection.quit();
        if (error) reject(error);
        else resolve();
      });
    });
  });
}
