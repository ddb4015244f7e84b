// Where a mail goes that answers a conversation: into it; into the one that goes on with it since it was closed; or into a new one.
import type { Conversation } from "../core/conversation/conversation.ts";
import { mayReopen } from "../core/conversation/reopening.ts";
import { silence } from "../core/conversation/wake.ts";
import { type InboxSettings, settingsOf } from "../core/inbox/settings.ts";
import { limits } from "../core/limits.ts";
import type { ParsedMail } from "../core/mail/mail.ts";
import type { Receipt } from "../core/mail/receipt.ts";
import { findHolder } from "../store/conversations.ts";
import { findInbox, type Inbox } from "../store/inboxes.ts";

export interface Destination {
  /** Absent: the mail answers nothing. */
  readonly before?: Conversation;
  /** Of the inbox in which that is: people may have moved it. */
  readonly settings: InboxSettings;
  /** It stays closed: the mail begins another conversation that goes on with it. */
  readonly isEnded: boolean;
}

export async function destinationOf(
  found: Conversation | undefined,
  { inbox, receipt, mail }: { readonly inbox: Inbox; readonly receipt: Receipt; readonly mail: ParsedMail },
  isOwn: boolean,
): Promise<Destination> {
  if (!found) return { settings: settingsOf(inbox), isEnded: false };
  // What answers spam is spam, and what wakes nobody begins nothing: they stay where they belong.
  const stays = found.spam !== undefined || silence(found, mail, isOwn) !== undefined;
  const before = stays ? found : await current(found);
  const settings = settingsOf((before.inboxId === inbox.id ? inbox : await findInbox(before.inboxId)) ?? inbox);
  return { before, settings, isEnded: !stays && !mayReopen(before, settings, receipt.receivedAt) };
}

/** While a conversation is closed, what went on with it takes its place; unless people took that for spam, or put it back into it. */
async function current(found: Conversation): Promise<Conversation> {
  const passed = [found.id];
  let conversation = found;
  while (conversation.closure && conversation.followedBy && passed.length < limits.followingSteps) {
    const next = await findHolder(conversation.followedBy.conversationId);
    if (!next || next.spam || passed.includes(next.id)) break;
    passed.push(next.id);
    conversation = next;
  }
  return conversation;
}
