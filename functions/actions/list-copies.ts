// Where else a received mail is: sent to two of our inboxes, it is a conversation in each.
import { mayInInbox, type Viewer } from "../core/access.ts";
import { findLedgerRows } from "../store/ledger.ts";
import { sesIdOf } from "./body-name.ts";
import { loadMessage } from "./load-message.ts";

export interface Copy {
  readonly inboxId: string;
  readonly conversationId: string;
  readonly messageId: string;
}

/** In inboxes that the viewer may read; of the others nobody is told. Our own messages have none. */
export async function listCopies(viewer: Viewer, conversationId: string, messageId: string): Promise<Copy[]> {
  const message = await loadMessage(viewer, conversationId, messageId);
  if (message.kind !== "received") return [];
  const rows = await findLedgerRows(sesIdOf(message));
  return rows.flatMap(({ inboxId, conversationId: elsewhere, messageId: twin }) =>
    inboxId && elsewhere && twin && elsewhere !== conversationId && mayInInbox(viewer, "conversation.read", inboxId)
      ? [{ inboxId, conversationId: elsewhere, messageId: twin }]
      : [],
  );
}
