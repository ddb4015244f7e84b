// Mail that is set aside: spam, blocked senders, viruses, and what reached no inbox. Each has its row in the ledger and its original.
import type { Arrival } from "../core/conversation/receive.ts";
import { receivedEntry, senderTrust, withArrival } from "../core/conversation/receive.ts";
import { type KnownMailId, learnedIds } from "../core/conversation/match.ts";
import type { Suspicion } from "../core/conversation/suspicion.ts";
import type { Receipt } from "../core/mail/receipt.ts";
import { newId } from "../runtime/ids.ts";
import { saveConversation } from "../store/conversations.ts";
import type { Inbox } from "../store/inboxes.ts";
import { findLedgerRows, ledgerRow, type LedgerState, ledgerWrite } from "../store/ledger.ts";
import { mailIdWrite } from "../store/mail-ids.ts";
import { write } from "../store/table.ts";
import type { Received } from "./received.ts";
import { besideForwarded } from "./take-forward.ts";

/** A mail that no inbox gets keeps its row, so that a person can find it. */
export async function fileUnrouted(receipt: Receipt): Promise<void> {
  if ((await findLedgerRows(receipt.sesMessageId)).length > 0) return; // filed before its inbox was taken away
  await write(
    ledgerWrite(
      ledgerRow(receipt, "unrouted", { reason: "No inbox has any of the recipients' addresses, nor any that its header names." }),
    ),
  );
}

/** SES found a virus: nobody is shown any of it. The raw mail stays. */
export async function fileInfected(receipt: Receipt, inbox: Inbox): Promise<void> {
  await write(ledgerWrite(ledgerRow(receipt, "blocked", { inboxId: inbox.id, reason: "SES found a virus in it." })));
}

export type AsideSuspicion = Exclude<Suspicion, { outcome: "none" }>;

export function isSetAside(suspicion: Suspicion): suspicion is AsideSuspicion {
  return suspicion.outcome !== "none";
}

/** A conversation of its own in the spam folder, or closed: it ties nothing, and waits for no other mail. */
export async function fileSetAside(
  received: Received,
  { outcome, reason }: AsideSuspicion,
  known: readonly KnownMailId[],
  fresh: () => Promise<{ readonly conversationId: string; readonly number: number }>,
): Promise<boolean> {
  const { inbox, receipt, mail } = received;
  // In the ledger with its original, and nowhere else: somebody asked for that.
  if (outcome === "silent") return write(ledgerWrite(ledgerRow(receipt, "blocked", { inboxId: inbox.id, reason })));
  const own = await fresh();
  const messageId = newId("message", receipt.receivedAt);
  const arrival: Arrival = {
    ...received,
    ...own,
    ...{ inboxId: inbox.id, messageId, reason: { by: "new" } },
    setAside: { as: outcome === "closed" ? "closed" : "spam", reason },
  };
  const state: LedgerState = outcome === "spam" ? "spam" : "blocked";
  const filed = { conversationId: own.conversationId, messageId };
  const forwarded = await besideForwarded(received, filed);
  const learned = learnedIds(mail, known, filed).filter(({ id, isReplacing }) => id.kind === "received" && !isReplacing);
  const saved = await saveConversation(
    undefined,
    withArrival(undefined, arrival),
    [receivedEntry(undefined, arrival, senderTrust(undefined, mail, receipt)), ...forwarded.notes],
    [
      ledgerWrite(ledgerRow(receipt, state, { inboxId: inbox.id, ...filed, reason })),
      ...learned.map(({ id }) => mailIdWrite(inbox.id, id)),
      ...forwarded.writes,
    ],
  );
  return saved.isDone;
}
