// Timeline entries: every kind comes back as it was, sorted by time, in pages; a delivery moves only from where it was read.
import { beforeAll, describe, expect, test } from "vitest";
import type { SentMessage, TimelineEntry } from "../../functions/core/conversation/conversation.ts";
import { newId } from "../../functions/runtime/ids.ts";
import { saveConversation } from "../../functions/store/conversations.ts";
import { keys } from "../../functions/store/keys.ts";
import { getRow, write } from "../../functions/store/table.ts";
import { deliveryWrite, entryRow, findEntry, listEntries } from "../../functions/store/timeline.ts";
import { ana, at, conversation, later, received, sent } from "../helpers/mails.ts";
import { startWorkspace } from "./workspace.ts";

beforeAll(async () => (await startWorkspace()).stop);

const inboxId = "inb_01JD0000000000000000000001";

async function holding(entriesOf: (conversationId: string) => TimelineEntry[]) {
  const id = newId("conversation", at);
  const entries = entriesOf(id);
  expect(await saveConversation(undefined, conversation({ id, inboxId, version: 1 }), entries)).toEqual({ isDone: true });
  return { id, entries };
}

const span = { offset: 812, length: 20_480, encoding: "base64" } as const;
const attachment = {
  index: 0,
  filename: "rechnung ½.pdf",
  contentType: "application/pdf",
  sizeBytes: 15_000,
  isInline: false,
  span,
};

const kinds: [string, (conversationId: string) => TimelineEntry][] = [
  ["a plain received message", (conversationId) => received({ id: newId("message", at), conversationId })],
  [
    "a received message with everything",
    (conversationId) =>
      received({
        id: newId("message", at),
        conversationId,
        reading: "unparsed",
        sentAt: at,
        messageId: "a@b.example",
        references: ["x@y.example", "z@y.example"],
        replyTo: [{ name: "", address: "r@b.example" }],
        cc: [{ name: "Marco", address: "marco@client.example" }],
        text: "",
        isTextCut: true,
        hasHtml: true,
        attachments: [attachment, { ...attachment, index: 1, isInline: true, contentId: "image001@client" }],
        automatic: "auto-reply",
        defects: [{ code: "date.missing", detail: "There is no Date." }],
        match: { by: "in-reply-to", id: "x@y.example" },
        trust: "new-unverified",
      }),
  ],
  ["a queued message", (conversationId) => sent({ id: newId("message", at), conversationId })],
  [
    "a delivered message with a file",
    (conversationId) =>
      sent({
        id: newId("message", at),
        conversationId,
        inReplyTo: "a@b.example",
        rawKey: "sent/msg_1.eml",
        attachments: [{ index: 0, filename: "a.pdf", contentType: "application/pdf", sizeBytes: 9, key: "upload/mem/upl" }],
        delivery: {
          state: "bounced",
          at: later,
          reason: "550",
          sesMessageId: "0100",
          recipients: [{ address: "lucia@client.example", state: "bounced", reason: "550", at: later }],
        },
      }),
  ],
  ["a note", (conversationId) => ({ kind: "note", id: newId("note", at), conversationId, at, by: ana, text: "Psst.\n\n🤫" })],
  [
    "an assignment",
    (conversationId) => {
      const what = { name: "conversation.assigned", memberId: ana.id, memberName: "Ana" } as const;
      return { kind: "change", id: newId("change", at), conversationId, at, by: ana, what };
    },
  ],
  [
    "a failed delivery",
    (conversationId) => {
      const what = { name: "delivery.failed", messageId: "msg_1", reason: "550 no such user" } as const;
      return { kind: "change", id: newId("change", at), conversationId, at, by: { kind: "system", reason: "bounce" }, what };
    },
  ],
];

describe("comes back as it was", () => {
  test.each(kinds)("%s", async (_case, make) => {
    const { id, entries } = await holding((conversationId) => [make(conversationId)]);
    expect(await listEntries([id], 10)).toEqual(entries);
    expect(await findEntry(id, entries[0]?.id ?? "")).toEqual(entries[0]);
  });

  test("as a row with its type, version and inbox", () => {
    const entry = received();
    expect(entryRow(entry, inboxId)).toMatchObject({
      ...keys.entry(entry.conversationId, entry.id),
      type: "entry",
      v: 1,
      inboxId,
    });
  });
});

describe("the timeline", () => {
  const nineOf = (conversationId: string) =>
    Array.from({ length: 9 }, (_, index): TimelineEntry => {
      const kind = (["note", "message", "change"] as const)[index % 3] ?? "note";
      const id = newId(kind, at);
      if (kind === "message") return received({ id, conversationId });
      if (kind === "note") return { kind, id, conversationId, at, by: ana, text: `${index}` };
      return { kind, id, conversationId, at, by: ana, what: { name: "conversation.closed" } };
    });

  test("is sorted by when, whatever the kind, also within one millisecond", async () => {
    const { id, entries } = await holding(nineOf);
    expect(await listEntries([id], 100)).toEqual(entries.toReversed());
  });

  test.each([1, 2, 4, 8, 9, 10])("in pages of %i is the same, and never runs into the conversation's own row", async (limit) => {
    const { id, entries } = await holding(nineOf);
    const found: TimelineEntry[] = [];
    for (;;) {
      const page = await listEntries([id], limit, found.at(-1)?.id);
      found.push(...page);
      if (page.length < limit) break;
    }
    expect(found).toEqual(entries.toReversed());
  });

  test("of more than the megabyte that DynamoDB answers with at once is still one page", async () => {
    const { id, entries } = await holding((conversationId) =>
      Array.from({ length: 8 }, () => received({ id: newId("message", at), conversationId, text: "x".repeat(200_000) })),
    );
    expect((await listEntries([id], 8)).map((entry) => entry.id)).toEqual(entries.map((entry) => entry.id).toReversed());
    expect(await listEntries([id], 7)).toHaveLength(7);
  });

  test("of another conversation is not mixed in, and its entries are not found", async () => {
    const [one, other] = [await holding(nineOf), await holding(nineOf)];
    expect((await listEntries([one.id], 100)).every(({ conversationId }) => conversationId === one.id)).toBe(true);
    expect(await findEntry(one.id, other.entries[0]?.id ?? "")).toBeUndefined();
  });

  test("an id of the right time and the wrong kind is not there", async () => {
    const { id, entries } = await holding(nineOf);
    const note = entries[0]?.id ?? "";
    expect(await findEntry(id, note.replace("not_", "msg_"))).toBeUndefined();
  });
});

describe("a delivery", () => {
  async function queued(): Promise<SentMessage> {
    const message = sent({ id: newId("message", at), conversationId: newId("conversation", at) });
    expect(await write({ put: entryRow(message, inboxId) })).toBe(true);
    return message;
  }
  const sending = { state: "sending", at: later, recipients: [] } as const;

  test("moves on once, with what comes with it, and leaves the rest of the entry alone", async () => {
    const message = await queued();
    const claims = await Promise.all(
      Array.from({ length: 10 }, () => write(deliveryWrite(message, sending, { rawKey: "sent/1" }))),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await findEntry(message.conversationId, message.id)).toEqual({ ...message, delivery: sending, rawKey: "sent/1" });
  });

  test("of a message that is not there makes no row", async () => {
    const message = sent({ id: newId("message"), conversationId: newId("conversation") });
    expect(await write(deliveryWrite(message, sending))).toBe(false);
    expect(await getRow(keys.entry(message.conversationId, message.id))).toBeUndefined();
  });
});
