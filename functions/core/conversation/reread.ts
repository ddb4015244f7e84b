// A received message read again by a newer parser: what of it would be different, and what follows for its conversation.
import type { Conversation, ReceivedMessage } from "./conversation.ts";
import { hasFiles, snippetOfMessage } from "./headline.ts";

export interface Difference {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Who the message is, how it came here, and what SES and people said of it: no reading changes these. */
const keptFields = ["kind", "id", "conversationId", "at", "match", "trust", "verdicts", "rawKey"] as const satisfies Field[];
type Field = keyof ReceivedMessage;

/** Fields of a reading that another reading may lack. A field that only the old entry has is otherwise somebody's, and stays. */
const vanishingFields = [
  ...["sentAt", "messageId", "threadIndex", "via", "isWriterClaimed"],
  ...["invitation", "protection", "evidence", "undelivered"],
] as const satisfies Field[];

/** Whatever else a reading gives is compared, field by field, whichever fields there will be. */
export function differencesOf(before: ReceivedMessage, after: ReceivedMessage): Difference[] {
  const was = new Map<string, unknown>(Object.entries(before));
  const is = new Map<string, unknown>(Object.entries(after));
  const fields = new Set([...is.keys(), ...vanishingFields]);
  for (const field of keptFields) fields.delete(field);
  return [...fields]
    .filter((field) => canonical(was.get(field)) !== canonical(is.get(field)))
    .map((field) => ({ field, before: was.get(field), after: is.get(field) }));
}

/** What could be read and now cannot be is a fault of the newer parser, and never an improvement. */
export function isWorse(before: ReceivedMessage, after: ReceivedMessage): boolean {
  // A mail that was sent on would again be its forwarder's, with words for colleagues in it.
  const isOriginalLost = before.forwarder !== undefined && after.forwarder === undefined;
  return isOriginalLost || (before.reading === "parsed" && after.reading === "unparsed");
}

/**
 * The fields of the conversation's header that follow from this message, where they still say what it said: what people
 * have changed, or another message has brought, stays.
 * @param haveOthersFiles whether another message of the conversation has attachments
 */
export function headerAfter(
  conversation: Conversation,
  before: ReceivedMessage,
  after: ReceivedMessage,
  haveOthersFiles: boolean,
): Partial<Pick<Conversation, "subject" | "snippet" | "hasAttachments">> {
  const isLast = conversation.lastMessage === "received" && conversation.activityAt === before.at;
  const isFirst = conversation.createdAt === before.at;
  const wanted = {
    subject: isFirst && conversation.subject === before.subject ? after.subject : conversation.subject,
    snippet: isLast && conversation.snippet === snippetOfMessage(before) ? snippetOfMessage(after) : conversation.snippet,
    // What is enclosed in a report is not what anybody looks for.
    hasAttachments: haveOthersFiles || (hasFiles(after) && before.quiet !== "report"),
  };
  // A message that had no files before can only have brought some.
  if (!hasFiles(before) && !hasFiles(after)) wanted.hasAttachments = conversation.hasAttachments;
  const changed = Object.entries(wanted).filter(([field, value]) => conversation[field as keyof typeof wanted] !== value);
  return Object.fromEntries(changed);
}

/** JSON with the keys in order: rows come back from the table in any. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      part !== null && typeof part === "object" && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? "absent"
  );
}
