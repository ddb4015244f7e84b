// Two states of the product compared as people see them, and what happens between them: the table is emptied of mail.
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { tableClient } from "../../functions/runtime/clients.ts";
import { config } from "../../functions/runtime/config.ts";
import { dumpTable } from "./dump.ts";

/** Fetches a path of the API. */
export type Get = (path: string) => Promise<unknown>;

/** What a conversation's received mail says of it. Replies, notes and what people did come back from a backup only. */
export interface Seen {
  readonly id: string;
  readonly inbox: string;
  readonly subject: string;
  readonly contact: string;
  readonly received: number;
  readonly hasAttachments: boolean;
  readonly lastReceivedAt: string;
  /** One line a message, sorted. */
  readonly messages: readonly string[];
}

/** Every conversation that the member sees, in a fixed order. */
export async function conversationsSeen(get: Get): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const next: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page = (await get(`/conversations?folder=all&limit=100${next}`)) as Page;
    for (const { id } of page.items) seen.push(seenOf((await get(`/conversations/${id}?limit=100`)) as Opened));
    cursor = page.nextCursor;
  }
  return seen.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

/** What is not the same, a sentence each. Not an id, which may change, and not the time, which two copies of a mail differ in. */
export function differences(before: readonly Seen[], after: readonly Seen[]): string[] {
  const written = (all: readonly Seen[]) => all.map(({ id: _id, lastReceivedAt: _at, ...seen }) => JSON.stringify(seen));
  const [was, is] = [written(before), written(after)];
  return [
    ...was.filter((one) => !is.includes(one)).map((one) => `gone: ${one}`),
    ...is.filter((one) => !was.includes(one)).map((one) => `new: ${one}`),
    ...(was.length === is.length ? [] : [`${was.length} conversations before, ${is.length} after`]),
  ];
}

/** What a team is made of, and the sessions that look at it: set up again, or put back, before the mail is. */
const kept = ["inbox", "address", "member", "team", "identity", "binding", "session"];

/** Deletes every row but those of people and inboxes. Gives the number of rows deleted. */
export async function emptyTable(): Promise<number> {
  const gone = (await dumpTable()).filter(({ type }) => !kept.includes(type));
  for (let from = 0; from < gone.length; from += 25) {
    const requests = gone.slice(from, from + 25).map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
    const answer = await tableClient().send(new BatchWriteCommand({ RequestItems: { [config.tableName]: requests } }));
    if (Object.keys(answer.UnprocessedItems ?? {}).length > 0) throw new Error("the table did not delete all that was asked");
  }
  return gone.length;
}

interface Page {
  readonly items: readonly { readonly id: string }[];
  readonly nextCursor: string | null;
}

interface Opened {
  readonly conversation: {
    readonly id: string;
    readonly inboxId: string;
    readonly subject: string;
    readonly contact: { readonly address: string };
    readonly hasAttachments: boolean;
  };
  readonly entries: readonly (
    | { readonly kind: "sent" | "note" | "change" }
    | {
        readonly kind: "received";
        readonly at: string;
        readonly reading: string;
        readonly trust: string;
        readonly subject: string;
        readonly text: string;
        readonly from: { readonly address: string };
        readonly attachments: readonly unknown[];
      }
  )[];
}

function seenOf({ conversation, entries }: Opened): Seen {
  const received = entries.flatMap((entry) => (entry.kind === "received" ? [entry] : []));
  const { id, inboxId: inbox, subject, contact, hasAttachments } = conversation;
  // SES tells the time to the millisecond in its notice and to the second on the mail.
  const lastReceivedAt =
    received
      .map(({ at }) => at.slice(0, 19))
      .toSorted()
      .at(-1) ?? "";
  const messages = received.map(({ reading, trust, subject, text, from, attachments }) =>
    JSON.stringify([reading, trust, from.address, subject, text, attachments.length]),
  );
  const count = received.length;
  return {
    id,
    inbox,
    subject,
    contact: contact.address,
    received: count,
    hasAttachments,
    lastReceivedAt,
    messages: messages.toSorted(),
  };
}

function sortKey({ inbox, subject, messages }: Seen): string {
  return JSON.stringify([inbox, subject, messages]);
}
