// Writes of what a newer reading of a raw mail brings. Each asks that the row is still what it was read as.
import type { Conversation, ReceivedMessage } from "../core/conversation/conversation.ts";
import type { Difference } from "../core/conversation/reread.ts";
import { keys } from "./keys.ts";
import type { Write } from "./table.ts";

/** The fields that differ, and no others: what people have put on the message since stays. */
export function rereadWrite({ conversationId, id, reading }: ReceivedMessage, differences: readonly Difference[]): Write {
  const given = differences.filter(({ after }) => after !== undefined);
  const gone = differences.filter(({ after }) => after === undefined).map(({ field }) => field);
  return {
    set: keys.entry(conversationId, id),
    values: Object.fromEntries(given.map(({ field, after }) => [field, after])),
    without: gone,
    // A message that was moved away meanwhile has no row here, and must not get one.
    when: { path: "reading", oneOf: [reading] },
  };
}

export function rereadHeaderWrite({ id, version }: Conversation, values: Partial<Conversation>): Write {
  return { set: keys.conversation(id), values, when: { path: "version", oneOf: [version] } };
}

/** A mail that could not be read and now can is a message like another, and leaves the list of those that could not. */
export function readAtLastWrite(sesMessageId: string, inboxId: string): Write {
  return {
    set: keys.ledger(sesMessageId, inboxId),
    values: { state: "message" },
    without: ["reason", "statePk", "stateSk"],
    when: { path: "state", oneOf: ["unparsed"] },
  };
}
