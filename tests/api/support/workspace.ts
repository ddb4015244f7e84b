// A workspace with one member of every kind, an inbox of ours and one of others: what the API's tests begin with.
import { startSession } from "../../../functions/auth/session.ts";
import type { AccessLevel, Role } from "../../../functions/core/access.ts";
import type { Conversation, TimelineEntry } from "../../../functions/core/conversation/conversation.ts";
import { saveConversation } from "../../../functions/store/conversations.ts";
import { saveInbox } from "../../../functions/store/inboxes.ts";
import { type LedgerRow, ledgerWrite } from "../../../functions/store/ledger.ts";
import { type Member, saveMember } from "../../../functions/store/members.ts";
import { conversation, received } from "../../helpers/mails.ts";
import { emptyBuckets, saveBody, saveFile } from "./buckets-in-memory.ts";
import { origin, settle } from "./settings.ts";
import { emptyTable, write } from "./table-in-memory.ts";

export const ours = "inb_01JD0000000000000000000001";
export const theirs = "inb_01JD0000000000000000000002";
export const unroutedMail = "ses8";
export const theirSpam = "ses7";
const another = "inb_01JD0000000000000000000003";

/** Every kind of member the matrix knows, by what they may do in our inbox. */
export const principals = {
  anonymous: {},
  disabled: { access: "manage" },
  "no-access": {},
  read: { access: "read" },
  comment: { access: "comment" },
  reply: { access: "reply" },
  manage: { access: "manage" },
  /** Holds every permission, but in another inbox: only the action can tell. */
  "read-here-manage-elsewhere": { access: "read" },
  "admin-without-membership": { role: "admin" },
} as const satisfies Record<string, { access?: AccessLevel; role?: Role }>;
export type Principal = keyof typeof principals;

/** Empty but for the settings: no members, no inboxes, no mail. */
export function emptyWorkspace(settings: Readonly<Record<string, string>> = {}): void {
  settle(settings);
  emptyTable();
  emptyBuckets();
}

export async function person(id: string, more: Partial<Member> = {}): Promise<void> {
  await saveMember({ id, name: id, email: `${id}@acme.test`, role: "agent", teamIds: [], isDisabled: false, ...more });
}

/** One member of every kind, and a received mail in each inbox. */
export async function workspace(): Promise<void> {
  emptyWorkspace();
  const kinds = Object.entries<{ access?: AccessLevel; role?: Role }>(principals).filter(([name]) => name !== "anonymous");
  for (const [name, { role = "agent" }] of kinds) await person(memberId(name), { role, isDisabled: name === "disabled" });
  const access = Object.fromEntries(kinds.flatMap(([name, { access }]) => (access ? [[memberId(name), access]] : [])));
  await saveInbox({ id: ours, name: "Ours", addresses: ["ours@acme.test"], displayName: "Ours", access });
  await saveInbox({
    id: theirs,
    name: "Theirs",
    addresses: ["theirs@acme.test"],
    displayName: "Theirs",
    access: { mem_else: "manage" },
  });
  const elsewhere = { [memberId("read-here-manage-elsewhere")]: "manage" } as const;
  await saveInbox({ id: another, name: "Another", addresses: ["another@acme.test"], displayName: "Another", access: elsewhere });
  await arrived(
    conversation({ id: ourConversation, number: ourNumber, inboxId: ours, version: 1, messageCount: 2 }),
    received({ id: ourMessage, hasHtml: true, attachments: [file, textFile, mailFile] }),
    received({ id: ourOtherMessage, messageId: "second@client.example" }),
  );
  await arrived(
    conversation({ id: ourOtherConversation, inboxId: ours, version: 1 }),
    received({ id: "msg_01JD0000000000000000000008", conversationId: ourOtherConversation }),
  );
  await arrived(
    conversation({ id: theirConversation, number: theirNumber, inboxId: theirs, version: 1 }),
    received({ id: theirMessage, conversationId: theirConversation, hasHtml: true, attachments: [file, textFile, mailFile] }),
  );
  await saveBody("ses1", { text: "It makes a noise.", html: '<p>It makes <b>a noise</b>.</p><img src="cid:picture">' });
  await saveFile("raw/ses1", Buffer.concat([png, note, enclosed]));
  await held({ sesMessageId: unroutedMail, state: "unrouted" });
  await held({ sesMessageId: theirSpam, state: "spam", inboxId: theirs });
}

async function held(row: Pick<LedgerRow, "sesMessageId" | "state" | "inboxId">): Promise<void> {
  await write(
    ledgerWrite({
      ...row,
      reason: "No inbox has this address.",
      recipients: ["nobody@acme.test"],
      source: "lucia@client.example",
      receivedAt: "2026-11-20T10:00:00.000Z",
      objectKey: `raw/${row.sesMessageId}`,
    }),
  );
}

export const ourConversation = "con_01JD0000000000000000000001";
export const ourNumber = 1;
/** For what takes two: merging, and splitting. */
export const ourOtherConversation = "con_01JD0000000000000000000003";
export const ourOtherMessage = "msg_01JD0000000000000000000003";
export const theirConversation = "con_01JD0000000000000000000002";
export const theirNumber = 2;
export const noConversation = "con_01JD0000000000000000000009";
export const ourMessage = "msg_01JD0000000000000000000001";
export const theirMessage = "msg_01JD0000000000000000000002";

export const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

export const file = {
  index: 0,
  filename: "picture.png",
  contentType: "image/png",
  sizeBytes: png.length,
  contentId: "picture",
  isInline: true,
  span: { offset: 0, length: png.length, encoding: "binary" },
} as const;

const note = Buffer.from("<script>alert(1)</script>\n\u202eZürich", "utf8");

export const textFile = {
  index: 1,
  filename: "note.txt",
  contentType: "text/plain",
  sizeBytes: note.length,
  isInline: false,
  span: { offset: png.length, length: note.length, encoding: "8bit" },
} as const;

const enclosed = Buffer.from("From: Kim <kim@example.com>\nTo: lucia@client.example\nSubject: Cups\n\nTen cups.\n");

export const mailFile = {
  index: 2,
  filename: "cups.eml",
  contentType: "message/rfc822",
  sizeBytes: enclosed.length,
  isInline: false,
  span: { offset: png.length + note.length, length: enclosed.length, encoding: "8bit" },
} as const;

export async function arrived(header: Conversation, ...entries: TimelineEntry[]): Promise<void> {
  await saveConversation(undefined, header, entries);
}

export function memberId(principal: string): string {
  return `mem_${principal}`;
}

/** The Cookie header of somebody signed in. */
export async function signedIn(principal: Principal): Promise<string> {
  if (principal === "anonymous") return "";
  const { cookie } = await startSession(memberId(principal));
  return cookie.split(";")[0] ?? "";
}

/** A request as the page makes it. */
export function asThePage(method: string, cookie: string, body?: unknown): RequestInit {
  const headers = { cookie, origin, "sec-fetch-site": "same-origin" };
  if (body === undefined) return { method, headers };
  return { method, headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) };
}
