// An inbox in memory that threads as the product does: its decisions are the product's own, its rows are maps.
import {
  isOneThread,
  type KnownMailId,
  learnedIds,
  mailIdOf,
  matchConversation,
  referredIds,
} from "../../functions/core/conversation/match.ts";
import { normaliseAddress } from "../../functions/core/mail/address.ts";
import type { ParsedMail } from "../../functions/core/mail/mail.ts";

/** The conversation of each mail by its key, when they arrive in this order (`actions/receive-mail.ts`, `actions/join-threads.ts`). */
export function threadsOf(arriving: readonly { key: string; mail: ParsedMail }[]): Map<string, string> {
  const memory = new Map<string, KnownMailId>();
  const filed = new Map<string, string>();
  const mergers = new Map<string, string>();
  const people = new Map<string, Set<string>>();
  const holderOf = (id: string): string => (mergers.has(id) ? holderOf(mergers.get(id) ?? "") : id);
  for (const { key, mail } of arriving) {
    const asked = [...referredIds(mail), ...(mail.messageId ? [mailIdOf(mail.messageId)] : [])];
    const known = asked.flatMap((id) => memory.get(id) ?? []);
    const match = matchConversation(mail, known);
    const chosen = match.conversationId ?? `conversation of ${key}`;
    for (const tie of match.ties) {
      const [one, other] = [holderOf(chosen), holderOf(tie.conversationId)];
      const sides = [one, other].map((id) => people.get(id) ?? new Set<string>());
      if (one === other || !isOneThread(tie, false, mail.from && normaliseAddress(mail.from.address), sides)) continue;
      mergers.set(other, one);
      people.set(one, new Set(sides.flatMap((side) => [...side])));
    }
    const conversationId = holderOf(chosen);
    for (const { id } of learnedIds(mail, known, { conversationId, messageId: key })) memory.set(id.mailId, id);
    filed.set(key, conversationId);
    const named = [...(mail.from ? [mail.from] : []), ...mail.to, ...mail.cc].map(({ address }) => normaliseAddress(address));
    people.set(conversationId, new Set([...(people.get(conversationId) ?? []), ...named]));
  }
  return new Map([...filed].map(([key, conversationId]) => [key, holderOf(conversationId)]));
}
