// What becomes of mail that goes nowhere: everybody gets it, but for the addresses of SES's mailbox simulator.
// Source: "Using the Amazon SES mailbox simulator".
import type { OutboxMail } from "./outbox.ts";
import type { Report } from "./reports.ts";
import type { MailEvent } from "./ses-events.ts";

/** @param delayMs a moment, so that the page shows "sent" before it shows "delivered" */
export function simulatedDelivery(report: Report, delayMs = 300): (mail: OutboxMail) => Promise<void> {
  return async (mail) => {
    const left = new Set(mail.destinations);
    for (const [name, event] of outcomes) {
      const recipients = mail.destinations.filter((address) => address.toLowerCase() === `${name}@simulator.amazonses.com`);
      if (recipients.length > 0) await report(mail, { ...event, recipients }, delayMs);
      if (event.type === "bounce") for (const address of recipients) left.delete(address);
    }
    if (left.size > 0) await report(mail, { type: "delivery", recipients: [...left] }, delayMs);
  };
}

const outcomes: readonly [string, MailEvent][] = [
  ["bounce", { type: "bounce" }],
  [
    "suppressionlist",
    { type: "bounce", subType: "OnAccountSuppressionList", reason: "Amazon SES did not send to this address." },
  ],
  ["complaint", { type: "complaint" }],
];
