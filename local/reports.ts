// SES's reports about mail it sent, on their way to the product: published to a topic whose one subscriber is a function.
import type { SNSEvent } from "aws-lambda";
import { join } from "node:path";
import { snsConsumer } from "./lambda.ts";
import type { OutboxMail } from "./outbox.ts";
import { openQueue, type Queue } from "./queue.ts";
import { type MailEvent, mailEvent } from "./ses-events.ts";

/** Makes SES report something about a mail it took. */
export type Report = (mail: OutboxMail, event: MailEvent, delayMs?: number) => Promise<void>;

export interface Reports {
  readonly queue: Queue;
  readonly report: Report;
}

export interface ReportsOptions {
  readonly folder: string;
  readonly configurationSet: string;
  readonly feedback: (event: SNSEvent) => Promise<void>;
  readonly retryDelayMs?: number;
}

export async function openReports({ folder, configurationSet, feedback, ...timing }: ReportsOptions): Promise<Reports> {
  const consume = snsConsumer("mail-events", feedback);
  const queue = await openQueue({ name: "mail-events", folder: join(folder, "mail-events"), concurrency: 2, consume, ...timing });
  return {
    queue,
    async report(mail, event, delayMs = 0) {
      await queue.send(JSON.stringify(mailEvent(mail, configurationSet, event, new Date().toISOString())), delayMs);
    },
  };
}
