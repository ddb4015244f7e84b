// Senders whom people have blocked or allowed, in one inbox or in all.
import { patternsOf, type SenderRule } from "../core/mail/sender-rule.ts";
import { keys, table } from "./keys.ts";
import { getRows, queryRows, type Row, write } from "./table.ts";

/** An inbox's id, or `workspace` for all of them. */
export type SenderScope = string;
export const everywhere: SenderScope = "workspace";

export interface KeptSenderRule extends SenderRule {
  readonly memberId: string;
  readonly at: string;
}

/** The rules that an address falls under in an inbox: its own first, then those for all. */
export async function findSenderRules(inboxId: string, address: string): Promise<KeptSenderRule[]> {
  const scopes = [inboxId, everywhere];
  const rows = await getRows(scopes.flatMap((scope) => patternsOf(address).map((pattern) => keys.sender(scope, pattern))));
  return scopes.flatMap((scope) => rows.filter(({ pk }) => pk === keys.sender(scope, "").pk)).map(ruleOf);
}

export async function listSenderRules(scope: SenderScope): Promise<KeptSenderRule[]> {
  const { partitionKey, sortKey } = table;
  const rows = await queryRows({ partitionKey, sortKey, partition: keys.sender(scope, "").pk, limit: 1000 });
  return rows.map(ruleOf);
}

export async function saveSenderRule(scope: SenderScope, rule: KeptSenderRule): Promise<void> {
  await write({ put: { ...rule, ...keys.sender(scope, rule.pattern), type: "sender", v: 1 } });
}

export async function removeSenderRule(scope: SenderScope, pattern: string): Promise<void> {
  await write({ remove: keys.sender(scope, pattern) });
}

function ruleOf(row: Row): KeptSenderRule {
  const { pk: _pk, sk: _sk, type: _type, v: _v, ...rule } = row;
  return rule as unknown as KeptSenderRule;
}
