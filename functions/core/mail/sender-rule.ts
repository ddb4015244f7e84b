// What is done with the mail of a sender whom people have blocked or allowed: by address, by domain with all below it, or by a
// regular expression over the address.
import { domainOf, isWellFormedAddress, normaliseAddress } from "./address.ts";
import { readExpression, type Unreadable } from "./expression.ts";
import { isFoundIn } from "./expression-match.ts";

/**
 * `allowed`: never spam, whatever SES says. `spam`: to the spam folder. `closed`: filed, but nobody is to work on it.
 * `silent`: in the ledger only, with its original.
 */
export const treatments = ["allowed", "spam", "closed", "silent"] as const;
export type Treatment = (typeof treatments)[number];

export interface SenderRule {
  /** `ana@example.com`, or `@example.com` for the domain and all below it, in lower case; or an expression, as `/^news-\d+@/`. */
  readonly pattern: string;
  readonly treatment: Treatment;
}

/** The pattern as it is kept, or why it is none. */
export function senderPattern(written: string): string | Unreadable {
  const pattern = written.trim();
  if (isExpression(pattern)) return expressionPattern(pattern);
  if (pattern.startsWith("@") && isWellFormedAddress(`x${pattern}`)) return `@${domainOf(pattern)}`;
  if (isWellFormedAddress(pattern)) return normaliseAddress(pattern);
  return { problem: "Name an address, as ana@example.com, a domain, as @example.com, or a pattern, as /^news-\\d+@/." };
}

/** No address ends with a slash. */
export function isExpression(pattern: string): boolean {
  return pattern.length > 2 && pattern.startsWith("/") && pattern.endsWith("/");
}

function expressionPattern(pattern: string): string | Unreadable {
  const expression = readExpression(insideOf(pattern));
  if ("problem" in expression) return { problem: `${expression.problem} ${supported}` };
  if (strangers.every((address) => isFoundIn(expression, address)))
    return { problem: "That pattern fits every address. Say more of the senders that are meant." };
  return pattern;
}

const supported = "A pattern may have characters, . [a-z] [^a-z] \\d \\w \\s ^ $ ( | ) and * + ? {2,5}.";

/** Short and long, of people and machines, all over the world: what fits all of them fits everybody. */
const strangers = [
  ...["a@b.co", "zoe.quill@gmail.com", "no-reply@mail.shop.co.uk", "j_wolff+orders@web.de", "0123456789@qq.com"],
  ...["info@xn--bcher-kva.example", "the.whole.purchasing.department@some-very-long-company-name.com.au", "x@x.ru"],
];

function insideOf(pattern: string): string {
  return pattern.slice(1, -1);
}

/** Domains have seldom more than four labels; what has more is looked up by its last ones. */
const mostDomains = 4;

/** The addresses and domains that an address falls under, the closest first. */
export function patternsOf(address: string): string[] {
  const labels = domainOf(address).split(".");
  const domains = labels.slice(0, -1).map((_, index) => `@${labels.slice(index).join(".")}`);
  return [normaliseAddress(address), ...domains.slice(-mostDomains)];
}

/**
 * What the closest rule says: the address, its domains from the closest on, and then expressions in the order they were made. Of two
 * as close, the inbox's own counts before the workspace's (they come in that order).
 */
export function treatmentOf(address: string, rules: readonly SenderRule[]): SenderRule | undefined {
  for (const pattern of patternsOf(address)) {
    const rule = rules.find((one) => one.pattern === pattern);
    if (rule) return rule;
  }
  const normal = normaliseAddress(address);
  return rules.find(({ pattern }) => isExpression(pattern) && fits(pattern, normal));
}

/** An expression that cannot be read any more fits nothing: mail comes in whatever is kept there. */
function fits(pattern: string, address: string): boolean {
  const expression = readExpression(insideOf(pattern));
  return !("problem" in expression) && isFoundIn(expression, address);
}
