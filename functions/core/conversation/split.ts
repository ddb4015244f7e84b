// Splitting: messages that belong elsewhere go to a conversation of their own, or to another one. What refers to them follows.
import { Refused } from "../errors.ts";
import { limits } from "../limits.ts";
import { isWellFormedAddress, normaliseAddress } from "../mail/address.ts";
import { withoutNumber } from "../mail/subject.ts";
import type { Actor, ChangeFact, Conversation, ReceivedMessage, SentMessage, TimelineEntry } from "./conversation.ts";
import { recipientsOf } from "./delivery.ts";
import { nameOf } from "./merge.ts";
import { hasFiles, latestOf, snippetOfMessage } from "./headline.ts";
import { subjectOf } from "./summary.ts";

export type Message = ReceivedMessage | SentMessage;

export interface Split {
  readonly source: Conversation;
  readonly target: Conversation;
  readonly facts: { readonly source: ChangeFact; readonly target: ChangeFact };
}

/**
 * @param messages that go, oldest first
 * @param left the newest entries that stay with the source, newest first
 * @param target where they go; `fresh` names a new conversation for them
 */
export function split(
  source: Conversation,
  messages: readonly Message[],
  left: readonly TimelineEntry[],
  target: Conversation | { readonly fresh: Pick<Conversation, "id" | "number"> },
  by: Actor,
): Split {
  refuseSplit(source, messages, left);
  const after = "fresh" in target ? begun(source, messages, target.fresh, by) : joined(target, messages);
  return {
    source: {
      ...source,
      ...latestOf(left),
      version: source.version + 1,
      messageCount: source.messageCount - messages.length,
      hasAttachments: left.some((entry) => isMessage(entry) && hasFiles(entry)),
    },
    target: after,
    facts: {
      source: { name: "conversation.split", other: nameOf(after), messageCount: messages.length },
      target: { name: "conversation.split-from", other: nameOf(source), messageCount: messages.length },
    },
  };
}

export function isMessage(entry: TimelineEntry): entry is Message {
  return entry.kind === "received" || entry.kind === "sent";
}

function refuseSplit(source: Conversation, messages: readonly Message[], left: readonly TimelineEntry[]): void {
  const refuse = (code: string, message: string) => new Refused("invalid", code, message, { field: "messageIds" });
  if (messages.length === 0) throw refuse("split.nothing", "Choose the messages that belong elsewhere.");
  if (messages.length > limits.splitMessages)
    throw refuse("split.too-many", `At most ${limits.splitMessages} messages go at once. Choose fewer, then split again.`);
  if (messages.length >= source.messageCount || !left.some(isMessage))
    throw refuse("split.everything", "These are all of its messages. Merge or move the conversation instead.");
  const isOnItsWay = messages.some((one) => one.kind === "sent" && ["queued", "sending"].includes(one.delivery.state));
  if (isOnItsWay)
    throw new Refused("conflict", "split.on-its-way", "One of the messages is being sent right now. Try again in a moment.");
}

/** A conversation that begins with these messages; whoever worked on the old one goes on with it. */
function begun(
  { inboxId, contact, assignment }: Conversation,
  messages: readonly Message[],
  fresh: Pick<Conversation, "id" | "number">,
  by: Actor,
): Conversation {
  const [first] = messages;
  const writer = messages.find((one) => one.kind === "received")?.from ?? contact;
  return {
    ...fresh,
    inboxId,
    version: 1,
    subject: withoutNumber(subjectOf(first?.subject ?? "")),
    contact: writer,
    participants: participantsIn(isWellFormedAddress(writer.address) ? [normaliseAddress(writer.address)] : [], messages),
    snippet: "",
    lastMessage: "received",
    messageCount: messages.length,
    hasAttachments: messages.some(hasFiles),
    createdAt: first?.at ?? "",
    activityAt: first?.at ?? "",
    ...(assignment ? { assignment } : {}),
    ...latestOf(messages.toReversed()),
    readBy: by.kind === "member" ? [by.id] : [],
  };
}

function joined(target: Conversation, messages: readonly Message[]): Conversation {
  const last = messages.at(-1);
  const isLatest = last !== undefined && last.at > target.activityAt;
  return {
    ...target,
    version: target.version + 1,
    participants: participantsIn(target.participants, messages),
    messageCount: target.messageCount + messages.length,
    hasAttachments: target.hasAttachments || messages.some(hasFiles),
    ...(isLatest ? { snippet: snippetOfMessage(last), lastMessage: last.kind, activityAt: last.at } : {}),
  };
}

/** Only those whom we wrote to come along: a mail's sender takes part where somebody answers, not by being moved. */
function participantsIn(known: readonly string[], messages: readonly Message[]): string[] {
  const written = messages.flatMap((one) => (one.kind === "sent" ? recipientsOf(one) : []));
  return [...new Set([...known, ...written.map(({ address }) => normaliseAddress(address))])].slice(0, limits.participants);
}
