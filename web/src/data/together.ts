// One thing done to several conversations: said once, taken back at once, and what was refused can be tried again.
import { batch } from "solid-js";
import type { ConversationView } from "../../../functions/api/views.ts";
import { plural, t } from "../i18n/index.ts";
import { toast } from "../ui/toast.tsx";
import { aFewAtATime } from "./a-few-at-a-time.ts";
import { assignmentOf, attempt, type Change, closingOf, isSessionLost, markingOf, ownerOf, reopeningOf } from "./changes.ts";
import { reasonOf } from "./reason.ts";
import { rememberUndo } from "./undo.ts";
import { assign, close, markRead, markUnread, reopen, tellClosed } from "./verbs.ts";

type Conversations = readonly ConversationView[];

export function closeAll(conversations: Conversations): Promise<unknown> {
  const open = conversations.filter(({ closure }) => !closure);
  if (isOne(open)) return close(open[0]);
  tellClosed(open.map(({ id }) => id));
  return together(open, { change: closingOf, back: reopeningOf, said: (count) => plural("together.closed", count) });
}

export function reopenAll(conversations: Conversations): Promise<unknown> {
  const closed = conversations.filter(({ closure }) => closure);
  if (isOne(closed)) return reopen(closed[0]);
  return together(closed, { change: reopeningOf, back: closingOf, said: (count) => plural("together.reopened", count) });
}

/** To a member, or to nobody. */
export function assignAll(conversations: Conversations, memberId: string | null): Promise<unknown> {
  const others = conversations.filter((one) => ownerOf(one) !== memberId);
  if (isOne(others)) return assign(others[0], memberId);
  const ownersBefore = new Map(others.map((one) => [one.id, ownerOf(one)]));
  return together(others, {
    change: (one) => assignmentOf(one, memberId),
    back: (one) => assignmentOf(one, ownersBefore.get(one.id) ?? null),
    said: (count) => plural(memberId === null ? "together.unassigned" : "together.assigned", count),
  });
}

export function markAll(conversations: Conversations, isSeen: boolean): Promise<unknown> {
  const others = conversations.filter(({ isUnread }) => isUnread === isSeen);
  if (isOne(others)) return isSeen ? markRead(others[0]) : markUnread(others[0]);
  return together(others, {
    change: (one) => markingOf(one, isSeen),
    back: (one) => markingOf(one, !isSeen),
    said: (count) => plural(isSeen ? "together.read" : "together.unread", count),
  });
}

/** One alone is done, and spoken of, as if no others could be. */
function isOne(conversations: Conversations): conversations is readonly [ConversationView] {
  return conversations.length === 1;
}

interface Deed {
  readonly change: (conversation: ConversationView) => Change;
  readonly back: (conversation: ConversationView) => Change;
  readonly said: (count: number) => string;
}

async function together(conversations: Conversations, deed: Deed): Promise<void> {
  if (conversations.length === 0) return;
  const done = new Set(conversations);
  const forgetUndo = rememberUndo(() => void attemptAll([...done], deed.back), deed.said(conversations.length));
  const refusals = await attemptAll(conversations, deed.change);
  for (const [refused] of refusals) done.delete(refused);
  if (done.size === 0) forgetUndo();
  const [first] = refusals.values();
  if (refusals.size === 0 || isSessionLost(first)) return;
  const refused = [...refusals.keys()];
  toast.error(plural("together.refused", refused.length, { reason: reasonOf(first) }), {
    action: { label: t("action.retry"), run: () => void together(refused, deed) },
  });
}

/** All are shown as changed in the same frame, and sent a few at a time. Resolves to what was refused, and why. */
async function attemptAll(
  conversations: Conversations,
  changeOf: (conversation: ConversationView) => Change,
): Promise<ReadonlyMap<ConversationView, unknown>> {
  const refusals = new Map<ConversationView, unknown>();
  const takeTurn = aFewAtATime();
  const attempts = batch(() =>
    conversations.map(async (one) => {
      const change = changeOf(one);
      const { error } = await attempt(one, { ...change, send: () => takeTurn(change.send) });
      if (error !== undefined) refusals.set(one, error);
    }),
  );
  await Promise.all(attempts);
  return refusals;
}
