// Header rows of conversations, the folders they stand in, and the counters that follow them.
import { countsChanges, type HeaderChange } from "../core/conversation/counts.ts";
import type { Conversation, Folder, TimelineEntry } from "../core/conversation/conversation.ts";
import { limits } from "../core/limits.ts";
import { normaliseAddress } from "../core/mail/address.ts";
import type { Instant } from "../core/time.ts";
import { indexKeys, keys, table } from "./keys.ts";
import { dueWrites } from "./due.ts";
import { changeSet, getRow, getRows, type Outcome, queryRows, type Row, transact, type Write } from "./table.ts";
import { entryRow } from "./timeline.ts";

export async function findConversation(conversationId: string): Promise<Conversation | undefined> {
  const row = await getRow(keys.conversation(conversationId));
  return row && conversationOf(row);
}

/** The conversation that holds this one: itself, unless it was merged. @param read the conversation, when it was read just now */
export async function findHolder(conversationId: string, read?: Conversation): Promise<Conversation | undefined> {
  let found = read ?? (await findConversation(conversationId));
  for (let steps = 0; found?.merger && steps < limits.mergerSteps; steps++) found = await findConversation(found.merger.into);
  return found;
}

export async function findConversations(conversationIds: readonly string[]): Promise<Conversation[]> {
  return (
    await getRows(
      conversationIds.map((id) => keys.conversation(id)),
      true,
    )
  ).map(conversationOf);
}

export async function findConversationByNumber(number: number): Promise<Conversation | undefined> {
  const row = await getRow(keys.number(number));
  return row && findConversation(String(row.conversationId));
}

/** The newest conversations with somebody, newest first. */
export async function listConversationsWith(inboxId: string, address: string, limit: number): Promise<Conversation[]> {
  const { partitionKey, sortKey } = table;
  const partition = keys.contact(inboxId, normaliseAddress(address), "").pk;
  const rows = await queryRows({ partitionKey, sortKey, partition, isNewestFirst: true, limit });
  return newestFirst(await findConversations(rows.map(({ sk }) => sk)));
}

/** A conversation before and after, and the entries that record the change; `before` undefined makes a new one. */
export interface ConversationChange extends HeaderChange {
  readonly entries: readonly TimelineEntry[];
}

export function saveConversation(
  before: Conversation | undefined,
  after: Conversation,
  entries: readonly TimelineEntry[],
  also: readonly Write[] = [],
): Promise<Outcome> {
  return saveConversations([{ before, after, entries }], also);
}

/**
 * Saves changes with the timeline entries that record them, in one transaction. Not done when somebody else changed one of the
 * conversations in between, or a condition among `also` failed.
 */
export function saveConversations(changes: readonly ConversationChange[], also: readonly Write[] = []): Promise<Outcome> {
  const counts = [...countsChanges(changes)];
  return transact([
    ...changes.flatMap(changeWrites),
    ...counts.map(([inboxId, numbers]): Write => ({ add: keys.counters(inboxId), numbers })),
    ...also,
  ]);
}

function changeWrites({ before, after, entries }: ConversationChange): Write[] {
  const put = conversationRow(after);
  return [
    before ? { put, when: { path: "version", oneOf: [before.version] } } : { put, unlessThere: true },
    ...entries.map((entry): Write => ({ put: entryRow(entry, after.inboxId), unlessThere: true })),
    ...entries.flatMap(dueWrites),
    ...(before || after.number === undefined ? [] : [numberWrite(after.number, after.id)]),
    ...(before && isSameContact(before, after) ? [] : [contactWrite(after)]),
  ];
}

function numberWrite(number: number, conversationId: string): Write {
  return { put: { ...keys.number(number), type: "number", v: 1, conversationId }, unlessThere: true };
}

/** Rows of former contacts stay: who asks reads the conversation too, and sees whom it is with. */
function contactWrite({ inboxId, contact, id }: Conversation): Write {
  return { put: { ...keys.contact(inboxId, normaliseAddress(contact.address), id), type: "contact", v: 1 } };
}

function isSameContact(before: Conversation, after: Conversation): boolean {
  const isSameAddress = normaliseAddress(before.contact.address) === normaliseAddress(after.contact.address);
  return isSameAddress && before.inboxId === after.inboxId;
}

/** Read or unread for one member: personal, so it is no change of the conversation and raises no version. */
export async function saveRead({ id, version }: Conversation, memberId: string, isRead: boolean): Promise<void> {
  // A mail that came since was not seen: then the mark is simply not made.
  const unchanged = { path: "version", oneOf: [version] };
  await changeSet(keys.conversation(id), "readBy", isRead ? "ADD" : "DELETE", memberId, unchanged);
}

/** A place in a list: everything older comes after it. */
export type Position = string;

/**
 * Conversations of one folder of one inbox, newest activity first. One index query whatever the size of the mailbox
 * ("all" is two: open and closed, merged).
 */
export async function listFolder(
  folder: { inboxId: string; folder: Folder; memberId: string },
  limit: number,
  below?: Position,
): Promise<Conversation[]> {
  const pages = await Promise.all(
    rangesOf(folder).map(({ index, partition }) =>
      queryRows({
        index: index.name,
        partitionKey: index.partitionKey,
        sortKey: index.sortKey,
        partition,
        isNewestFirst: true,
        limit,
        ...(below ? { below } : {}),
      }),
    ),
  );
  return newestFirst(pages.flat().map(conversationOf)).slice(0, limit);
}

/** Spam of an inbox with its last activity before then, oldest first; `after` continues after a conversation. */
export async function listOldestSpam(inboxId: string, before: Instant, limit: number, after?: Position): Promise<Conversation[]> {
  const [byState] = table.indexes;
  const rows = await queryRows({
    index: byState.name,
    partitionKey: byState.partitionKey,
    sortKey: byState.sortKey,
    partition: indexKeys.spamConversations(inboxId),
    below: before,
    ...(after ? { from: `${after}~` } : {}),
    limit,
  });
  return rows.map(conversationOf);
}

export function positionOf(conversation: Conversation): Position {
  return indexKeys.activity(conversation.activityAt, conversation.id);
}

export function newestFirst(conversations: readonly Conversation[]): Conversation[] {
  return [...conversations].sort((a, b) => (positionOf(a) < positionOf(b) ? 1 : -1));
}

/** The conversation that a row holds. The only place that reads the row's shape. */
export function conversationOf(row: Row): Conversation {
  const { pk: _pk, sk: _sk, type: _type, v: _v, statePk: _a, stateSk: _b, ownerPk: _c, ownerSk: _d, readBy, ...rest } = row;
  return { ...rest, readBy: readBy instanceof Set ? [...readBy] : [] } as unknown as Conversation;
}

function conversationRow(conversation: Conversation): Row {
  const { readBy, ...rest } = conversation;
  const activity = indexKeys.activity(conversation.activityAt, conversation.id);
  const { inboxId, closure, assignment, spam, merger } = conversation;
  return {
    ...rest,
    ...keys.conversation(conversation.id),
    type: "conversation",
    v: 1,
    // An empty set cannot be stored; an absent one is empty.
    ...(readBy.length > 0 ? { readBy: new Set(readBy) } : {}),
    ...(merger
      ? {} // in no folder: it is shown by the one that holds it
      : {
          statePk: stateOf(conversation),
          stateSk: activity,
        }),
    ...(closure || spam || merger
      ? {}
      : {
          ownerPk: assignment ? indexKeys.ownedBy(inboxId, assignment.memberId) : indexKeys.unassigned(inboxId),
          ownerSk: activity,
        }),
  };
}

function stateOf({ inboxId, spam, closure }: Conversation): string {
  if (spam) return indexKeys.spamConversations(inboxId);
  return closure ? indexKeys.closedConversations(inboxId) : indexKeys.openConversations(inboxId);
}

function rangesOf({ inboxId, folder, memberId }: { inboxId: string; folder: Folder; memberId: string }) {
  const [byState, byOwner] = table.indexes;
  const open = { index: byState, partition: indexKeys.openConversations(inboxId) };
  const closed = { index: byState, partition: indexKeys.closedConversations(inboxId) };
  switch (folder) {
    case "open":
      return [open];
    case "closed":
      return [closed];
    case "spam":
      return [{ index: byState, partition: indexKeys.spamConversations(inboxId) }];
    case "all":
      return [open, closed];
    case "unassigned":
      return [{ index: byOwner, partition: indexKeys.unassigned(inboxId) }];
    case "mine":
      return [{ index: byOwner, partition: indexKeys.ownedBy(inboxId, memberId) }];
  }
}
