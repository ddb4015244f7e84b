// Inboxes: shared addresses with their teams. Few, small, and read whole.
import type { AccessLevel } from "../core/access.ts";
import { addressKeys } from "../core/conversation/route.ts";
import type { Confirmation, Probe } from "../core/inbox/receiving.ts";
import type { InboxSettings } from "../core/inbox/settings.ts";
import { keys, table } from "./keys.ts";
import { getRow, getRows, queryRows, type Row, transact, type Write, write } from "./table.ts";

/** Of its settings it has those that somebody decided. */
export interface Inbox extends Partial<InboxSettings> {
  readonly id: string;
  readonly name: string;
  /** The first is what answers are sent from. `*@domain` catches what no other address of that domain does. */
  readonly addresses: readonly string[];
  /** The name beside the address: `Acme Support`. */
  readonly displayName: string;
  readonly access: Readonly<Record<string, AccessLevel>>;
  /** Somebody waits, or waited, for a first mail to one of the addresses. */
  readonly probe?: Probe;
  /** What a mail service wants to be told before it forwards to us. */
  readonly confirmation?: Confirmation;
}

export async function listInboxes(): Promise<Inbox[]> {
  const rows = await queryRows({
    partitionKey: table.partitionKey,
    sortKey: table.sortKey,
    partition: keys.inbox("").pk,
    limit: 200,
  });
  return rows.map(inboxOf);
}

export async function findInbox(inboxId: string): Promise<Inbox | undefined> {
  const row = await getRow(keys.inbox(inboxId));
  return row && inboxOf(row);
}

/** The inbox an envelope recipient belongs to: its address, the address without `+label`, or the domain's catch-all. */
export async function findInboxByAddress(address: string): Promise<Inbox | undefined> {
  const found = (await findInboxIds([address])).get(address);
  return found === undefined ? undefined : findInbox(found);
}

/** The inbox of each address that has one, by the same rule, in one batch read: at most 33 addresses. */
export async function findInboxIds(addresses: readonly string[]): Promise<Map<string, string>> {
  const candidates = new Map(addresses.map((address) => [address, addressKeys(address)]));
  const wanted = [...new Set([...candidates.values()].flat())];
  const rows = await getRows(wanted.map((candidate) => keys.address(candidate)));
  const byAddress = new Map(rows.map((row) => [row.address, String(row.inboxId)]));
  const found = [...candidates].flatMap(([address, ways]) => {
    const inboxId = ways.map((way) => byAddress.get(way)).find((one) => one !== undefined);
    return inboxId === undefined ? [] : [[address, inboxId] as const];
  });
  return new Map(found);
}

/** Saves an inbox and the rows its addresses are found by. */
export async function saveInbox(inbox: Inbox): Promise<void> {
  await transact(inboxWrites(inbox));
}

/** By attribute, so that what others decide at the same instant stays. */
export async function saveInboxSettings({ id }: Inbox, settings: Partial<InboxSettings>): Promise<void> {
  await write({ set: keys.inbox(id), values: { ...settings } });
}

/** @param how with `unlessThere`, the addresses must be nobody's yet */
export function inboxWrites(inbox: Inbox, how: { unlessThere?: true } = {}): Write[] {
  return [{ put: { ...inbox, ...keys.inbox(inbox.id), type: "inbox", v: 1 } }, ...addressWrites(inbox.addresses, inbox.id, how)];
}

export function addressWrites(addresses: readonly string[], inboxId: string, how: { unlessThere?: true }): Write[] {
  return addresses.map((written) => {
    const address = written.toLowerCase();
    return { put: { ...keys.address(address), type: "address", v: 1, address, inboxId }, ...how };
  });
}

/** The inbox that has exactly this address: no label and no catch-all counts. */
export async function findInboxOfAddress(address: string): Promise<Inbox | undefined> {
  const row = await getRow(keys.address(address.toLowerCase()));
  return row && findInbox(String(row.inboxId));
}

function inboxOf(row: Row): Inbox {
  const { pk: _pk, sk: _sk, type: _type, v: _v, ...inbox } = row;
  return inbox as unknown as Inbox;
}
