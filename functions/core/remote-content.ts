// Whose remote pictures a member may want to see always, and from whom that is never done.
import type { ReceivedMessage, SentMessage } from "./conversation/conversation.ts";
import { domainOf, isWellFormedAddress, normaliseAddress } from "./mail/address.ts";

/** An address, or a whole domain as `@client.example`, in its one spelling; undefined when it is neither. */
export function remoteSender(written: string): string | undefined {
  const isDomain = written.startsWith("@");
  const normal = normaliseAddress(isDomain ? `x${written}` : written);
  if (!isWellFormedAddress(normal)) return undefined;
  return isDomain ? normal.slice(1) : normal;
}

/** Anybody can have an address there: the domain says nothing about who writes. */
export function isPublicDomain(sender: string): boolean {
  return sender.startsWith("@") && publicDomains.test(sender.slice(1));
}

/** What may be remembered that holds for this message; none when nobody vouches for its sender: From alone is anybody's to write. */
export function rememberedSenders(message: ReceivedMessage | SentMessage): string[] {
  if (message.kind !== "received" || !message.trust.endsWith("-verified")) return [];
  const { address } = message.from;
  return isWellFormedAddress(address) ? [normaliseAddress(address), `@${domainOf(address)}`] : [];
}

/** Those of them that a member can be offered. */
export function sendersToOffer(message: ReceivedMessage | SentMessage): string[] {
  return rememberedSenders(message).filter((sender) => !isPublicDomain(sender));
}

const publicDomains =
  /^(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|rocketmail|icloud|me|mac|aol|gmx|web|mail|proton|protonmail|pm|zoho|yandex|libero|virgilio|tiscali|alice|orange|wanadoo|free|laposte|terra|t-online|qq|163|126|sina|naver|fastmail|hey)\.(?:com|net|org|de|it|es|fr|me|eu|at|ch|ru|nl|be|pt|com?\.[a-z]{2}|[a-z]{2})$/;
