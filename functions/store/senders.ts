// Senders whom people have blocked or allowed, in one inbox or in all.
import { isExpression, patternsOf, type SenderRule } from "../core/mail/sender-rule.ts";
import { keys, table } from "./keys.ts";
import { getRow, getRows, queryRows, type Row, write } from "./table.ts";

/** An inbox's id, or `workspace` for all of them. */
export type SenderScope = string;
export const everywhere: SenderScope = "workspace";

export interface KeptSenderRule extends SenderRule {
  readonly memberId: string;
  readonly at: string;
}

/** The rules of a scope that are expressions, in the order they were made: one row, which rides with the others' read. */
export interface ExpressionRules {
  readonly rules: readonly KeptSenderRule[];
  /** 0: there has never been one. */
  readonly version: number;
}

/** The rules that an address may fall under in an inbox: its own first, then those for all. */
export async function findSenderRules(inboxId: string, address: string): Promise<KeptSenderRule[]> {
  const scopes = [inboxId, everywhere];
  const rows = await getRows(
    scopes.flatMap((scope) => [
      ...patternsOf(address).map((pattern) => keys.sender(scope, pattern)),
      keys.senderExpressions(scope),
    ]),
  );
  return scopes.flatMap((scope) => rows.filter(({ pk }) => pk === keys.sender(scope, "").pk)).flatMap(rulesOf);
}

/** Addresses and domains by name, then expressions in their order. */
export async function listSenderRules(scope: SenderScope): Promise<KeptSenderRule[]> {
  const { partitionKey, sortKey } = table;
  const rows = await queryRows({ partitionKey, sortKey, partition: keys.sender(scope, "").pk, limit: 1000 });
  const rules = rows.flatMap(rulesOf);
  return [...rules.filter(({ pattern }) => !isExpression(pattern)), ...rules.filter(({ pattern }) => isExpression(pattern))];
}

export async function saveSenderRule(scope: SenderScope, rule: KeptSenderRule): Promise<void> {
  await write({ put: { ...rule, ...keys.sender(scope, rule.pattern), type: "sender", v: 1 } });
}

export async function removeSenderRule(scope: SenderScope, pattern: string): Promise<void> {
  await write({ remove: keys.sender(scope, pattern) });
}

export async function findExpressionRules(scope: SenderScope): Promise<ExpressionRules> {
  const row = await getRow(keys.senderExpressions(scope));
  return row ? { rules: rulesOf(row), version: Number(row.version) } : { rules: [], version: 0 };
}

/** False when somebody else has changed them since they were read. */
export function saveExpressionRules(
  scope: SenderScope,
  { version }: ExpressionRules,
  rules: readonly KeptSenderRule[],
): Promise<boolean> {
  const put = { rules, version: version + 1, ...keys.senderExpressions(scope), type: "sender-expressions", v: 1 };
  return write(version === 0 ? { put, unlessThere: true } : { put, when: { path: "version", oneOf: [version] } });
}

function rulesOf(row: Row): KeptSenderRule[] {
  if (row.type === "sender-expressions") return row.rules as KeptSenderRule[];
  const { pk: _pk, sk: _sk, type: _type, v: _v, ...rule } = row;
  return [rule as unknown as KeptSenderRule];
}
