// New arrivals never move the list under the cursor: while the list is held its order stays, and what is new waits. Pure.
import type { ConversationView } from "../../../../functions/api/views.ts";

export interface HeldList {
  /** Everything that has had a place since the list last followed, with what has left it since: it may come back. */
  readonly order: readonly string[];
  /** What is shown. */
  readonly rows: readonly string[];
  /** Ids that arrived, or moved up by a new message, and are not shown in their new place. */
  readonly waiting: readonly string[];
  /** Activity of the newest when the list last followed. */
  readonly newestAt: string;
}

type Peek = (id: string) => Pick<ConversationView, "activityAt" | "lastMessage"> | undefined;

/** Shows the list as it is. Who left it since `before` keeps a place: a refused change may bring it back. */
export function follow(live: readonly string[], peek: Peek, before: readonly string[] = []): HeldList {
  return { order: keepPlaces(live, before), rows: live, waiting: [], newestAt: peek(live[0] ?? "")?.activityAt ?? "" };
}

/** Keeps every row where it is; rows that left are gone, older pages are added at the end. */
export function hold(held: HeldList, live: readonly string[], peek: Peek): HeldList {
  const known = new Set(held.order);
  const lastKnown = live.findLastIndex((id) => known.has(id));
  const order = [...held.order, ...live.slice(lastKnown + 1)];
  const placed = new Set(order);
  const present = new Set(live);
  const isWaiting = (id: string) => !placed.has(id) || hasNewMessage(id, held.newestAt, peek);
  return { order, rows: order.filter((id) => present.has(id)), waiting: live.filter(isWaiting), newestAt: held.newestAt };
}

/** The live order, with those that left put behind the row they stood behind. */
function keepPlaces(live: readonly string[], before: readonly string[]): readonly string[] {
  const present = new Set(live);
  const leftBehind = new Map<string, string[]>();
  let anchor = "";
  for (const id of before) {
    if (present.has(id)) anchor = id;
    else leftBehind.set(anchor, [...(leftBehind.get(anchor) ?? []), id]);
  }
  return ["", ...live].flatMap((id) => [id, ...(leftBehind.get(id) ?? [])]).slice(1);
}

function hasNewMessage(id: string, since: string, peek: Peek): boolean {
  const conversation = peek(id);
  return conversation !== undefined && conversation.activityAt > since && conversation.lastMessage === "received";
}
