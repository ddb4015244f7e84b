// Every key of the table, on one screen. No other file builds one. README.md beside this is the chart.
import { createHash } from "node:crypto";
import { ulidOf } from "../core/ids.ts";
import type { Instant } from "../core/time.ts";

/** The table's shape; `stacks` and `local` make the table from it. Every index projects all attributes. */
export const table = {
  partitionKey: "pk",
  sortKey: "sk",
  timeToLive: "ttl",
  indexes: [
    { name: "byState", partitionKey: "statePk", sortKey: "stateSk" },
    { name: "byOwner", partitionKey: "ownerPk", sortKey: "ownerSk" },
  ],
} as const;

export type Key = Readonly<{ pk: string; sk: string }>;

const onlyRow = "-";

export const keys = {
  conversation: (conversationId: string): Key => ({ pk: conversationId, sk: onlyRow }),
  /** An entry's sort key is the ULID in its id: by time, and found again from the id alone. */
  entry: (conversationId: string, entryId: string): Key => ({ pk: conversationId, sk: `entry#${ulidOf(entryId)}` }),
  entryPrefix: "entry#",
  /** One raw mail in one inbox; inbox "-" when it reached none. */
  ledger: (sesMessageId: string, inboxId: string | undefined): Key => ({ pk: `raw#${sesMessageId}`, sk: inboxId ?? onlyRow }),
  /** A Message-ID seen, sent or mentioned in an inbox. Long ids are the sender's to make: only their hash is a key. */
  mailId: (inboxId: string, mailId: string): Key => ({ pk: `mail-id#${inboxId}#${shortened(mailId)}`, sk: onlyRow }),
  inbox: (inboxId: string): Key => ({ pk: "inboxes", sk: inboxId }),
  address: (address: string): Key => ({ pk: `address#${shortened(address)}`, sk: onlyRow }),
  member: (memberId: string): Key => ({ pk: "members", sk: memberId }),
  team: (teamId: string): Key => ({ pk: "teams", sk: teamId }),
  identity: (issuer: string, subject: string): Key => ({ pk: `identity#${shortened(`${issuer} ${subject}`)}`, sk: onlyRow }),
  /** That a member has an identity at all: the first sign-in makes it, no later one may. */
  bindingOf: (memberId: string): Key => ({ pk: `binding#${memberId}`, sk: onlyRow }),
  session: (secretHash: string): Key => ({ pk: `session#${secretHash}`, sk: onlyRow }),
  socket: (connectionId: string): Key => ({ pk: "sockets", sk: connectionId }),
  counters: (inboxId: string): Key => ({ pk: "counters", sk: inboxId }),
  /** A request that may be sent again by the page: the same key, the same answer. */
  once: (memberId: string, idempotencyKey: string): Key => ({ pk: `once#${memberId}#${shortened(idempotencyKey)}`, sk: onlyRow }),
  /** That a reply was queued, by time: what the sweep looks through. Without an id, the beginning of that instant. */
  due: (at: Instant, messageId = ""): Key => ({ pk: "due", sk: `${at}#${messageId}` }),
  /** How far a job of the schedule has come. */
  schedule: (job: string): Key => ({ pk: "schedule", sk: job }),
} as const;

/** Index keys: the folders of an inbox are ranges of these two, newest activity last. */
export const indexKeys = {
  openConversations: (inboxId: string) => `${inboxId}#open`,
  closedConversations: (inboxId: string) => `${inboxId}#closed`,
  unassigned: (inboxId: string) => `${inboxId}#unassigned`,
  ownedBy: (inboxId: string, memberId: string) => `${inboxId}#${memberId}`,
  /** Unique and sorted by time. */
  activity: (at: Instant, conversationId: string) => `${at}#${conversationId}`,
  ledgerState: (state: string) => `ledger#${state}`,
} as const;

const hashPrefix = "sha256:";

function shortened(text: string): string {
  // What looks like one of our hashes is hashed too, or somebody could send the hash of another's id as their own.
  const isShort = text.length <= 200 && !text.startsWith(hashPrefix);
  return isShort ? text : hashPrefix + createHash("sha256").update(text).digest("hex");
}
