// Reads the mails of an inbox since an instant once more from raw mail, one after another, and tells or applies what a newer parser
// makes of them: whatever is filed, spam too. A call does a part; its cursor leads to the next.
import { reprocessMail, type Reprocessed } from "../actions/reprocess-mail.ts";
import type { Conversation, ReceivedMessage } from "../core/conversation/conversation.ts";
import { partsOf } from "../core/conversation/merged.ts";
import { limits } from "../core/limits.ts";
import type { Instant } from "../core/time.ts";
import { now } from "../runtime/clock.ts";
import { log } from "../runtime/log.ts";
import { listFolder, type Position, positionOf } from "../store/conversations.ts";
import { listEntries } from "../store/timeline.ts";
import { readStored } from "./read-stored.ts";

export interface ReprocessAsked {
  readonly inboxId: string;
  readonly since: Instant;
  /** False: only tell. */
  readonly apply?: boolean;
  readonly cursor?: ReprocessCursor;
}

/** The lists that hold every conversation once; what was merged is read with the one that holds it. */
const lists = ["all", "spam"] as const;

/** Where to go on: in this list, below this conversation, and there below this message. */
export interface ReprocessCursor {
  readonly list?: (typeof lists)[number];
  readonly below?: Position;
  readonly conversationId?: string;
  readonly before?: string;
}

export interface ReprocessedMail extends Reprocessed {
  readonly conversationId: string;
  readonly messageId: string;
  readonly at: Instant;
  readonly subject: string;
}

export interface ReprocessDone {
  readonly read: number;
  /** Those with something to tell. */
  readonly mails: readonly ReprocessedMail[];
  /** Absent at the end. */
  readonly cursor?: ReprocessCursor;
}

/**
 * Conversations by their last activity, newest first, down to `since`, and in each the mails since then: a read for each page
 * and a GET for each mail, whatever else the mailbox holds. A conversation that gets mail meanwhile moves up and out of the
 * way; read again later, it is found.
 */
export async function handler({ inboxId, since, apply = false, cursor = {} }: ReprocessAsked): Promise<ReprocessDone> {
  const startedAt = Date.parse(now());
  // At least one page of entries a call, or it would never end.
  const isTimeUp = (read: number) => read > 0 && Date.parse(now()) - startedAt > limits.reprocessRunMs;
  const mails: ReprocessedMail[] = [];
  let read = 0;
  for (const list of lists.slice(lists.indexOf(cursor.list ?? "all"))) {
    const from = list === (cursor.list ?? "all") ? cursor : {};
    for await (const { conversation, below } of conversationsOf({ inboxId, list, since, below: from.below })) {
      let before = conversation.id === from.conversationId ? from.before : undefined;
      for (let isLast = false; !isLast; ) {
        if (isTimeUp(read)) {
          const place = { ...(below ? { below } : {}), conversationId: conversation.id, ...(before ? { before } : {}) };
          return { read, mails, cursor: { list, ...place } };
        }
        const part = await rereadPart(conversation, { since, apply, before });
        read += part.read;
        mails.push(...part.mails);
        ({ isLast, before } = part);
      }
    }
  }
  return { read, mails };
}

interface Listed {
  readonly inboxId: string;
  readonly list: (typeof lists)[number];
  readonly since: Instant;
  readonly below: Position | undefined;
}

/** By their last activity, newest first, down to `since`; with each, the place in the list that is just above it. */
async function* conversationsOf({ inboxId, list, since, below: from }: Listed) {
  let below = from;
  for (;;) {
    const page = await listFolder({ inboxId, folder: list, memberId: "" }, limits.listPageDefault, below);
    for (const conversation of page) {
      if (conversation.activityAt < since) return;
      yield { conversation, below };
      below = positionOf(conversation);
    }
    if (page.length < limits.listPageDefault) return;
  }
}

interface Part extends Omit<ReprocessDone, "cursor"> {
  readonly isLast: boolean;
  readonly before: string | undefined;
}

async function rereadPart(
  conversation: Conversation,
  { since, apply, before }: { since: Instant; apply: boolean; before: string | undefined },
): Promise<Part> {
  const { inboxId } = conversation;
  const parts = partsOf(conversation);
  const entries = await listEntries(parts, limits.reprocessPage, before);
  const messages = entries.filter((entry): entry is ReceivedMessage => entry.kind === "received" && entry.at >= since);
  const mails: ReprocessedMail[] = [];
  for (const message of messages) {
    const done = await reprocessMail({ inboxId, parts, message, ...(await readStored(message.rawKey)) }, apply);
    if (done.differences.length === 0 && !done.wouldJoin) continue;
    const { conversationId, id: messageId, at, subject } = message;
    if (done.isApplied) log.info("mail.reprocessed", { conversationId, messageId, count: done.differences.length });
    mails.push({ ...done, conversationId, messageId, at, subject });
  }
  const last = entries.at(-1);
  const isLast = entries.length < limits.reprocessPage || (last !== undefined && last.at < since);
  return { read: messages.length, mails, isLast, before: last?.id };
}
