// SES stored a mail and said so. Read it, understand it, file it.
import { fileInfected, fileUnrouted } from "../actions/file-aside.ts";
import { receiveMail } from "../actions/receive-mail.ts";
import { watchReceiving } from "../actions/watch-receiving.ts";
import { snippetOfMail } from "../core/conversation/headline.ts";
import { keptBody } from "../core/conversation/summary.ts";
import { sqsBatch } from "../runtime/batch.ts";
import { log } from "../runtime/log.ts";
import { saveBody } from "../store/buckets.ts";
import { readBeginning, readStored } from "./read-stored.ts";
import { routeMail } from "./route.ts";
import { receiptOf } from "./unfiled.ts";

export const handler = sqsBatch(async (record) => {
  const { receipt, inboxes } = await routeMail(await receiptOf(record.body)); // by envelope recipients, as SES names them
  if (inboxes.length === 0) return fileUnrouted(receipt); // nothing vanishes
  if (receipt.verdicts.virus === "FAIL") return void (await Promise.all(inboxes.map((inbox) => fileInfected(receipt, inbox))));

  const read = await readStored(receipt.objectKey); // never edited, so this file can always run again
  const body = keptBody(read.mail);
  if (body) await saveBody(receipt.sesMessageId, body);
  const snippet = snippetOfMail(read.mail);
  for (const inbox of inboxes) {
    await receiveMail({ inbox, receipt, ...read, snippet });
    await watchReceiving({ inbox, receipt, mail: read.mail, beginning: () => readBeginning(receipt.objectKey) });
  }
  log.info("mail.received", { sesMessageId: receipt.sesMessageId, state: read.reading, count: inboxes.length });
});
