// A mail that names two conversations may show that they are one thread: then the later becomes part of the earlier.
import type { Conversation } from "../core/conversation/conversation.ts";
import { recipientsOf } from "../core/conversation/delivery.ts";
import { type Correspondents, isOneThread, type Tie } from "../core/conversation/match.ts";
import { merge } from "../core/conversation/merge.ts";
import { partsOf } from "../core/conversation/merged.ts";
import { byAnswer, mayBeJoined, ownerAfter } from "../core/conversation/reopening.ts";
import { Refused } from "../core/errors.ts";
import type { InboxSettings } from "../core/inbox/settings.ts";
import { limits } from "../core/limits.ts";
import { normaliseAddress } from "../core/mail/address.ts";
import type { ParsedMail } from "../core/mail/mail.ts";
import type { Receipt } from "../core/mail/receipt.ts";
import type { Instant } from "../core/time.ts";
import { findHolder } from "../store/conversations.ts";
import { listEntries } from "../store/timeline.ts";
import { changeEntry } from "./change-conversation.ts";
import { saveBoth } from "./merge-conversations.ts";

export interface Tied {
  readonly tie: Tie;
  readonly conversation: Conversation;
}

/**
 * The conversations that hold what the mail names besides `holder`, each once. One that went on in another is not named among
 * them: an answer quotes its whole past, and that was ended.
 */
export async function tiedConversations(holder: Conversation, ties: readonly Tie[]): Promise<Tied[]> {
  if (holder.followedBy) return [];
  const found = await Promise.all(ties.map(async (tie) => ({ tie, conversation: await findHolder(tie.conversationId) })));
  const others = found
    .filter((one): one is Tied => one.conversation !== undefined && one.conversation.id !== holder.id)
    .filter(({ conversation }) => !conversation.followedBy);
  return others.filter(
    ({ conversation }, index) => others.findIndex((other) => other.conversation.id === conversation.id) === index,
  );
}

/** True when at least one of them was joined: both have changed since they were loaded. */
export async function joinTied(
  { mail, receipt }: { mail: ParsedMail; receipt: Receipt },
  holder: Conversation,
  others: readonly Tied[],
  settings: InboxSettings,
): Promise<boolean> {
  let ofHolder: Correspondents | undefined;
  for (const { tie, conversation } of others) {
    if (conversation.inboxId !== holder.inboxId) continue;
    if (!mayBeJoined(holder, conversation, settings, receipt.receivedAt)) continue;
    const isForged = receipt.verdicts.dmarc === "FAIL";
    const isSomebody = mail.isSenderWellFormed && !mail.isWriterClaimed;
    const sender = isSomebody && mail.from ? normaliseAddress(mail.from.address) : undefined;
    const isNamed = tie.strength === "named" && !isForged && sender !== undefined;
    if (isNamed) ofHolder ??= await correspondentsOf(holder);
    const sides = isNamed && ofHolder ? [ofHolder, await correspondentsOf(conversation)] : [];
    if (isOneThread(tie, isForged, sender, sides) && (await join(holder, conversation, receipt.receivedAt, settings)))
      return true;
  }
  return false;
}

/** False when that is not possible: one has too many already, or both have just changed. */
async function join(one: Conversation, other: Conversation, at: Instant, settings: InboxSettings): Promise<boolean> {
  const [target, source] = one.createdAt <= other.createdAt ? [one, other] : [other, one];
  const by = { kind: "system", reason: "same-thread" } as const;
  // With an open one, a closed one opens: what its owner was is decided as when an answer opens it.
  const isReopened = (closed: Conversation, open: Conversation) => closed.closure !== undefined && !open.closure;
  const ofTarget = isReopened(target, source) ? ownerOnceOpen(target, settings) : asItIs(target);
  const ofSource = isReopened(source, target) ? ownerOnceOpen(source, settings) : asItIs(source);
  const dropped = [ofTarget, ofSource].flatMap(({ conversation, facts }) =>
    facts.map((what) => changeEntry(conversation.id, what, byAnswer, at)),
  );
  try {
    const merged = merge(ofSource.conversation, ofTarget.conversation, by, at);
    return await saveBoth(source, target, merged, by, at, dropped);
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

function ownerOnceOpen(closed: Conversation, settings: InboxSettings) {
  const { closure, ...open } = closed;
  const { conversation, facts } = ownerAfter(closed, open, settings);
  return { conversation: { ...conversation, ...(closure ? { closure } : {}) }, facts };
}

function asItIs(conversation: Conversation): ReturnType<typeof ownerAfter> {
  return { conversation, facts: [] };
}

async function correspondentsOf(conversation: Conversation): Promise<Correspondents> {
  const entries = await listEntries(partsOf(conversation), limits.timelinePage);
  const addresses = entries.flatMap((entry) => {
    if (entry.kind === "received") return [entry.from, ...entry.to, ...entry.cc];
    return entry.kind === "sent" ? recipientsOf(entry) : [];
  });
  return new Set(addresses.map(({ address }) => normaliseAddress(address)));
}
