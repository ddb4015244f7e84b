// SES stored a mail and said so. Read it, understand it, file it.
import { fileSpam, fileUnrouted, receiveMail } from "../actions/receive-mail.ts";
import { findInboxes } from "../actions/find-inboxes.ts";
import { keptBody } from "../core/conversation/summary.ts";
import type { Verdicts } from "../core/mail/receipt.ts";
import { sqsBatch } from "../runtime/batch.ts";
import { log } from "../runtime/log.ts";
import { saveBody } from "../store/buckets.ts";
import { readStored } from "./read-stored.ts";
import { receiptOf } from "./unfiled.ts";

export const handler = sqsBatch(async (record) => {
  const receipt = await receiptOf(record.body); // envelope recipients and SES's verdicts, not the To: header
  const inboxes = await findInboxes(receipt.recipients);
  if (inboxes.length === 0) return fileUnrouted(receipt); // nothing vanishes
  const reason = whySpam(receipt.verdicts);
  if (reason) return void (await Promise.all(inboxes.map((inbox) => fileSpam(receipt, inbox, reason))));

  const read = await readStored(receipt.objectKey); // never edited, so this file can always run again
  const body = keptBody(read.mail);
  if (body) await saveBody(receipt.sesMessageId, body);
  for (const inbox of inboxes) await receiveMail({ inbox, receipt, ...read });
  log.info("mail.received", { sesMessageId: receipt.sesMessageId, state: read.reading, count: inboxes.length });
});

function whySpam({ spam, virus }: Verdicts): string | undefined {
  if (virus === "FAIL") return "SES found a virus in it.";
  return spam === "FAIL" ? "SES takes it for spam." : undefined;
}
