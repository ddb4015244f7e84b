// Reads the mails of an inbox since an instant once more from raw mail, one after another, and tells or applies what a newer parser
// makes of them. Spam, and what was merged into another conversation, is left out so far. A call does a part; its cursor leads to the next.
import { reprocessMail, type Reprocessed } from "../actions/reprocess-mail.ts";
import type { Conversation, ReceivedMessage } from "../core/conversation/conversation.ts";
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

/** Where to go on: below this conversation in the list, and there below this message. */
export interface ReprocessCursor {
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
  const mails: ReprocessedMail[] = [];
  let read = 0;
  let { below } = cursor;
  for (;;) {
    const page = await listFolder({ inboxId, folder: "all", memberId: "" }, limits.listPageDefault, below);
    for (const conversation of page) {
      if (conversation.activityAt < since) return { read, mails };
      let before = conversation.id === cursor.conversationId ? cursor.before : undefined;
      for (let isLast = false; !isLast; ) {
        // At least one page of entries a call, or it would never end.
        if (read > 0 && Date.parse(now()) - startedAt > limits.reprocessRunMs) {
          return {
            read,
            mails,
            cursor: { ...(below ? { below } : {}), conversationId: conversation.id, ...(before ? { before } : {}) },
          };
        }
        const part = await rereadPart(conversation, { since, apply, before });
        read += part.read;
        mails.push(...part.mails);
        ({ isLast, before } = part);
      }
      below = positionOf(conversation);
    }
    if (page.length < limits.listPageDefault) return { read, mails };
  }
}

interface Part extends Omit<ReprocessDone, "cursor"> {
  readonly isLast: boolean;
  readonly before: string | undefined;
}

async function rereadPart(
  { id, inboxId }: Conversation,
  { since, apply, before }: { since: Instant; apply: boolean; before: string | undefined },
): Promise<Part> {
  const entries = await listEntries([id], limits.reprocessPage, before);
  const messages = entries.filter((entry): entry is ReceivedMessage => entry.kind === "received" && entry.at >= since);
  const mails: ReprocessedMail[] = [];
  for (const message of messages) {
    const done = await reprocessMail({ inboxId, message, ...(await readStored(message.rawKey)) }, apply);
    if (done.differences.length === 0 && !done.wouldJoin) continue;
    const { conversationId, id: messageId, at, subject } = message;
    if (done.isApplied) log.info("mail.reprocessed", { conversationId, messageId, count: done.differences.length });
    mails.push({ ...done, conversationId, messageId, at, subject });
  }
  const last = entries.at(-1);
  const isLast = entries.length < limits.reprocessPage || (last !== undefined && last.at < since);
  return { read: messages.length, mails, isLast, before: last?.id };
}
