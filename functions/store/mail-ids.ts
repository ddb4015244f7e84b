// Message-IDs seen, sent or mentioned in an inbox, and the conversation each belongs to: what threading looks up.
import { type KnownMailId, sesMailId } from "../core/conversation/match.ts";
import { keys } from "./keys.ts";
import { getRows, type Write } from "./table.ts";

/** Those of `ids` that this inbox knows. At most 100. */
export async function findMailIds(inboxId: string, ids: readonly string[]): Promise<KnownMailId[]> {
  const wanted = [...new Set(ids)].map((id) => keys.mailId(inboxId, id));
  const rows = await getRows(wanted, true);
  return rows.map((row) => row as unknown as KnownMailId);
}

/**
 * First come, first served: fails when another mail made this id known in the meantime, so that the caller looks again.
 * @param isReplacing the id was only mentioned so far
 */
export function mailIdWrite(inboxId: string, known: KnownMailId, isReplacing = false): Write {
  const put = { ...known, ...keys.mailId(inboxId, known.mailId), type: "mail-id", v: 1 };
  return isReplacing ? { put, when: { path: "kind", oneOf: ["mentioned"] } } : { put, unlessThere: true };
}

/** The id goes with its message; a reply address of the conversation that it leaves gives way to it from now on. */
export function mailIdMoves(inboxId: string, known: KnownMailId, to: string): Write {
  const splitFrom = [...(known.splitFrom ?? []), known.conversationId].slice(-5);
  const when = { path: "conversationId", oneOf: [known.conversationId] };
  return { set: keys.mailId(inboxId, known.mailId), values: { conversationId: to, splitFrom }, when };
}

/** Only while it leads where it did when it was read. */
export function mailIdRemoval(inboxId: string, { mailId, conversationId }: KnownMailId): Write {
  return { remove: keys.mailId(inboxId, mailId), when: { path: "conversationId", oneOf: [conversationId] } };
}

/** SES's id of a mail of ours. It is SES's to give, so it takes the place of whatever somebody wrote under it before. */
export function sentIdWrite(inboxId: string, sesMessageId: string, message: { conversationId: string; id: string }): Write {
  const mailId = sesMailId(sesMessageId);
  const known: KnownMailId = { mailId, kind: "sent", conversationId: message.conversationId, messageId: message.id };
  return { put: { ...known, ...keys.mailId(inboxId, mailId), type: "mail-id", v: 1 } };
}
