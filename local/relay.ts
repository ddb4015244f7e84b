// --relay: what SES takes really goes out, through an SMTP server of yours. What that server says comes back as SES's reports.
import { join } from "node:path";
import { createTransport } from "nodemailer";
import type { Outbox, OutboxMail } from "./outbox.ts";
import { openQueue, type Queue } from "./queue.ts";
import type { Report } from "./reports.ts";

export interface RelayOptions {
  /** `smtp://user:password@host:port` */
  readonly url: string;
  readonly folder: string;
  readonly outbox: Outbox;
  readonly report: Report;
  readonly retryDelayMs?: number;
}

export interface Relay {
  readonly queue: Queue;
  deliver(mail: OutboxMail): Promise<void>;
}

const tries = 5;

export async function openRelay({ url, folder, outbox, report, ...timing }: RelayOptions): Promise<Relay> {
  const transport = createTransport(url);
  const queue = await openQueue({
    name: "relay",
    folder: join(folder, "relay"),
    maxReceives: tries,
    ...timing,
    async consume([message]) {
      const mail = message && (await outbox.find(message.body));
      if (!mail) return [];
      try {
        const envelope = { from: mail.from, to: [...mail.destinations] };
        const { accepted, rejected, response } = await transport.sendMail({ envelope, raw: await outbox.raw(mail.id) });
        const [taken, refused] = [bare(accepted), bare(rejected ?? [])];
        if (taken.length > 0) await report(mail, { type: "delivery", recipients: taken, reason: response });
        if (refused.length > 0) await report(mail, { type: "bounce", recipients: refused, reason: response });
      } catch (error) {
        if (!isFinal(error) && message.receiveCount < tries) throw error;
        const reason = error instanceof Error ? error.message : String(error);
        await report(mail, { type: "bounce", reason, isPermanent: isFinal(error) });
      }
      return [];
    },
  });
  return {
    queue,
    async deliver(mail) {
      await queue.send(mail.id);
    },
  };
}

function bare(addresses: readonly (string | { address: string })[]): string[] {
  return addresses.map((one) => (typeof one === "string" ? one : one.address));
}

/** RFC 5321 section 4.2.1: 5yz will not be better tomorrow. */
function isFinal(error: unknown): boolean {
  return error instanceof Error && "responseCode" in error && Number(error.responseCode) >= 500;
}
