// Blocking and allowing senders: listed, changed and taken back by the people of an inbox, or for all inboxes by administrators.
import * as v from "valibot";
import { mayInInbox, type Viewer } from "../core/access.ts";
import { notThere, Refused } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { senderPattern, treatments } from "../core/mail/sender-rule.ts";
import { now } from "../runtime/clock.ts";
import { everywhere, type KeptSenderRule, listSenderRules, removeSenderRule, saveSenderRule } from "../store/senders.ts";
import { refuseUnlessAllowed } from "./load-conversation.ts";
import { ownAddresses } from "./own-addresses.ts";

export const senderInput = v.strictObject({
  pattern: v.pipe(v.string(), v.nonEmpty(), v.maxLength(limits.addressChars)),
  treatment: v.picklist(treatments),
});
export type SenderInput = v.InferOutput<typeof senderInput>;

/** Whoever may read the inbox may know whom it does not hear. */
export function listSenders(viewer: Viewer, inboxId: string | undefined): Promise<KeptSenderRule[]> {
  return listSenderRules(scopeFor(viewer, inboxId));
}

export async function setSender(viewer: Viewer, inboxId: string | undefined, input: SenderInput): Promise<void> {
  const scope = scopeFor(viewer, inboxId);
  if (inboxId) refuseUnlessAllowed(viewer, "sender.change", inboxId);
  const pattern = patternOf(input.pattern);
  if (inboxId && input.treatment !== "allowed") await refuseOurs(inboxId, pattern);
  await saveSenderRule(scope, { pattern, treatment: input.treatment, memberId: viewer.memberId, at: now() });
}

export async function forgetSender(viewer: Viewer, inboxId: string | undefined, written: string): Promise<void> {
  const scope = scopeFor(viewer, inboxId);
  if (inboxId) refuseUnlessAllowed(viewer, "sender.change", inboxId);
  await removeSenderRule(scope, patternOf(written));
}

function scopeFor(viewer: Viewer, inboxId: string | undefined): string {
  if (inboxId === undefined) return everywhere;
  if (!mayInInbox(viewer, "conversation.read", inboxId)) throw notThere("inbox");
  return inboxId;
}

function patternOf(written: string): string {
  const pattern = senderPattern(written);
  if (pattern) return pattern;
  throw new Refused("invalid", "sender.pattern", "Name an address, as ana@example.com, or a domain, as @example.com.", {
    field: "pattern",
  });
}

/** Colleagues write to each other's inboxes; mail between them must not vanish by a slip. */
async function refuseOurs(inboxId: string, pattern: string): Promise<void> {
  const { addresses } = await ownAddresses(inboxId);
  if (!addresses.some((address) => address === pattern || address.endsWith(pattern))) return;
  throw new Refused("invalid", "sender.own", "That is one of this workspace's own addresses. It cannot be blocked.", {
    field: "pattern",
  });
}
