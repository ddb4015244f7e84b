// What SES said about a mail: its notice, or for a mail that the reconciler found without one, what SES wrote on top of it.
import * as v from "valibot";
import { addressKeys } from "../core/conversation/route.ts";
import { limits } from "../core/limits.ts";
import { type ReceiptReading, receiptFromRaw } from "../core/mail/receipt-from-raw.ts";
import type { Receipt } from "../core/mail/receipt.ts";
import { config } from "../runtime/config.ts";
import { listInboxes } from "../store/inboxes.ts";
import { readBeginning } from "./read-stored.ts";
import { readReceipt } from "./receipt.ts";

const unfiled = v.strictObject({ objectKey: v.string(), storedAt: v.string() });

/** @param body of a message in the inbound queue */
export async function receiptOf(body: string): Promise<Receipt> {
  const found = v.safeParse(unfiled, JSON.parse(body));
  if (!found.success) return readReceipt(body);
  const { objectKey } = found.output;
  const reading = receiptFromRaw(await readBeginning(objectKey), { bucket: config.rawBucket, ...found.output });
  return { ...reading.receipt, recipients: await recipientsOf(reading) };
}

/** SES's line names one recipient. Whom the mail names besides is one too when the address is ours; a blind copy stays unknown. */
async function recipientsOf({ receipt, alsoNamed }: ReceiptReading): Promise<string[]> {
  const ours = new Set((await listInboxes()).flatMap(({ addresses }) => addresses.map((address) => address.toLowerCase())));
  const isOurs = (address: string) =>
    address.endsWith(`@${config.replyDomain}`) || addressKeys(address).some((key) => ours.has(key));
  const named = alsoNamed.map(({ address }) => address).filter(isOurs);
  return [...new Set([...receipt.recipients, ...named])].slice(0, limits.recoveredRecipients);
}
