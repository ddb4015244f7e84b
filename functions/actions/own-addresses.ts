// Our own addresses: what an inbox sends from and how its replies look, and what never belongs among recipients.
import type { OwnAddresses } from "../core/conversation/answer.ts";
import { type InboxSettings, settingsOf } from "../core/inbox/settings.ts";
import { normaliseAddress } from "../core/mail/address.ts";
import { config } from "../runtime/config.ts";
import { listInboxes } from "../store/inboxes.ts";

export interface OwnInbox extends OwnAddresses {
  readonly settings: InboxSettings;
}

export async function ownAddresses(inboxId: string): Promise<OwnInbox> {
  const inboxes = await listInboxes();
  const inbox = inboxes.find(({ id }) => id === inboxId);
  const aliases = inbox?.addresses.filter((candidate) => !candidate.startsWith("*")) ?? [];
  const [address] = aliases;
  if (!inbox || !address) throw new Error("the inbox has no address to send from");
  return {
    from: { name: inbox.displayName, address },
    aliases,
    addresses: inboxes.flatMap(({ addresses }) => addresses.map(normaliseAddress)),
    replyDomain: config.replyDomain,
    settings: settingsOf(inbox),
  };
}
