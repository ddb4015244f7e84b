// Removes a conversation for good: its rows, what leads to it, and its files. The originals stay, and the ledger says what became of them.
import type { Conversation, ReceivedMessage, TimelineEntry } from "../core/conversation/conversation.ts";
import { inboxesOf } from "../core/conversation/inboxes-of.ts";
import { mailIdOf, sesMailId } from "../core/conversation/match.ts";
import { removedReason } from "../core/conversation/removal.ts";
import { isMessage, type Message } from "../core/conversation/split.ts";
import { limits } from "../core/limits.ts";
import { normaliseAddress } from "../core/mail/address.ts";
import { fileKeys, removeBody, removeFile } from "../store/buckets.ts";
import { findConversation, findConversations } from "../store/conversations.ts";
import { findLedgerRows, ledgerRemoval } from "../store/ledger.ts";
import { findMailIds, mailIdRemoval } from "../store/mail-ids.ts";
import {
  contactRemoval,
  forgetRemoval,
  listRowsOf,
  numberRemoval,
  type Removal,
  type RemovedPart,
  removeHeader,
  removeRow,
  saveRemoval,
} from "../store/removals.ts";
import { write } from "../store/table.ts";
import { entryOf } from "../store/timeline.ts";
import { bodyName } from "./body-name.ts";

/** @returns false when somebody changed it at the same instant: then it stays as they have it */
export async function removeConversation(conversation: Conversation, days: number): Promise<boolean> {
  const all = [conversation, ...(await findConversations(conversation.mergedIds ?? []))];
  const removal: Removal = {
    conversationId: conversation.id,
    version: conversation.version,
    days,
    inboxIds: [...new Set(all.flatMap(inboxesOf))],
    parts: all.map(({ id, contact, number }) => ({
      conversationId: id,
      contact: normaliseAddress(contact.address),
      ...(number === undefined ? {} : { number }),
    })),
  };
  await saveRemoval(removal);
  return finishRemoval(removal);
}

/**
 * Goes on wherever the removal was. The header is first: with it the conversation is gone for people and for mail, at once and
 * only as long as it is what was decided about. What follows is seen by nobody.
 */
export async function finishRemoval(removal: Removal): Promise<boolean> {
  const isGone = (await removeHeader(removal)) || !(await findConversation(removal.conversationId));
  if (isGone) for (const part of removal.parts) await removePart(part, removal);
  await forgetRemoval(removal);
  return isGone;
}

async function removePart({ conversationId, contact, number }: RemovedPart, removal: Removal): Promise<void> {
  for (let isLast = false; !isLast; ) {
    const rows = await listRowsOf(conversationId, limits.timelinePage);
    for (const row of rows) {
      // What only an entry tells goes before the entry.
      if (row.type === "entry") await removeWhatItLeads(entryOf(row), contact, removal);
      await removeRow(row);
    }
    isLast = rows.length < limits.timelinePage;
  }
  await forgetContact(contact, conversationId, removal);
  if (number !== undefined) await write(numberRemoval(number, conversationId));
}

async function removeWhatItLeads(entry: TimelineEntry, contact: string, removal: Removal): Promise<void> {
  if (entry.kind === "received") await unlink(entry, removal);
  if (isMessage(entry)) await Promise.all([removeFiles(entry), forgetIds(entry, removal)]);
  for (const other of addressesIn(entry)) if (other !== contact) await forgetContact(other, entry.conversationId, removal);
}

/** The ledger keeps the mail, with its original; the body goes with the last of our inboxes that shows it. */
async function unlink(message: ReceivedMessage, { days }: Removal): Promise<void> {
  const rows = await findLedgerRows(bodyName(message));
  const own = rows.filter((row) => row.conversationId === message.conversationId && row.messageId === message.id);
  for (const row of own) await write(ledgerRemoval(row, removedReason(days, row.reason)));
  // Read again: the other inbox may be doing the same.
  const left = rows.length > 1 ? await findLedgerRows(bodyName(message)) : [];
  const isShownElsewhere = left.some(({ state, messageId }) => messageId !== undefined && state !== "duplicate");
  if (!isShownElsewhere && hasBody(message)) await removeBody(bodyName(message));
}

async function removeFiles(message: Message): Promise<void> {
  if (message.kind === "sent" && hasBody(message)) await removeBody(bodyName(message));
  // A received file is there only once somebody has downloaded it, and so is an archive; asking would cost more than removing what is not there.
  for (const { index } of message.attachments) await removeFile(fileKeys.attachment(message.id, index));
  const archives = message.attachments.length > 0 ? [false, true] : [];
  for (const withPictures of archives) await removeFile(fileKeys.archive(message.id, withPictures));
}

function hasBody({ hasHtml, isTextCut }: Message): boolean {
  return hasHtml || isTextCut;
}

/** Its own id, and those that it made known by referring to them. */
async function forgetIds(message: Message, { inboxIds }: Removal): Promise<void> {
  const ids = idsOf(message);
  for (const inboxId of ids.length > 0 ? inboxIds : []) {
    const known = await findMailIds(inboxId, ids);
    const leading = known.filter(({ conversationId }) => conversationId === message.conversationId);
    await Promise.all(leading.map((one) => write(mailIdRemoval(inboxId, one))));
  }
}

function idsOf(message: Message): string[] {
  if (message.kind === "sent") return message.delivery.sesMessageId ? [sesMailId(message.delivery.sesMessageId)] : [];
  return [...message.references, ...(message.messageId ? [message.messageId] : [])].map(mailIdOf);
}

/** Who may have been the contact before. */
function addressesIn(entry: TimelineEntry): Set<string> {
  if (entry.kind === "received") return new Set([normaliseAddress(entry.from.address)]);
  if (entry.kind !== "change" || entry.what.name !== "conversation.contact-changed") return new Set();
  return new Set([entry.what.from, entry.what.to].map(normaliseAddress));
}

async function forgetContact(address: string, conversationId: string, { inboxIds }: Removal): Promise<void> {
  await Promise.all(inboxIds.map((inboxId) => write(contactRemoval(inboxId, address, conversationId))));
}
