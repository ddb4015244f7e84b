// What is done with the mail of a sender whom people have blocked or allowed: by address, or by domain with all below it.
import { domainOf, isWellFormedAddress, normaliseAddress } from "./address.ts";

/**
 * `allowed`: never spam, whatever SES says. `spam`: to the spam folder. `closed`: filed, but nobody is to work on it.
 * `silent`: in the ledger only, with its original.
 */
export const treatments = ["allowed", "spam", "closed", "silent"] as const;
export type Treatment = (typeof treatments)[number];

export interface SenderRule {
  /** `ana@example.com`, or `@example.com` for the domain and all below it. Lower case. */
  readonly pattern: string;
  readonly treatment: Treatment;
}

/** The pattern as it is kept; undefined when it is neither an address nor a domain. */
export function senderPattern(written: string): string | undefined {
  const pattern = written.trim();
  if (pattern.startsWith("@")) return isWellFormedAddress(`x${pattern}`) ? `@${domainOf(pattern)}` : undefined;
  return isWellFormedAddress(pattern) ? normaliseAddress(pattern) : undefined;
}

/** Domains have seldom more than four labels; what has more is looked up by its last ones. */
const mostDomains = 4;

/** The patterns that an address falls under, the closest first. */
export function patternsOf(address: string): string[] {
  const labels = domainOf(address).split(".");
  const domains = labels.slice(0, -1).map((_, index) => `@${labels.slice(index).join(".")}`);
  return [normaliseAddress(address), ...domains.slice(-mostDomains)];
}

/** What the closest rule says; of two as close, the inbox's own before the workspace's (they come in that order). */
export function treatmentOf(address: string, rules: readonly SenderRule[]): SenderRule | undefined {
  for (const pattern of patternsOf(address)) {
    const rule = rules.find((one) => one.pattern === pattern);
    if (rule) return rule;
  }
  return undefined;
}
