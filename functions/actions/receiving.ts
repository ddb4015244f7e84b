// How mail reaches an inbox: its address for what others forward, what has been proved of its addresses, and waiting for a mail.
import * as v from "valibot";
import type { Viewer } from "../core/access.ts";
import { Refused } from "../core/errors.ts";
import type { Receiving } from "../core/inbox/receiving.ts";
import { limits } from "../core/limits.ts";
import { normaliseAddress } from "../core/mail/address.ts";
import { now } from "../runtime/clock.ts";
import { config } from "../runtime/config.ts";
import type { Inbox } from "../store/inboxes.ts";
import { findProofs, removeConfirmation, removeProbe, saveProbe } from "../store/receiving.ts";
import { forwardAddress } from "./forward-address.ts";
import { loadInbox } from "./inbox-settings.ts";
import { refuseUnlessAllowed } from "./load-conversation.ts";

export const probeInput = v.strictObject({
  address: v.pipe(v.string(), v.nonEmpty(), v.maxLength(limits.addressChars)),
});
export type ProbeInput = v.InferOutput<typeof probeInput>;

export async function readReceiving(viewer: Viewer, inboxId: string): Promise<Receiving> {
  const inbox = await loadInbox(viewer, inboxId);
  const { addresses, probe, confirmation } = inbox;
  const proofs = await findProofs(addresses.slice(0, limits.inboxAddresses));
  return {
    forwardTo: forwardAddress(inbox),
    addresses: addresses.map((address, index) => {
      const proof = proofs.get(address.toLowerCase());
      return { address, isSendingAddress: index === 0, ...(proof && { proof }) };
    }),
    // An SES that is not AWS's own has no name in DNS.
    ...(config.endpoint("SES") === undefined ? { mailExchanger: { priority: 10, host: receivingHost(config.region) } } : {}),
    ...(probe && addresses.includes(probe.address) ? { probe } : {}),
    ...(confirmation && { confirmation }),
  };
}

/** Waits anew, whatever has been proved before. */
export async function startProbe(viewer: Viewer, inboxId: string, { address: written }: ProbeInput): Promise<void> {
  const inbox = await loadInbox(viewer, inboxId);
  refuseUnlessAllowed(viewer, "inbox.change", inboxId);
  const address = addressOf(inbox, written);
  if (!address) {
    throw new Refused("invalid", "probe.address", "That is not an address of this inbox. Add it first.", { field: "address" });
  }
  await saveProbe(inbox.id, { address, since: now(), memberId: viewer.memberId });
}

export async function endProbe(viewer: Viewer, inboxId: string): Promise<void> {
  const { id } = await loadInbox(viewer, inboxId);
  refuseUnlessAllowed(viewer, "inbox.change", inboxId);
  await removeProbe(id);
}

/** Google's question was answered, or is none of ours. */
export async function dropConfirmation(viewer: Viewer, inboxId: string): Promise<void> {
  const { id } = await loadInbox(viewer, inboxId);
  refuseUnlessAllowed(viewer, "inbox.change", inboxId);
  await removeConfirmation(id);
}

/** An address as it stands in the inbox. */
export function addressOf({ addresses }: Inbox, written: string): string | undefined {
  return addresses.find((address) => normaliseAddress(address) === normaliseAddress(written));
}

function receivingHost(region: string): string {
  return `inbound-smtp.${region}.amazonaws.com`;
}
