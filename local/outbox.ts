// What SES was given to send, as its recipients would get it: `ID.eml` beside `ID.json` in the data folder.
import { simpleParser } from "mailparser";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readJson, writeWhole } from "./disk.ts";
import { addressesIn, readFields, splitMail, valuesOf } from "./mail-header.ts";

/** A mail that SES took. Addresses are bare; `bcc` are those that the header does not name. */
export interface OutboxMail {
  /** SES's id. */
  readonly id: string;
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  /** Decoded. */
  readonly subject: string;
  /** By lower-case name, unfolded; the first where there are several. */
  readonly headers: Readonly<Record<string, string>>;
  /** Everybody it goes to, by the envelope. */
  readonly destinations: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** The Message-ID that the sender wrote and SES replaced. */
  readonly ownMessageId?: string;
}

export type Handover = Pick<OutboxMail, "id" | "at" | "destinations" | "tags" | "ownMessageId"> & { readonly wire: Buffer };

export interface Outbox {
  keep(mail: Handover): Promise<OutboxMail>;
  /** Oldest first. */
  list(): Promise<OutboxMail[]>;
  find(id: string): Promise<OutboxMail | undefined>;
  raw(id: string): Promise<Buffer>;
}

export async function openOutbox(folder: string): Promise<Outbox> {
  await mkdir(folder, { recursive: true });
  const describedAt = (id: string) => join(folder, `${id}.json`);
  const rawAt = (id: string) => join(folder, `${id}.eml`);
  const find = async (id: string) => (isSesId(id) ? readJson<OutboxMail>(describedAt(id)) : undefined);
  return {
    find,
    async keep({ wire, ...known }) {
      const mail = { ...known, ...(await read(wire, known.destinations)) };
      await writeWhole(rawAt(mail.id), wire, { isSynced: true });
      await writeWhole(describedAt(mail.id), JSON.stringify(mail, null, 1), { isSynced: true });
      return mail;
    },
    async list() {
      const names = (await readdir(folder)).filter((name) => name.endsWith(".json"));
      const mails = await Promise.all(names.map((name) => readJson<OutboxMail>(join(folder, name))));
      return mails.filter((mail) => mail !== undefined).sort((a, b) => compare(a.at, b.at) || compare(a.id, b.id));
    },
    raw: (id) => readFile(rawAt(id)),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Ids come in from outside and name files, so nothing else passes. */
function isSesId(id: string): boolean {
  return /^[0-9a-z-]{1,100}$/.test(id);
}

async function read(wire: Buffer, destinations: readonly string[]) {
  const { header } = splitMail(wire);
  const fields = readFields(header.toString("utf8"));
  const named = (name: string) => addressesIn(valuesOf(fields, name));
  const [to, cc] = [named("to"), named("cc")];
  const shown = new Set([...to, ...cc].map((address) => address.toLowerCase()));
  const { subject = "" } = await simpleParser(Buffer.concat([header, Buffer.from("\r\n\r\n")]));
  return {
    from: named("from")[0] ?? "",
    to,
    cc,
    bcc: destinations.filter((address) => !shown.has(address.toLowerCase())),
    subject,
    headers: Object.fromEntries(fields.map(({ name, value }) => [name.toLowerCase(), value]).reverse()) as Record<string, string>,
  };
}
