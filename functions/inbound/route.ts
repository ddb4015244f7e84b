// Finds the inboxes that a mail is for. The envelope decides; only where none of its recipients is ours is the mail's header read.
import { findInboxes, findNamedInboxes } from "../actions/find-inboxes.ts";
import { recipientsNamedIn } from "../core/mail/receipt-from-raw.ts";
import type { Receipt } from "../core/mail/receipt.ts";
import type { Inbox } from "../store/inboxes.ts";
import { findLedgerRow } from "../store/ledger.ts";
import { readBeginning } from "./read-stored.ts";

/** The receipt says so when the header decided. Without inboxes the mail is unrouted. */
export async function routeMail(receipt: Receipt): Promise<{ receipt: Receipt; inboxes: readonly Inbox[] }> {
  const inboxes = await findInboxes(receipt.recipients);
  // Told of twice: what was unrouted is in the ledger as such, and is not filed beside that.
  if (inboxes.length > 0 || (await findLedgerRow(receipt.sesMessageId, undefined))) return { receipt, inboxes };
  // The header alone, so that an unreadable mail finds its inbox too, and nothing of an infected one is read.
  const named = await findNamedInboxes(recipientsNamedIn(await readBeginning(receipt.objectKey)));
  return named ? { receipt: { ...receipt, route: named.route }, inboxes: named.inboxes } : { receipt, inboxes };
}
