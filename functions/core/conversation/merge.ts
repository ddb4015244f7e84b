// Merging: one conversation becomes part of another, and can be taken out again. Each keeps its own entries, so both histories
// stay; the one that holds the other shows them together.
import { Refused } from "../errors.ts";
import { limits } from "../limits.ts";
import { normaliseAddress } from "../mail/address.ts";
import type { Instant } from "../time.ts";
import type { Actor, ChangeFact, Conversation, ConversationName, TimelineEntry } from "./conversation.ts";
import { recipientsOf } from "./delivery.ts";
import { latestOf } from "./headline.ts";
import { alreadyMerged, partsOf } from "./merged.ts";

/** Both conversations afterwards, and what the timeline of each records. */
export interface Both {
  readonly source: Conversation;
  readonly target: Conversation;
  readonly facts: { readonly source: ChangeFact; readonly target: ChangeFact };
}

/** Everybody united, the later news on top; open when either was, and owned by whoever had one of them. */
export function merge(source: Conversation, target: Conversation, by: Actor, at: Instant): Both {
  refuseMerge(source, target);
  const latest = source.activityAt > target.activityAt ? source : target;
  const { closure, ...open } = target;
  const assignment = target.assignment ?? source.assignment;
  const needsAttention = target.needsAttention ?? source.needsAttention;
  return {
    source: { ...source, version: source.version + 1, merger: { into: target.id, by, at } },
    target: {
      ...(source.closure ? target : open),
      version: target.version + 1,
      ...(assignment ? { assignment } : {}),
      ...(needsAttention ? { needsAttention } : {}),
      mergedIds: [...(target.mergedIds ?? []), ...partsOf(source)],
      snippet: latest.snippet,
      lastMessage: latest.lastMessage,
      activityAt: latest.activityAt,
      messageCount: target.messageCount + source.messageCount,
      hasAttachments: target.hasAttachments || source.hasAttachments,
      participants: [...new Set([...target.participants, ...source.participants])].slice(0, limits.participants),
      readBy: target.readBy.filter((memberId) => source.readBy.includes(memberId)),
    },
    facts: {
      source: { name: "conversation.merged-into", other: nameOf(target) },
      target: { name: "conversation.merged", other: nameOf(source) },
    },
  };
}

/**
 * Takes `source` out of `target` again. It is as it was; what was written to it since the merger stays with the target.
 * @param own the target's own newest entries, newest first: what is left of it
 */
export function unmerge(source: Conversation, target: Conversation, own: readonly TimelineEntry[]): Both {
  if (source.merger?.into !== target.id) throw notMerged();
  if (target.merger) throw innerMerger(target);
  const gone = [...partsOf(source)];
  const mergedIds = (target.mergedIds ?? []).filter((id) => !gone.includes(id));
  const { merger: _, ...alone } = source;
  const { mergedIds: _ids, ...rest } = target;
  return {
    source: { ...alone, version: source.version + 1 },
    target: {
      ...rest,
      ...(mergedIds.length > 0 ? { mergedIds } : {}),
      ...(mergedIds.length > 0 ? {} : latestOf(own)),
      version: target.version + 1,
      messageCount: Math.max(target.messageCount - source.messageCount, 0),
      participants: target.participants.filter(
        (address) => !source.participants.includes(address) || takesPart(address, target, own),
      ),
    },
    facts: {
      source: { name: "conversation.unmerged-from", other: nameOf(target) },
      target: { name: "conversation.unmerged", other: nameOf(source) },
    },
  };
}

/** A conversation as other timelines name it. */
export function nameOf({ id, number, subject }: Conversation): ConversationName {
  return { conversationId: id, ...(number === undefined ? {} : { number }), subject };
}

function refuseMerge(source: Conversation, target: Conversation): void {
  if (source.id === target.id) {
    throw new Refused("invalid", "merge.same", "A conversation cannot be merged into itself. Choose another one.", {
      field: "into",
    });
  }
  if (source.inboxId !== target.inboxId) {
    throw new Refused("invalid", "merge.other-inbox", "The two are in different inboxes. Move one of them first.", {
      field: "into",
    });
  }
  if (source.merger) throw alreadyMerged(source.merger.into);
  if (target.merger) throw alreadyMerged(target.merger.into);
  const count = (target.mergedIds?.length ?? 0) + 1 + (source.mergedIds?.length ?? 0);
  if (count <= limits.mergedConversations) return;
  throw new Refused("invalid", "merge.too-many", `At most ${limits.mergedConversations} conversations can be merged into one.`, {
    field: "into",
  });
}

function notMerged(): Refused {
  return new Refused("conflict", "merge.none", "This conversation is not merged into another one. Look again.");
}

function innerMerger(target: Conversation): Refused {
  const message = "The conversation that holds it was itself merged later. Take that one out first.";
  return new Refused("conflict", "merge.inner", message, { into: target.merger?.into });
}

/** True when the target's own history makes this address a participant of it. */
function takesPart(address: string, target: Conversation, own: readonly TimelineEntry[]): boolean {
  const is = (other: { address: string }) => normaliseAddress(other.address) === address;
  if (is(target.contact)) return true;
  return own.some((entry) => {
    if (entry.kind === "sent") return recipientsOf(entry).some(is);
    return entry.kind === "received" && is(entry.from) && entry.trust !== "malformed" && !entry.trust.startsWith("new-");
  });
}
