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
  /** Left where a message was taken out of its conversation: reports about it still come to the old place. */
  moved: (conversationId: string, entryId: string): Key => ({ pk: conversationId, sk: `moved#${ulidOf(entryId)}` }),
  number: (number: number): Key => ({ pk: `number#${number}`, sk: onlyRow }),
  /** The conversations that somebody is the contact of, in one inbox, oldest first. */
  contact: (inboxId: string, address: string, conversationId: string): Key => ({
    pk: `contact#${inboxId}#${shortened(address)}`,
    sk: conversationId,
  }),
  /** One raw mail in one inbox; inbox "-" when it reached none. */
  ledger: (sesMessageId: string, inboxId: string | undefined): Key => ({ pk: `raw#${sesMessageId}`, sk: inboxId ?? onlyRow }),
  /** A Message-ID seen, sent or mentioned in an inbox. Long ids are the sender's to make: only their hash is a key. */
  mailId: (inboxId: string, mailId: string): Key => ({ pk: `mail-id#${inboxId}#${shortened(mailId)}`, sk: onlyRow }),
  /** What is done with a sender's mail, in one inbox or, as `workspace`, in all. */
  sender: (scope: string, pattern: string): Key => ({ pk: `senders#${scope}`, sk: shortened(pattern) }),
  /** The regular expressions over senders' addresses, together. No address or domain is called so. */
  senderExpressions: (scope: string): Key => ({ pk: `senders#${scope}`, sk: "expressions" }),
  /** How often somebody opened a conversation in an inbox lately. */
  senderPace: (inboxId: string, address: string): Key => ({ pk: `sender-pace#${inboxId}#${shortened(address)}`, sk: onlyRow }),
  inbox: (inboxId: string): Key => ({ pk: "inboxes", sk: inboxId }),
  address: (address: string): Key => ({ pk: `address#${shortened(address)}`, sk: onlyRow }),
  member: (memberId: string): Key => ({ pk: "members", sk: memberId }),
  team: (teamId: string): Key => ({ pk: "teams", sk: teamId }),
  identity: (issuer: string, subject: string): Key => ({ pk: `identity#${shortened(`${issuer} ${subject}`)}`, sk: onlyRow }),
  /** That a member has an identity at all: the first sign-in makes it, no later one may. */
  bindingOf: (memberId: string): Key => ({ pk: `binding#${memberId}`, sk: onlyRow }),
  session: (secretHash: string): Key => ({ pk: `session#${secretHash}`, sk: onlyRow }),
  socket: (connectionId: string): Key => ({ pk: "sockets", sk: connectionId }),
  /** Of an inbox, or `numbers`: how many conversations have been numbered. */
  counters: (of: string): Key => ({ pk: "counters", sk: of }),
  /** From whom a member sees remote pictures always: an address or a domain. */
  remoteContent: (memberId: string, sender: string): Key => ({
    pk: `remote-content#${memberId}`,
    sk: shortened(sender) || onlyRow,
  }),
  /** A request that may be sent again by the page: the same key, the same answer. */
  once: (memberId: string, idempotencyKey: string): Key => ({ pk: `once#${memberId}#${shortened(idempotencyKey)}`, sk: onlyRow }),
  /** That a reply was queued, by time: what the sweep looks through. Without an id, the beginning of that instant. */
  due: (at: Instant, messageId = ""): Key => ({ pk: "due", sk: `${at}#${messageId}` }),
  /** That a conversation is being removed for good. */
  removal: (conversationId: string): Key => ({ pk: "removals", sk: conversationId }),
  /** How far a job of the schedule has come. */
  schedule: (job: string): Key => ({ pk: "schedule", sk: job }),
} as const;

/** Index keys: the folders of an inbox are ranges of these two, newest activity last. */
export const indexKeys = {
  openConversations: (inboxId: string) => `${inboxId}#open`,
  spamConversations: (inboxId: string) => `${inboxId}#spam`,
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
