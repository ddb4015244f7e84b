// Which addresses an inbox has, who waits for a mail to one of them, and what has been proved of each.
import type { Confirmation, Probe, Proof } from "../core/inbox/receiving.ts";
import { addressWrites, type Inbox } from "./inboxes.ts";
import { keys } from "./keys.ts";
import { getRows, type Outcome, transact, type Write, write } from "./table.ts";

/** Not done when the inbox's addresses have changed since it was read, or this one is somebody's by now. */
export function addInboxAddress(inbox: Inbox, address: string): Promise<Outcome> {
  return transact([
    addressesWrite(inbox, [...inbox.addresses, address]),
    ...addressWrites([address], inbox.id, { unlessThere: true }),
  ]);
}

/** @param address as it stands in the inbox */
export function removeInboxAddress(inbox: Inbox, address: string): Promise<Outcome> {
  const left = inbox.addresses.filter((one) => one !== address);
  return transact([addressesWrite(inbox, left), { remove: keys.address(address.toLowerCase()), when: isOf(inbox) }]);
}

export async function saveProbe(inboxId: string, probe: Probe): Promise<void> {
  await write({ set: keys.inbox(inboxId), values: { probe } });
}

/** With the probe goes what was to be done for it. */
export async function removeProbe(inboxId: string): Promise<void> {
  await write({ set: keys.inbox(inboxId), values: {}, without: ["probe", "confirmation"] });
}

/** Written once: a probe that another mail has answered meanwhile, or that was begun anew, stays as it is. */
export function saveProof(inbox: Inbox, probe: Probe, proof: Proof): Promise<Outcome> {
  const isDoneWith = proof.way === "forwarded" && inbox.confirmation !== undefined;
  return transact([
    {
      set: keys.inbox(inbox.id),
      values: { probe: { ...probe, proof } },
      ...(isDoneWith ? { without: ["confirmation"] } : {}),
      when: { path: "probe", equals: probe },
    },
    { set: keys.address(probe.address.toLowerCase()), values: { proof }, when: isOf(inbox) },
  ]);
}

export async function removeConfirmation(inboxId: string): Promise<void> {
  await write({ set: keys.inbox(inboxId), values: {}, without: ["confirmation"] });
}

export async function saveConfirmation(inboxId: string, confirmation: Confirmation): Promise<void> {
  await write({ set: keys.inbox(inboxId), values: { confirmation } });
}

/** The proofs of these addresses, by address in lower case. */
export async function findProofs(addresses: readonly string[]): Promise<ReadonlyMap<string, Proof>> {
  const rows = await getRows(addresses.map((address) => keys.address(address.toLowerCase())));
  return new Map(rows.flatMap((row) => (row.proof ? [[String(row.address), row.proof as Proof] as const] : [])));
}

/** Written whole, so the list must be the one that was read. */
function addressesWrite({ id, addresses }: Inbox, changed: readonly string[]): Write {
  return { set: keys.inbox(id), values: { addresses: changed }, when: { path: "addresses", equals: addresses } };
}

function isOf({ id }: Inbox) {
  return { path: "inboxId", oneOf: [id] } as const;
}
