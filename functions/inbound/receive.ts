// SES stored a mail and said so. Read it, understand it, file it.
import { fileSpam, fileUnrouted, receiveMail } from "../actions/receive-mail.ts";
import { findInboxes } from "../actions/find-inboxes.ts";
import { entryText } from "../core/conversation/summary.ts";
import { unparsedMail } from "../core/conversation/unparsed.ts";
import type { Receipt, Verdicts } from "../core/mail/receipt.ts";
import { sqsBatch } from "../runtime/batch.ts";
import { log } from "../runtime/log.ts";
import { readRaw, saveBody } from "../store/buckets.ts";
import { receiptOf } from "./unfiled.ts";
import { readMail } from "./read-mail.ts";

export const handler = sqsBatch(async (record) => {
  const receipt = await receiptOf(record.body); // envelope recipients and SES's verdicts, not the To: header
  const inboxes = await findInboxes(receipt.recipients);
  if (inboxes.length === 0) return fileUnrouted(receipt); // nothing vanishes
  const reason = whySpam(receipt.verdicts);
  if (reason) return void (await Promise.all(inboxes.map((inbox) => fileSpam(receipt, inbox, reason))));

  const read = await readOnce(receipt);
  // Short plain text is whole in the timeline entry.
  if (read.mail.html !== undefined || entryText(read.mail.text).isTextCut)
    await saveBody(receipt.sesMessageId, bodyOf(read.mail));
  for (const inbox of inboxes) await receiveMail({ inbox, receipt, ...read });
  log.info("mail.received", { sesMessageId: receipt.sesMessageId, state: read.reading, count: inboxes.length });
});

/** The best reading, or for a mail that cannot be read what its envelope and header tell: it is filed either way. */
async function readOnce(receipt: Receipt) {
  const reading = await readMail(await readRaw(receipt.objectKey)); // never edited, so this file can always run again
  if ("mail" in reading) return { mail: reading.mail, reading: "parsed" as const, rawSizeBytes: reading.rawSizeBytes };
  const mail = unparsedMail(reading.envelopeHints, reading.unparsed.reason, reading.digest);
  return { mail, reading: "unparsed" as const, rawSizeBytes: reading.rawSizeBytes };
}

function bodyOf({ text, html }: { text: string; html?: string }) {
  return html === undefined ? { text } : { text, html };
}

function whySpam({ spam, virus }: Verdicts): string | undefined {
  if (virus === "FAIL") return "SES found a virus in it.";
  return spam === "FAIL" ? "SES takes it for spam." : undefined;
}
