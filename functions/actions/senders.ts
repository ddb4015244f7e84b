// Blocking and allowing senders: listed, changed and taken back by the people of an inbox, or for all inboxes by administrators.
import * as v from "valibot";
import { mayInInbox, type Viewer } from "../core/access.ts";
import { notThere, Refused } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { isExpression, senderPattern, treatmentOf, treatments } from "../core/mail/sender-rule.ts";
import { now } from "../runtime/clock.ts";
import { listInboxes } from "../store/inboxes.ts";
import {
  everywhere,
  findExpressionRules,
  type KeptSenderRule,
  listSenderRules,
  removeSenderRule,
  saveExpressionRules,
  saveSenderRule,
} from "../store/senders.ts";
import { refuseUnlessAllowed } from "./load-conversation.ts";
import { untilSaved } from "./until-saved.ts";

const pattern = v.pipe(v.string(), v.nonEmpty(), v.maxLength(limits.addressChars));

export const senderInput = v.strictObject({ pattern, treatment: v.picklist(treatments) });
export type SenderInput = v.InferOutput<typeof senderInput>;

/** Which rule: a pattern with slashes in it does not travel well as part of an address. */
export const senderNamed = v.strictObject({ pattern });

/** Whoever may read the inbox may know whom it does not hear. */
export function listSenders(viewer: Viewer, inboxId: string | undefined): Promise<KeptSenderRule[]> {
  return listSenderRules(scopeFor(viewer, inboxId));
}

export async function setSender(viewer: Viewer, inboxId: string | undefined, input: SenderInput): Promise<void> {
  const scope = scopeFor(viewer, inboxId);
  if (inboxId) refuseUnlessAllowed(viewer, "sender.change", inboxId);
  const rule = { ...input, pattern: patternOf(input.pattern), memberId: viewer.memberId, at: now() };
  if (rule.treatment !== "allowed") await refuseOurs(rule);
  if (isExpression(rule.pattern)) await changeExpressions(scope, (rules) => withRule(rules, rule));
  else await saveSenderRule(scope, rule);
}

export async function forgetSender(viewer: Viewer, inboxId: string | undefined, written: string): Promise<void> {
  const scope = scopeFor(viewer, inboxId);
  if (inboxId) refuseUnlessAllowed(viewer, "sender.change", inboxId);
  const named = written.trim();
  // One that could not be made today can still be taken back.
  if (!isExpression(named)) return removeSenderRule(scope, patternOf(named));
  await changeExpressions(scope, (rules) => rules.filter(({ pattern }) => pattern !== named));
}

function scopeFor(viewer: Viewer, inboxId: string | undefined): string {
  if (inboxId === undefined) return everywhere;
  if (!mayInInbox(viewer, "conversation.read", inboxId)) throw notThere("inbox");
  return inboxId;
}

function patternOf(written: string): string {
  const pattern = senderPattern(written);
  if (typeof pattern === "string") return pattern;
  throw new Refused("invalid", "sender.pattern", pattern.problem, { field: "pattern" });
}

/** Colleagues write to each other's inboxes; mail between them must not vanish by a slip. */
async function refuseOurs(rule: KeptSenderRule): Promise<void> {
  const addresses = (await listInboxes()).flatMap((inbox) => inbox.addresses);
  if (!addresses.some((address) => treatmentOf(address, [rule]))) return;
  const message = isExpression(rule.pattern)
    ? "That pattern fits one of this workspace's own addresses. It cannot be blocked."
    : "That is one of this workspace's own addresses. It cannot be blocked.";
  throw new Refused("invalid", "sender.own", message, { field: "pattern" });
}

/** Changed, a rule keeps its place: the first that fits decides. */
function withRule(rules: readonly KeptSenderRule[], rule: KeptSenderRule): readonly KeptSenderRule[] {
  if (rules.some(({ pattern }) => pattern === rule.pattern))
    return rules.map((one) => (one.pattern === rule.pattern ? rule : one));
  if (rules.length < limits.senderExpressions) return [...rules, rule];
  const message = `There are ${limits.senderExpressions} patterns already. Remove one, or put two into one as (a|b).`;
  throw new Refused("invalid", "sender.too-many", message, { field: "pattern" });
}

async function changeExpressions(
  scope: string,
  change: (rules: readonly KeptSenderRule[]) => readonly KeptSenderRule[],
): Promise<void> {
  await untilSaved(
    async () => {
      const kept = await findExpressionRules(scope);
      return (await saveExpressionRules(scope, kept, change(kept.rules))) || undefined;
    },
    () => new Refused("conflict", "sender.busy", "Others are changing the patterns at the moment. Try again.", {}),
  );
}
