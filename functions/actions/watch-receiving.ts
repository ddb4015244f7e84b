// Looks at each mail that arrives for what somebody setting up an inbox waits for. Of ordinary mail nothing is written, or even read.
import { type Proof, wayOfMail } from "../core/inbox/receiving.ts";
import { forwardingConfirmation } from "../core/mail/forwarding-confirmation.ts";
import { forwardingTraces } from "../core/mail/forwarding-traces.ts";
import type { ParsedMail } from "../core/mail/mail.ts";
import type { Receipt } from "../core/mail/receipt.ts";
import type { Inbox } from "../store/inboxes.ts";
import { saveConfirmation, saveProof } from "../store/receiving.ts";
import { forwardAddress } from "./forward-address.ts";

export interface Arrived {
  readonly inbox: Inbox;
  readonly receipt: Receipt;
  readonly mail: ParsedMail;
  /** As much of the raw mail as holds its header. */
  readonly beginning: () => Promise<Uint8Array>;
}

/** Safe to repeat, in any order. */
export async function watchReceiving(arrived: Arrived): Promise<void> {
  const { inbox, receipt, mail } = arrived;
  const { probe, confirmation } = inbox;
  const asked = forwardingConfirmation(mail, receipt.verdicts);
  if (asked && !(confirmation && confirmation.at >= receipt.receivedAt)) {
    await saveConfirmation(inbox.id, { ...asked, at: receipt.receivedAt });
  }
  // What was on its way before proves nothing of what was set up since.
  if (!probe || probe.proof || receipt.receivedAt < probe.since) return;
  const way = await wayOf(probe.address, arrived);
  if (!way) return;
  await saveProof(inbox, probe, { at: receipt.receivedAt, way });
}

async function wayOf(address: string, { inbox, receipt, mail, beginning }: Arrived): Promise<Proof["way"] | undefined> {
  const { recipients } = receipt;
  const own = { addresses: inbox.addresses, forwardTo: forwardAddress(inbox) };
  const written = [...mail.to, ...mail.cc].map((one) => one.address);
  const direct = wayOfMail(address, own, { recipients, traces: [], written });
  return direct ?? wayOfMail(address, own, { recipients, traces: forwardingTraces(await beginning()), written });
}
