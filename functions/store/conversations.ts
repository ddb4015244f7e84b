// Header rows of conversations, the folders they stand in, and the counters that follow them.
import { countsChange } from "../core/conversation/counts.ts";
import type { Conversation, Folder, TimelineEntry } from "../core/conversation/conversation.ts";
import { indexKeys, keys, table } from "./keys.ts";
import { changeSet, getRow, type Outcome, queryRows, type Row, transact, type Write } from "./table.ts";
import { dueWrites } from "./due.ts";
import { entryRow } from "./timeline.ts";

export async function findConversation(conversationId: string): Promise<Conversation | undefined> {
  const row = await getRow(keys.conversation(conversationId));
  return row && conversationOf(row);
}

/**
 * Saves a change with the timeline entries that record it, in one transaction; `before` undefined makes a new one.
 * Not done when somebody else changed the conversation in between, or a condition among `also` failed.
 */
export function saveConversation(
  before: Conversation | undefined,
  after: Conversation,
  entries: readonly TimelineEntry[],
  also: readonly Write[] = [],
): Promise<Outcome> {
  const header = conversationRow(after);
  const counts = countsChange(before, after);
  return transact([
    before ? { put: header, when: { path: "version", oneOf: [before.version] } } : { put: header, unlessThere: true },
    ...entries.map((entry): Write => ({ put: entryRow(entry, after.inboxId), unlessThere: true })),
    ...entries.flatMap(dueWrites),
    ...(Object.keys(counts).length > 0 ? [{ add: keys.counters(after.inboxId), numbers: counts }] : []),
    ...also,
  ]);
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
  const { inboxId, closure, assignment } = conversation;
  return {
    ...rest,
    ...keys.conversation(conversation.id),
    type: "conversation",
    v: 1,
    // An empty set cannot be stored; an absent one is empty.
    ...(readBy.length > 0 ? { readBy: new Set(readBy) } : {}),
    statePk: closure ? indexKeys.closedConversations(inboxId) : indexKeys.openConversations(inboxId),
    stateSk: activity,
    ...(closure
      ? {}
      : {
          ownerPk: assignment ? indexKeys.ownedBy(inboxId, assignment.memberId) : indexKeys.unassigned(inboxId),
          ownerSk: activity,
        }),
  };
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
    case "all":
      return [open, closed];
    case "unassigned":
      return [{ index: byOwner, partition: indexKeys.unassigned(inboxId) }];
    case "mine":
      return [{ index: byOwner, partition: indexKeys.ownedBy(inboxId, memberId) }];
  }
}
