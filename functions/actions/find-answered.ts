// The message that an answer goes to by default, however many notes were written since it came.
import { answeredMessage } from "../core/conversation/answer.ts";
import type { Conversation, ReceivedMessage, TimelineEntry } from "../core/conversation/conversation.ts";
import { partsOf } from "../core/conversation/merged.ts";
import { limits } from "../core/limits.ts";
import { listEntries } from "../store/timeline.ts";

export interface Answered {
  /** Whom an answer goes to by default. */
  readonly answered?: ReceivedMessage;
  /** What is quoted below it: the same, or else the mail that began the conversation, whatever it was. */
  readonly original?: ReceivedMessage;
}

/**
 * Looks through older pages, a bounded number of them, when the newest has none.
 * @param newest the newest page of the timeline, newest first
 */
export async function findAnswered(conversation: Conversation, newest: readonly TimelineEntry[]): Promise<Answered> {
  let began: ReceivedMessage | undefined;
  let page = newest;
  for (let count = 1; ; count++) {
    const received = page.toReversed().filter((entry): entry is ReceivedMessage => entry.kind === "received");
    const answered = answeredMessage(received, conversation);
    if (answered) return { answered, original: answered };
    began ??= received.find(({ match }) => match.by === "new");
    const last = page.at(-1);
    if (!last || count === limits.answeredPages) break;
    page = await listEntries(partsOf(conversation), limits.timelinePageDefault, last.id);
  }
  return began ? { original: began } : {};
}
